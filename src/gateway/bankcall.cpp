// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/bankcall.h"
#include "auth/permission.h"

namespace gateway {

using base::Error;
using base::ErrorCode;

namespace {

constexpr qsizetype maxKey = 64;

} // namespace

base::Result<QByteArray> idempotencyKey(const web::HttpRequest &request)
{
    const QByteArrayView key = request.header("Idempotency-Key");
    if (key.isEmpty())
        return Error(ErrorCode::Malformed,
                     u"the header Idempotency-Key is needed, so that a retry books nothing twice"_qs);
    const bool visible = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7f; });
    if (request.count("Idempotency-Key") > 1 || key.size() > maxKey || !visible)
        return Error(ErrorCode::InvalidArgument,
                     u"Idempotency-Key: one of 1 to 64 visible ASCII characters is needed"_qs);
    return key.toByteArray();
}

events::Channel channelOf(const Exchange &exchange)
{
    const bool believed =
        exchange.door == Door::Console || auth::mayDo(*exchange.principal, auth::Permission::BankPost);
    return believed && exchange.request.header("X-Ventanilla-Channel") == "CAJA" ? events::Channel::Till
                                                                                 : events::Channel::Rest;
}

bank::Rank rankOf(const auth::Principal &who)
{
    if (!who.user)
        return bank::Rank::Service;
    switch (who.role) {
    case auth::Role::Teller:
        return bank::Rank::Teller;
    case auth::Role::Supervisor:
        return bank::Rank::Supervisor;
    case auth::Role::Administrator:
        return bank::Rank::Administrator;
    case auth::Role::Operator:
    case auth::Role::Technician:
    case auth::Role::Auditor:
    case auth::Role::Client:
        return bank::Rank::Other;
    }
    Q_UNREACHABLE();
}

bool mayHoldTill(const auth::Snapshot &users, const QString &name)
{
    return std::any_of(users.users.begin(), users.users.end(), [&name](const auth::Snapshot::Entry &user) {
        return user.username == name && user.enabled && auth::allows(user.role, auth::Permission::BankPost);
    });
}

base::Result<qint64> idIn(const QString &segment)
{
    bool ok = false;
    const qint64 id = segment.toLongLong(&ok);
    if (!ok || id < 1)
        return Error(ErrorCode::NotFound, u"there is no such number"_qs);
    return id;
}

} // namespace gateway
