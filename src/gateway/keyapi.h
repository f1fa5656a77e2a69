// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/accessapi.h"
#include "gateway/adminport.h"

namespace gateway {

/// What the routes about API keys (S2-72), foreign subjects and revoked tokens do (docs/api.md "API keys", "Foreign
/// tokens"), apart from HTTP. Lives as long as one call, on the registries' thread.
class KeyApi
{
public:
    explicit KeyApi(Registries &registries, base::UtcMs now)
        : m_keys(registries.keys)
        , m_users(registries.users)
        , m_now(now)
    {
    }
    /// NotFound for a path that there is not; InvalidArgument names the member.
    base::Result<AccessReply> call(const AccessCall &call);

    /// Method and path pattern of each route, "{}" for one segment.
    static const QList<std::pair<QByteArray, QString>> &routes();

private:
    base::Result<AccessReply> oneKey(const AccessCall &call);
    base::Result<AccessReply> list(const AccessCall &call);
    base::Result<AccessReply> add(const AccessCall &call);
    base::Result<AccessReply> change(const AccessCall &call);
    base::Result<AccessReply> subjects(const AccessCall &call);
    base::Result<AccessReply> setSubject(const AccessCall &call);
    base::Result<AccessReply> tokens(const AccessCall &call);
    base::Result<QJsonObject> subjectJson(const auth::ForeignSubject &subject);

    auth::KeyRegistry &m_keys;
    auth::UserRegistry &m_users;
    base::UtcMs m_now;
};

} // namespace gateway
