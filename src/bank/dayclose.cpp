// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/dayclose.h"
#include "bank/canonical.h"
#include "bank/checks.h"

namespace bank {

using namespace Qt::StringLiterals;
using base::ErrorCode;

QByteArray anchorBytes(const events::DayClosed &close)
{
    Canonical out(QLatin1StringView("day/1"));
    out.add(close.day.toJulianDay())
        .add(close.lastPosting)
        .add(QByteArrayView(close.lastHash))
        .add(close.user)
        .add(close.at.value);
    return out.bytes();
}

base::Result<DayCloseAnswer> closeDay(const CloseDay &command, Ledger &ledger, const Policy &policy, base::UtcMs now)
{
    if (auto ok = checkUser(command.user); !ok)
        return ok.error();
    if (!command.day.isValid() || command.day > businessDay(now, policy.zone))
        return {ErrorCode::InvalidArgument, u"a day to come cannot be closed"_s};
    const QDate last = ledger.lastClosedDay();
    if (last.isValid() && command.day <= last)
        return {ErrorCode::Conflict, "the days up to "_L1 + last.toString(Qt::ISODate) + " are closed already"_L1};
    const ChainEnd end = ledger.chainEnd();
    events::DayClosed close;
    close.at = now;
    close.day = command.day;
    close.user = command.user;
    close.lastPosting = end.posting;
    close.lastHash = end.hash;
    if (policy.signer) {
        close.keyId = policy.signer->keyId();
        close.signature = policy.signer->sign(anchorBytes(close));
    }
    auto closed = ledger.closeDay(std::move(close));
    if (!closed)
        return closed.error();
    return DayCloseAnswer{std::move(closed).value()};
}

} // namespace bank
