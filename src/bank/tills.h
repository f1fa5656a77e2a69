// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/till.h"

namespace bank {

/// Port: tills and their sessions as the rules see them, inside one command (SPEC 2.4). Nothing in it is cached: what
/// the command wrote is read back. The defaults are a branch without tills.
class Tills
{
public:
    virtual ~Tills() = default;

    virtual base::Result<std::optional<Till>> findTill(TillId) { return std::optional<Till>(); }
    virtual base::Result<std::optional<Till>> findTill(const QString &) { return std::optional<Till>(); }
    /// Allots the id.
    virtual base::Result<Till> addTill(Till draft) { return draft; }

    virtual base::Result<std::optional<TillSession>> findSession(TillSessionId) { return std::optional<TillSession>(); }
    /// The one that is not closed.
    virtual base::Result<std::optional<TillSession>> sessionOf(const QString &) { return std::optional<TillSession>(); }
    virtual base::Result<std::optional<TillSession>> sessionAt(TillId) { return std::optional<TillSession>(); }
    /// Allots the id.
    virtual base::Result<TillSession> addSession(TillSession draft) { return draft; }
    /// All but till, user and opening, which never change.
    virtual base::Result<> updateSession(const TillSession &) { return {}; }

    /// Currencies that the drawer has ever held.
    virtual base::Result<std::vector<base::Currency>> currenciesOf(TillId) { return std::vector<base::Currency>(); }
    /// A keystroke of the count: a row of its own, never changed; the last one of a denomination counts.
    virtual base::Result<> addCount(TillSessionId, const CashLine &, const QString &, base::UtcMs) { return {}; }
    /// The count that a session began with.
    virtual base::Result<> addOpening(const TillSession &, const std::vector<CashLine> &) { return {}; }
    /// A count that was handed in, with what was expected: kept whatever is counted later.
    virtual base::Result<> addSubmission(const TillSession &, const QString &) { return {}; }
    /// A transfer's posting reached another session's drawer.
    virtual base::Result<> addTransfer(qint64, TillSessionId) { return {}; }
    /// Whose it was; none: the posting is no transfer.
    virtual base::Result<std::optional<TillSession>> receiverOf(qint64) { return std::optional<TillSession>(); }
    /// The count as it stands, zeros left out; by currency, greatest denomination first.
    virtual base::Result<std::vector<CashLine>> countOf(TillSessionId) { return std::vector<CashLine>(); }
    /// What went through the drawer since the opening, by currency, then operation.
    virtual base::Result<std::vector<TillTotal>> totalsOf(const TillSession &) { return std::vector<TillTotal>(); }
    virtual base::Result<TillTies> tiesOf(const TillSession &) { return TillTies(); }
    /// What hangs on `from` hangs on `to` now.
    virtual base::Result<> moveTies(const TillSession &, const TillSession &) { return {}; }

    virtual base::Result<std::optional<events::TransactionPosted>> findTransaction(qint64)
    {
        return std::optional<events::TransactionPosted>();
    }
    /// Of a transaction's receipt, how many have been printed.
    virtual base::Result<int> receiptCount(qint64) { return 0; }
    virtual base::Result<> addReceipt(qint64, int, const QString &, base::UtcMs) { return {}; }

    virtual base::Result<ChainEnd> journalEnd() { return ChainEnd(); }
    /// Number and previous hash of the next Z.
    virtual base::Result<std::pair<qint64, QByteArray>> nextClosing() { return std::pair<qint64, QByteArray>(); }
    virtual base::Result<> addClosing(const TillClosing &) { return {}; }
    virtual base::Result<std::optional<TillClosing>> findClosing(TillSessionId) { return std::optional<TillClosing>(); }
};

} // namespace bank
