// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/ledgercalls.h"

namespace support {

/// The ledger's calls for tests of the console: answers what was put in, notes what was asked. Answers at once.
class FakeLedgerCalls final : public client::LedgerCalls
{
public:
    QStringList calls;                  ///< names, in order
    std::optional<base::Error> refusal; ///< set: calls fail with it
    contract::Account account;
    std::vector<contract::Hold> held;
    contract::Page<contract::AccountChange> history;
    contract::Chart accounts;
    contract::Journal day;
    std::vector<contract::DayClose> closed;
    contract::Proof made;
    std::optional<contract::AccountPatch> patch; ///< of the last changeAccount()

    client::Reply<contract::Account> changeAccount(QString, contract::AccountPatch wanted) override
    {
        patch = std::move(wanted);
        co_return did(QStringLiteral("changeAccount"), account);
    }
    client::Reply<std::vector<contract::Hold>> holds(QString, base::Currency) override
    {
        co_return did(QStringLiteral("holds"), held);
    }
    client::Reply<contract::Hold> placeHold(QString cedula, contract::HoldRequest request,
                                            client::IdempotencyKey) override
    {
        contract::Hold hold;
        hold.id = static_cast<qint64>(held.size()) + 1;
        hold.cedula = cedula;
        hold.amount = request.amount;
        hold.reason = request.reason;
        hold.expiresAt = request.expiresAt;
        held.insert(held.begin(), hold);
        co_return did(QStringLiteral("placeHold"), hold);
    }
    client::Reply<contract::Hold> releaseHold(qint64 id) override
    {
        contract::Hold released;
        for (contract::Hold &hold : held) {
            if (hold.id != id)
                continue;
            hold.state = contract::HoldState::Released;
            released = hold;
        }
        co_return did(QStringLiteral("releaseHold"), released);
    }
    client::Reply<contract::Page<contract::AccountChange>> accountChanges(QString, base::Currency, QString) override
    {
        co_return did(QStringLiteral("accountChanges"), history);
    }
    client::Reply<contract::Chart> chart() override { co_return did(QStringLiteral("chart"), accounts); }
    client::Reply<contract::Journal> journal(QDate, QString) override { co_return did(QStringLiteral("journal"), day); }
    client::Reply<std::vector<contract::DayClose>> closedDays() override
    {
        co_return did(QStringLiteral("closedDays"), closed);
    }
    client::Reply<contract::DayClose> closeDay(QDate wanted) override
    {
        contract::DayClose close;
        close.day = wanted;
        closed.insert(closed.begin(), close);
        co_return did(QStringLiteral("closeDay"), close);
    }
    client::Reply<contract::Proof> lastProof() override { co_return did(QStringLiteral("lastProof"), made); }
    client::Reply<contract::Proof> prove() override { co_return did(QStringLiteral("prove"), made); }

private:
    template <typename T>
    base::Result<T> did(const QString &name, const T &value)
    {
        calls.append(name);
        return refusal ? base::Result<T>(*refusal) : base::Result<T>(value);
    }
};

} // namespace support
