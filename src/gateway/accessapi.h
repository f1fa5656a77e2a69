// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesspolicy.h"
#include "auth/accessregistry.h"
#include <QJsonObject>

namespace gateway {

/// A call of the routes under `/api/v1/admin/` about credentials and rules, apart from HTTP.
struct AccessCall
{
    QByteArray method;
    QStringList path;  ///< what stands behind `/api/v1/admin/`, in segments
    QJsonObject body;  ///< the JSON body; of a GET the query
    QString by;        ///< who asks, for the audit
    QString from = {}; ///< his address
};
struct AccessReply
{
    int status = 200; ///< 201 made, 204 nothing to tell
    QJsonObject json;
};

/// What those routes do (docs/api.md "Access"). The command line does the same on a data folder that no hub runs on.
/// Lives as long as one call, on the registry's thread.
class AccessApi
{
public:
    AccessApi(auth::AccessRegistry &registry, std::shared_ptr<const auth::AccessPolicy> policy)
        : m_registry(registry)
        , m_policy(std::move(policy))
    {
    }
    /// NotFound for a path that there is not; InvalidArgument names the member; Conflict as documented.
    base::Result<AccessReply> call(const AccessCall &call);

    /// Method and path pattern of each route, "{}" for one segment.
    static const QList<std::pair<QByteArray, QString>> &routes();

private:
    base::Result<AccessReply> rules(const AccessCall &call);
    base::Result<AccessReply> showRules() const;
    base::Result<AccessReply> replaceRules(const AccessCall &call);
    base::Result<AccessReply> addRule(const AccessCall &call);
    base::Result<AccessReply> changeRule(const AccessCall &call);
    base::Result<AccessReply> importRules(const AccessCall &call);
    base::Result<AccessReply> exportRules(const AccessCall &call) const;
    base::Result<AccessReply> check(const AccessCall &call) const;

    auth::AccessRegistry &m_registry;
    std::shared_ptr<const auth::AccessPolicy> m_policy;
};

} // namespace gateway
