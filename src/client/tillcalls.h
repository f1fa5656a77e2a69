// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubvalues.h"
#include "contract/bankjson.h"
#include "contract/receipt.h"
#include "contract/tillvalues.h"
#include <QCoroTask>
#include <optional>

namespace client {

template <typename T = void>
using Reply = QCoro::Task<base::Result<T>>;

/// Which sessions a list shows; empty fields do not restrict. Newest first.
struct TillSessionQuery
{
    int limit = 100;
    QString cursor;
    std::optional<qint64> till;               ///< `caja`
    QString user;                             ///< `operador`
    std::optional<contract::TillState> state; ///< `estado`
};

/// What waits for a second person before it is done: the id to look for under approvals.
struct AwaitsApproval
{
    qint64 approval = 0;
    QByteArray hash; ///< what has to be approved, hex
};

/// A command's object, or the approval that it waits for (answer 202).
template <typename T>
struct OrApproval
{
    std::optional<T> done;               ///< empty: not done yet…
    std::optional<AwaitsApproval> waits; ///< …but waits for this
};

/// Tills and receipts (docs/api.md "Tills", "Receipts"): coroutines and errors as HubClient says. A till command that
/// is refused because no till is open answers Conflict.
class TillCalls
{
public:
    virtual ~TillCalls() = default;

    virtual Reply<std::vector<contract::Till>> tills() = 0;
    virtual Reply<contract::Till> createTill(QString name) = 0;
    /// The signed-in person's open session, and the denominations to count by.
    virtual Reply<contract::MyTill> myTill() = 0;
    /// Waits for approval when the count differs from what was carried by more than the tolerance.
    virtual Reply<OrApproval<contract::TillSession>> openTill(qint64 till, contract::OpenTillRequest request,
                                                              IdempotencyKey key) = 0;
    virtual Reply<contract::Page<contract::TillSession>> tillSessions(TillSessionQuery query) = 0;
    /// The X.
    virtual Reply<contract::TillReport> tillReport(qint64 session) = 0;
    virtual Reply<contract::TillMovement> moveCash(qint64 session, contract::CashMoveRequest request,
                                                   IdempotencyKey key) = 0;
    virtual Reply<contract::TillCount> tillCount(qint64 session) = 0;
    /// One keystroke; after a submitted count it opens the session again for another one.
    virtual Reply<contract::TillCount> countCash(qint64 session, contract::CashLine line) = 0;
    /// "Counted": the answer's cash has expected and difference.
    virtual Reply<contract::TillSession> submitCount(qint64 session) = 0;
    virtual Reply<OrApproval<contract::TillClosing>> closeTill(qint64 session, contract::CloseTillRequest request,
                                                               IdempotencyKey key) = 0;
    virtual Reply<OrApproval<contract::TillClosing>> handOver(qint64 session, contract::HandOverRequest request,
                                                              IdempotencyKey key) = 0;
    virtual Reply<contract::TillClosing> closing(qint64 session) = 0;

    /// Counts a print of a transaction's receipt, and tells all that is to be on it.
    virtual Reply<contract::Receipt> receipt(qint64 transaction, IdempotencyKey key) = 0;
};

} // namespace client
