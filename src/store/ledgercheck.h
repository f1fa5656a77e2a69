// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/views.h"
#include "store/database.h"
#include <QStringList>
#include <functional>

namespace store {

/// What a check of the ledger found (SPEC 2.3).
struct LedgerReport
{
    qint64 accounts = 0;
    qint64 postings = 0; ///< walked
    qint64 entries = 0;  ///< walked
    qint64 events = 0;
    qint64 anchors = 0;   ///< closed days (Whole)
    qint64 auditRows = 0; ///< walked (Whole)
    QByteArray auditHash; ///< of the newest row of the audit log
    QByteArray lastHash;  ///< of the newest posting: the anchor
    QStringList problems; ///< one sentence each, twenty at most
    qint64 problemCount = 0;
    bool ok() const { return problemCount == 0; }
};

/// How much of the journal is walked.
enum class CheckScope {
    Whole,  ///< every posting: the nightly proof, and `ventanilla verify`
    Recent, ///< the last thousand postings: at start
};

/// Checks that the file proves itself: posting numbers contiguous, each posting's legs two or more and summing to zero
/// in one currency, hash chain intact, each leg's balance continuing the one before it, account balances equal to the
/// sums of their entries, all accounts of a currency summing to zero, day totals equal to the day's postings (Whole),
/// event sequence contiguous and each posting in it, each closed day's anchor the
/// hash of its posting, and nothing booked on a closed day later (Whole), the audit log's chain intact (Whole). In one
/// snapshot; changes nothing. An Error means that it could not be read.
using AnchorCheck = std::function<bool(const events::DayClosed &)>;
/// `isSigned` tells whether an anchor bears the hub's signature; without it the hashes alone are compared.
base::Result<LedgerReport> checkLedger(Database &database, CheckScope scope, const AnchorCheck &isSigned = {});
/// A report as it is noted and told.
bank::Proof proofOf(const LedgerReport &report, base::UtcMs at, qint64 tookMs);

/// Notes the outcome for summaries (`cuadrado`, `verificado_utc_ms`). On the writing connection, in a transaction.
base::Result<> recordCheck(Database &database, const LedgerReport &report, base::UtcMs at);

} // namespace store
