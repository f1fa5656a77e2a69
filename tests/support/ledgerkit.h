// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/desk.h"
#include "store/ledgercheck.h"
#include "store/ledgerfile.h"
#include "store/sqlreader.h"
#include "support/fakeclock.h"
#include "support/verify.h"
#include <QTemporaryDir>

namespace support {

inline base::Cedula cedula(const QString &text)
{
    return base::Cedula::fromWire(text).value();
}

inline base::Money usd(qint64 minor)
{
    return base::Money::fromMinor(minor, base::Currency::usd()).value();
}

inline desk::Command opening(const QString &owner, const QString &name = {},
                             base::Currency currency = base::Currency::usd())
{
    return bank::OpenAccount{.cedula = cedula(owner),
                             .holderName = name,
                             .currency = currency,
                             .lowBalanceThreshold = std::nullopt,
                             .user = QStringLiteral("ana")};
}

/// A deposit, or a withdrawal when `minor` is negative.
inline bank::Post movement(const QString &owner, qint64 minor, const QByteArray &key)
{
    return {.kind = minor < 0 ? events::MovementKind::Withdrawal : events::MovementKind::Deposit,
            .cedula = cedula(owner),
            .amount = usd(minor < 0 ? -minor : minor),
            .user = QStringLiteral("ana"),
            .description = QStringLiteral("prueba"),
            .idempotencyKey = key};
}

/// A ledger in a temporary folder with a desk over it, as a hub would have, on this thread.
class LedgerKit
{
public:
    LedgerKit()
        : path(m_folder.filePath(QStringLiteral("ledger.db")))
        , file(store::LedgerFile::open(path).value())
        , desk(file->unitOfWork(), clock, {})
    {
    }
    desk::Answer run(desk::Command command) { return desk.run(std::vector{std::move(command)}).front(); }
    /// run(), and where a second person is asked, one agrees.
    desk::Answer agreed(desk::Command command)
    {
        desk::Answer answer = run(std::move(command));
        const auto *asked = answer ? std::get_if<bank::ApprovalAnswer>(&*answer) : nullptr;
        if (!asked)
            return answer;
        bank::ApprovalAnswer outcome = *asked;
        if (outcome.request.state == bank::ApprovalState::Pending) {
            auto decided = run(bank::Approve{.id = outcome.request.id,
                                             .hash = outcome.request.hash,
                                             .checker = {QStringLiteral("ines"), bank::Rank::Supervisor}});
            if (!decided)
                return decided;
            outcome = std::get<bank::ApprovalAnswer>(*decided);
            outcome.replayed = false;
        }
        if (outcome.transaction)
            return desk::Answer(bank::Posted{*outcome.transaction, outcome.replayed});
        return desk::Answer(outcome);
    }
    std::unique_ptr<store::SqlReader> reader() const { return store::SqlReader::open(path).value(); }
    store::Database &database() { return file->database(); }
    store::LedgerReport check(store::CheckScope scope = store::CheckScope::Whole)
    {
        return store::checkLedger(file->database(), scope).value();
    }

private:
    QTemporaryDir m_folder;

public:
    const QString path;
    FakeClock clock;
    std::unique_ptr<store::LedgerFile> file;
    desk::Desk desk;
};

} // namespace support
