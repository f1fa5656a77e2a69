// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/accessapi.h"
#include "gateway/accessjson.h"
#include "gateway/adminport.h"

namespace gateway {

/// What the routes `/api/v1/admin/users…` do (docs/api.md "Users"), apart from HTTP. Lives as long as one call, on the
/// registries' thread.
class UserApi
{
public:
    explicit UserApi(Registries &registries)
        : m_users(registries.users)
    {
    }
    /// NotFound for a path that there is not; InvalidArgument names the member.
    base::Result<AccessReply> call(const AccessCall &call);

    /// Method and path pattern of each route, "{}" for one segment.
    static const QList<std::pair<QByteArray, QString>> &routes();

private:
    base::Result<AccessReply> list(const AccessCall &call) const;
    base::Result<AccessReply> add(const AccessCall &call);
    base::Result<AccessReply> change(const AccessCall &call);
    base::Result<AccessReply> resetPassword(const AccessCall &call);

    auth::UserRegistry &m_users;
};

/// Which account a body names: `account_id`, or `cedula` and perhaps `currency`. Empty: none of them is there.
std::optional<auth::AccountWish> accountWish(BodyReader &body);

} // namespace gateway
