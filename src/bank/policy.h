// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/till.h"
#include "base/clock.h"
#include "base/money.h"
#include <QDate>
#include <QTimeZone>
#include <memory>

namespace bank {

/// Port: the hub's key for what must be provable later (day close). Const and without state: any thread.
class Signer
{
public:
    virtual ~Signer() = default;
    /// First 16 hexadecimal digits of the public key's SHA-256.
    virtual QByteArray keyId() const = 0;
    virtual QByteArray sign(const QByteArray &bytes) const = 0;
};

/// The settings that rules decide by. A value: a new one is handed to the desk when a setting changes.
struct Policy
{
    QTimeZone zone{"America/Guayaquil"};             ///< the branch's (S0-27); decides the business day
    base::Currency currency = base::Currency::usd(); ///< `bank.currency`
    qint64 lowBalanceMinor =
        100'00; ///< default threshold of new accounts, minor units of the account's currency (S0-26)
    std::shared_ptr<const Signer> signer = {}; ///< none: anchors stay unsigned
    qint64 tillToleranceMinor = 5'00; ///< difference of a count above which a supervisor must agree; any currency
    std::vector<Denominations> denominations = usualDenominations(); ///< what a till may count in
};

/// The branch's calendar day at an instant.
QDate businessDay(base::UtcMs at, const QTimeZone &zone);

} // namespace bank
