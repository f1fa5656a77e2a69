// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/till.h"
#include "base/clock.h"
#include "base/money.h"
#include <QDate>
#include <QTimeZone>
#include <chrono>
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

/// When a second person must agree (SPEC 2.4). Limits are minor units of the amount's currency: beyond, not from.
struct ApprovalPolicy
{
    qint64 limitMinor = 1'000'00;        ///< `bank.approval.limit`: beyond it one approver
    qint64 secondLimitMinor = 10'000'00; ///< `bank.approval.limit_two`: beyond it two different ones
    std::chrono::seconds expiry{120};    ///< `bank.approval.expires_s`
    friend bool operator==(const ApprovalPolicy &, const ApprovalPolicy &) = default;
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
    ApprovalPolicy approval = {};
    qint64 largeMinor = 10'000'00; ///< `bank.alert.large`: from it on LARGE_TRANSACTION (S0-25); 0: never
};

/// The branch's calendar day at an instant.
QDate businessDay(base::UtcMs at, const QTimeZone &zone);

} // namespace bank
