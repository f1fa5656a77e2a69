// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/approvalvalues.h"
#include "contract/feed.h"
#include <QString>
#include <QUrl>
#include <optional>
#include <vector>

/// What goes into and comes out of HubClient beside contract's values. Plain values, no thread.
namespace client {

/// Who may do what at the branch. The hub decides; the console only hides what would be refused.
enum class Role { Teller, Supervisor, Operator, Technician, Administrator, Auditor };

/// "cajero", "supervisor", "operador", "tecnico", "administrador", "auditor"; empty for an unknown word.
std::optional<Role> parseRole(QStringView word);

/// The person signed in (`user` of docs/api.md).
struct User
{
    qint64 id = 0;
    QString username;
    QString displayName;
    Role role = Role::Auditor; ///< an unknown word reads as the role that may change nothing
    bool mustChangePassword = false;
    bool hasPin = false; ///< a PIN to approve with at another's window is set
    /// supervisor and administrador approve what others ask for.
    bool mayApprove() const { return role == Role::Supervisor || role == Role::Administrator; }
    /// cajero, supervisor and administrador post; the others read.
    bool mayPost() const { return role == Role::Teller || role == Role::Supervisor || role == Role::Administrator; }
    friend bool operator==(const User &, const User &) = default;
};

/// Where the hub is and how to prove that we are its own window.
struct HubAddress
{
    QUrl base;                ///< "http://127.0.0.1:8000", no path
    QByteArray consoleSecret; ///< per-start secret of an embedded hub (X-Ventanilla-Console); empty for a remote one
    /// True for the hub in our own process.
    bool embedded() const { return !consoleSecret.isEmpty(); }
};

/// The hub as it introduces itself (`hello`).
struct HubInfo
{
    QString name;
    QString version;
    QString profile;       ///< "branch" or "lab"
    QString timeZone = {}; ///< the branch's wall clock, IANA; empty: not known yet
    friend bool operator==(const HubInfo &, const HubInfo &) = default;
};

/// The live feed's condition.
enum class LinkState {
    Idle,       ///< nobody signed in: no feed wanted
    Connecting, ///< first connection under way
    Live,       ///< frames arrive
    Lost,       ///< cut; waiting for the next try (HubLink::retryIn) or trying
};

/// Everything the window says about its connection.
struct HubLink
{
    LinkState state = LinkState::Idle;
    base::Monotonic since{0};               ///< when this state began, on the client's clock
    std::optional<base::Monotonic> nextTry; ///< Lost: when the next try starts; empty while one is under way
    int attempt = 0;                        ///< Lost: tries so far
    QString reason;                         ///< Lost: one sentence, English, for [Details]
};

/// Once a second from the hub (`status`). `committed` is 0 before the first commit is known.
using HubStatus = contract::FeedStatus;
/// One domain event of the feed, in the order of its sequence; never of an unknown kind here.
using FeedEvent = contract::FeedEvent;

/// Proof that two tries are the same operation: 1–64 visible ASCII. Make one when the form opens, keep it for every
/// try of that form, make another after it was applied or changed.
class IdempotencyKey
{
public:
    static IdempotencyKey random();
    const QByteArray &text() const { return m_text; }
    friend bool operator==(const IdempotencyKey &, const IdempotencyKey &) = default;

private:
    explicit IdempotencyKey(QByteArray text)
        : m_text(std::move(text))
    {
    }
    QByteArray m_text;
};

/// POST /api/v1/bank/transactions: cedula, kind, amount (> 0), description (may be empty).
using NewTransaction = contract::PostingRequest;

/// What became of a post.
struct Posted
{
    contract::Transaction transaction; ///< what was booked; empty (id 0) when `awaiting`
    bool alreadyApplied = false;       ///< the key had been used for this very operation before (Idempotency-Hit)
    std::optional<contract::Approval> awaiting = {}; ///< nothing is booked: it waits for a second person, or did (202)
};

/// POST /api/v1/bank/accounts: cedula, holderName (may be empty), currency.
using NewAccount = contract::AccountRequest;

/// Limits of a page; newest first. `limit` 1–500.
struct TransactionQuery
{
    int limit = 100;
    QString cursor;
    QString cedula;
    std::optional<contract::TransactionKind> kind;
    QString from;                                         ///< `desde`, ISO date or time; empty: no limit
    QString to;                                           ///< `hasta`
    std::optional<contract::Channel> channel = {};        ///< `canal`
    std::optional<contract::TransactionState> state = {}; ///< `estado`
    QString user = {};                                    ///< `usuario`
    std::optional<base::Money> least = {};                ///< `monto_min`
    std::optional<base::Money> most = {};                 ///< `monto_max`
    QString search = {};                                  ///< `q`
    QString till = {};                                    ///< `caja`, the till's id
    friend bool operator==(const TransactionQuery &, const TransactionQuery &) = default;
};

struct AccountQuery
{
    int limit = 100;
    QString cursor;
    QString search; ///< digits of the cédula or part of the name
};

struct StatementQuery
{
    QString cedula;
    std::optional<base::Currency> currency;
    int limit = 100;
    QString cursor;
    QString from;
    QString to;
};

} // namespace client
