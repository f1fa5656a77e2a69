// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "client/approvalcalls.h"
#include "client/hubvalues.h"
#include "client/ledgercalls.h"
#include "client/tillcalls.h"
#include "contract/deliveryjson.h"
#include <QObject>

namespace client {

class QrCalls;

/// The hub's API as seen from outside (docs/api.md): the console knows the hub by this face alone, whether the hub
/// runs in the same process or across the network. Implemented by HttpHubClient; tests bring a fake.
///
/// Calls are coroutines that start at once and answer on the caller's thread, which must be the object's own. An
/// answer may come after the caller's object is gone: hold a QPointer over every co_await. No call is ever lost
/// silently: destruction answers what is open with Unavailable.
///
/// Errors: the hub's own code (docs/api.md, Errors); Unavailable when it was not reached, so that nothing happened;
/// **Timeout when the outcome of a change is unknown** (cut after sending): ask again with the same key.
class HubClient : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Signs in and starts the live feed. Signing in as the same user again keeps the feed (unlocking the window).
    virtual Reply<User> login(QString username, QString password) = 0;
    /// Ends the session at the hub and the feed here. Local state is cleared even when the hub cannot be told.
    virtual Reply<> logout() = 0;
    virtual Reply<> changePassword(QString current, QString fresh) = 0;

    virtual Reply<Posted> postTransaction(NewTransaction transaction, IdempotencyKey key) = 0;
    /// Takes a movement back by a contra entry. As with postTransaction: booked, or `awaiting` a second person.
    virtual Reply<Posted> reverseTransaction(qint64 id, QString reason, IdempotencyKey key) = 0;
    virtual Reply<contract::Page<contract::Transaction>> transactions(TransactionQuery query) = 0;
    virtual Reply<contract::Account> openAccount(NewAccount account) = 0;
    virtual Reply<contract::Page<contract::Account>> accounts(AccountQuery query) = 0;
    virtual Reply<contract::Account> account(QString cedula, std::optional<base::Currency> currency) = 0;
    virtual Reply<contract::Page<contract::StatementEntry>> statement(StatementQuery query) = 0;
    virtual Reply<contract::Summary> summary() = 0;
    /// What the broker has done with the messages of a transaction. NotFound: there is no such transaction.
    virtual Reply<contract::TransactionDeliveries> deliveries(qint64 transaction) = 0;
    /// Tills and receipts. Lives as long as this.
    virtual TillCalls &tills() = 0;
    /// Holds, limits, journal, proof. Lives as long as this.
    virtual LedgerCalls &ledger() = 0;
    /// Approvals, PIN and alerts. Lives as long as this.
    virtual ApprovalCalls &approvals() = 0;
    /// QR payments. Lives as long as this.
    virtual QrCalls &qrs() = 0;

    /// The signed-in user; empty before login and after logout.
    virtual std::optional<User> user() const = 0;
    virtual HubAddress address() const = 0;
    virtual HubInfo hub() const = 0;
    virtual HubLink link() const = 0;
    virtual HubStatus status() const = 0;
    /// Time since the last frame of the feed: how old what we show may be. Empty before the first.
    virtual std::optional<std::chrono::milliseconds> dataAge() const = 0;
    /// Tries to reconnect now instead of waiting (the strip's [Retry]).
    virtual void retryNow() = 0;

Q_SIGNALS:
    void userChanged();
    /// The session ended without logout(): revoked, or its refresh refused. `reason` is the hub's sentence.
    void sessionExpired(const QString &reason);
    void hubChanged();
    void linkChanged();
    void statusChanged();
    /// In order, no gap, no repeat, at most ten times a second.
    void eventsArrived(const std::vector<client::FeedEvent> &events);
    /// Events were missed for good: lists must be read again. Events after `seq` follow.
    void resyncNeeded(const QString &epoch, qint64 seq);
};

} // namespace client
