// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/money.h"
#include <QDate>
#include <QStringList>
#include <optional>
#include <variant>
#include <vector>

/// What has happened, as facts: immutable values with a sequence. They are what the log stores and what every outward
/// form (MQTT, feed, SSE) is made from. No thread, no I/O.
namespace events {

enum class MovementKind { Deposit, Withdrawal };
/// By which way an operation came in. `Till` is the branch's window.
enum class Channel { Till, Rest, Socket, Qr };

/// What a posting was for, whichever way its money went.
enum class PostingOperation {
    Deposit,
    Withdrawal,
    Reversal,
    Qr,
    Adjustment,
    Opening,    ///< cash that a till begins with
    CashIn,     ///< vault → till
    CashOut,    ///< till → vault
    Transfer,   ///< till → till
    Difference, ///< what a count found too much or too little
    Closing     ///< what a till gives back at its end
};
/// DEPOSITO, RETIRO, REVERSO, QR, AJUSTE, APERTURA, ENTRADA, SALIDA, TRASPASO, DIFERENCIA, CIERRE: in the file and on
/// the wire alike. The way back is empty for an unknown word.
QLatin1StringView wordOf(PostingOperation operation);
std::optional<PostingOperation> postingOperation(QStringView word);

/// Money moved on a client's account. It is also how a posting looks when it is read back from the ledger.
struct TransactionPosted
{
    qint64 seq = 0; ///< position in the event log, 1…
    base::UtcMs at;
    qint64 id = 0; ///< posting number, consecutive from 1; the folio is its printed form
    qint64 accountId = 0;
    QString cedula;
    QString holderName; ///< may be empty
    MovementKind kind = MovementKind::Deposit;
    base::Money amount{base::Currency::usd()}; ///< > 0
    base::Money balanceBefore{base::Currency::usd()};
    base::Money balanceAfter{base::Currency::usd()};
    QDate businessDay; ///< the branch's day (its time zone)
    Channel channel = Channel::Rest;
    QString user;
    QString description;
    PostingOperation operation = PostingOperation::Deposit; ///< Adjustment: booked to set something right (S2-19)
    std::optional<qint64> tillSession;                      ///< of the till whose cash it moved
    QString till;          ///< that till's id: the end of its account's code (bank/account.h); empty: none
    QStringList approvers; ///< who agreed beside `user`; user names
    QString reason;        ///< why, where a reason must be given; else empty
    base::Money held{
        base::Currency::usd()}; ///< what holds kept from the balances at that moment (available = balance − held)
    QString qrId;               ///< of the QR that was paid; empty for all else. In the log only
    QString paymentId;          ///< of that payment, as the paying bank named it; empty for all else. In the log only
    std::optional<qint64> reverses;   ///< id of the posting that this one takes back
    std::optional<qint64> reversedBy; ///< known only when read back later; never in the log
    friend bool operator==(const TransactionPosted &, const TransactionPosted &) = default;
};

/// A client's account came into being, with balance zero.
struct AccountOpened
{
    qint64 seq = 0;
    base::UtcMs at;
    qint64 accountId = 0;
    QString cedula;
    QString holderName;
    base::Money lowBalanceThreshold{base::Currency::usd()}; ///< its currency is the account's
    Channel channel = Channel::Rest;
    QString user;
    friend bool operator==(const AccountOpened &, const AccountOpened &) = default;
};

/// The bank's own money went from one of its accounts to another: till, vault, differences. No client's movement.
struct CashMoved
{
    qint64 seq = 0;
    base::UtcMs at;
    qint64 postingId = 0;
    PostingOperation operation = PostingOperation::CashIn;
    std::optional<qint64> tillSession;
    base::Money amount{base::Currency::usd()}; ///< > 0
    QString from;                              ///< codes of the bank's own accounts ("#CASH", "#CAJA_1")
    QString to;
    QString user;
    QStringList approvers;
    QString reason;
    friend bool operator==(const CashMoved &, const CashMoved &) = default;
};

/// One property of an account that is another now.
struct FieldChange
{
    QString field;  ///< the wire's word: umbral_saldo_bajo, limite_sobregiro, limite_diario_retiros, nombre, estado
    QString before; ///< as the wire writes it: "100.00", "ACTIVA"; empty: none
    QString after;
    friend bool operator==(const FieldChange &, const FieldChange &) = default;
};

/// Somebody has changed what an account may do or is called, and this is how it stands now.
struct AccountChanged
{
    qint64 seq = 0;
    base::UtcMs at;
    qint64 accountId = 0;
    QString cedula;
    QString holderName;
    base::Money balance{base::Currency::usd()};
    base::Money held{base::Currency::usd()};
    base::Money lowBalanceThreshold{base::Currency::usd()};
    base::Money overdraftLimit{base::Currency::usd()};
    std::optional<base::Money> dailyLimit; ///< of withdrawals
    bool isBlocked = false;
    std::optional<base::UtcMs> lastMovement;
    base::Money changeToday{base::Currency::usd()}; ///< of the balance, on the branch's day of `at`
    std::vector<FieldChange> changes;               ///< at least one
    QString user;
    QStringList approvers;
    QString reason; ///< may be empty
    friend bool operator==(const AccountChanged &, const AccountChanged &) = default;
};

/// Active keeps its amount from the available balance; the others do no longer.
enum class HoldState { Active, Released, Expired };

/// A hold was placed on an account, or has ended.
struct HoldChanged
{
    qint64 seq = 0;
    base::UtcMs at;
    qint64 holdId = 0;
    qint64 accountId = 0;
    QString cedula;
    base::Money amount{base::Currency::usd()}; ///< > 0
    HoldState state = HoldState::Active;
    QString reason;
    base::UtcMs placedAt;
    QString placedBy;
    std::optional<base::UtcMs> expiresAt;
    QString endedBy;                            ///< empty: active, or by time
    base::Money balance{base::Currency::usd()}; ///< of the account…
    base::Money held{base::Currency::usd()};    ///< …and what all its holds keep of it, after this
    friend bool operator==(const HoldChanged &, const HoldChanged &) = default;
};

/// A business day was closed: nothing is booked on it, or before it, any more.
struct DayClosed
{
    qint64 seq = 0;
    base::UtcMs at;
    QDate day;
    QString user;
    qint64 lastPosting = 0; ///< the anchor: how many postings there are…
    QByteArray lastHash;    ///< …and the hash of the last one
    QByteArray keyId;       ///< of the key that signed; empty: not signed
    QByteArray signature;   ///< Ed25519 over bank::anchorBytes()
    friend bool operator==(const DayClosed &, const DayClosed &) = default;
};

/// Somebody should look (S0-24). `type` is open: LOW_BALANCE is the first one.
struct AlertRaised
{
    qint64 seq = 0;
    base::UtcMs at;
    QString type;    ///< upper-case word of S0-25
    QString message; ///< for types that `contract` has no sentence of its own for; may be empty
    QString cedula;
    std::optional<base::Money> balance;
    std::optional<qint64> transactionId;    ///< the posting that caused it
    std::optional<base::Money> amount = {}; ///< that it is about, in the balance's currency
    QString operation = {};                 ///< "DEPOSITO"…: what somebody did or wanted; may be empty
    QString user = {};                      ///< who did; may be empty
    QString till = {};                      ///< in which till; may be empty
    std::optional<qint64> approvalId = {};  ///< the request that waits
    friend bool operator==(const AlertRaised &, const AlertRaised &) = default;
};

// S0-25.
inline constexpr QLatin1StringView lowBalance{"LOW_BALANCE"};
inline constexpr QLatin1StringView insufficientFunds{"INSUFFICIENT_FUNDS"};
inline constexpr QLatin1StringView largeTransaction{"LARGE_TRANSACTION"};
inline constexpr QLatin1StringView approvalRequired{"APPROVAL_REQUIRED"};
inline constexpr QLatin1StringView cashDifference{"CASH_DIFFERENCE"};
inline constexpr QLatin1StringView ledgerIntegrity{"LEDGER_INTEGRITY"};

/// Somebody has seen an alert (S0-25).
struct AlertAcknowledged
{
    qint64 seq = 0;
    base::UtcMs at;
    qint64 alert = 0; ///< sequence of the AlertRaised
    QString user;
    QString note; ///< may be empty
    friend bool operator==(const AlertAcknowledged &, const AlertAcknowledged &) = default;
};

/// Where a request for approval stands (SPEC 2.4). All but Pending are final.
enum class ApprovalState {
    Pending,
    Approved,  ///< by everybody who was needed, and the operation was carried out
    Rejected,  ///< by an approver
    Expired,   ///< nobody decided in time
    Cancelled, ///< by its maker
    Refused,   ///< approved, but it could not be carried out any more: nothing was booked
};

/// A request for approval was made, or is another one now: all of it, as it is after the change.
struct ApprovalChanged
{
    qint64 seq = 0;
    base::UtcMs at;
    qint64 id = 0; ///< of the request, consecutive from 1
    ApprovalState state = ApprovalState::Pending;
    QString operation; ///< DEPOSITO, RETIRO, REVERSO…
    QString cedula;    ///< may be empty
    std::optional<base::Money> amount;
    QString reason; ///< may be empty
    QString maker;
    QString hash; ///< SHA-256 in hexadecimal digits: what an approver signs for
    int needed = 1;
    QStringList approvers;
    base::UtcMs createdAt;
    base::UtcMs expiresAt;
    QString decidedBy;             ///< who ended it; may be empty
    QString note;                  ///< why it was rejected or refused; may be empty
    std::optional<qint64> posting; ///< what was booked
    friend bool operator==(const ApprovalChanged &, const ApprovalChanged &) = default;
};

/// Where a till's session stands (SPEC 2.4).
enum class TillState { Open, Counted, Closed };

/// A till was opened, counted or closed: who answers for it, as it is after the change.
struct TillChanged
{
    qint64 seq = 0;
    base::UtcMs at;
    qint64 session = 0;
    qint64 till = 0;
    QString tillName;
    QString user; ///< the operator
    TillState state = TillState::Open;
    QDate day; ///< the branch's day at the opening
    base::UtcMs openedAt;
    std::optional<base::UtcMs> countedAt;
    std::optional<base::UtcMs> closedAt;
    int submissions = 0;
    QString openingReason; ///< may be empty, like the next two
    QString receivedFrom;
    QString handedTo;
    friend bool operator==(const TillChanged &, const TillChanged &) = default;
};

/// Where a QR stands (SPEC 2.6).
enum class QrStatus { Active, Used, Completed, Expired, Cancelled };
/// By what a QR's status changed (S2-18).
enum class QrChangeSource { BankApi, Payment, Operator, Expiry };

/// An account asks to be paid by QR (S2-13, S2-14).
struct QrCreated
{
    qint64 seq = 0;
    base::UtcMs at;
    qint64 accountId = 0;
    QString qrId;          ///< 20 digits: text, as they exceed 64 bits
    QString transactionId; ///< the creator's name for it
    base::Money amount{base::Currency::bob()};
    QString description;
    base::UtcMs dueDate;
    bool isSingleUse = true;
    bool mayModifyAmount = false;
    QrStatus status = QrStatus::Active;
    friend bool operator==(const QrCreated &, const QrCreated &) = default;
};

/// Somebody has paid a QR (S2-15, S2-16). The sender is of another bank, perhaps of another country: his document is
/// not checked.
struct QrPaid
{
    qint64 seq = 0;
    base::UtcMs at;
    qint64 accountId = 0; ///< who is paid
    QString qrId;
    QString transactionId; ///< the payment's, as the paying bank named it
    base::Money amount{base::Currency::bob()};
    QString senderName;
    QString senderDocumentId;
    QString senderAccount;
    QString senderBankCode;
    QString description;
    base::UtcMs paidAt;
    bool isSingleUse = true;
    QrStatus newStatus = QrStatus::Used;
    std::optional<base::Money> newBalance; ///< of the account; none when the money waits elsewhere
    friend bool operator==(const QrPaid &, const QrPaid &) = default;
};

/// A QR's status is another one now (S2-17, S2-18).
struct QrStatusChanged
{
    qint64 seq = 0;
    base::UtcMs at;
    qint64 accountId = 0;
    QString qrId;
    QrStatus previousStatus = QrStatus::Active;
    QrStatus newStatus = QrStatus::Completed;
    base::Money amount{base::Currency::bob()};
    QString description;
    bool isSingleUse = true;
    base::UtcMs dueDate;
    QrChangeSource source = QrChangeSource::Payment;
    friend bool operator==(const QrStatusChanged &, const QrStatusChanged &) = default;
};

using Event = std::variant<TransactionPosted, AccountOpened, AlertRaised, QrCreated, QrPaid, QrStatusChanged, CashMoved,
                           AlertAcknowledged, ApprovalChanged, AccountChanged, HoldChanged, DayClosed, TillChanged>;

/// The event's position in the log.
qint64 sequenceOf(const Event &event);
base::UtcMs timeOf(const Event &event);
/// The client's account that the event is about; none for what is no single account's.
std::optional<qint64> accountOf(const Event &event);
/// The same event at another position: what the log's owner calls when it allots the sequence.
void setSequence(Event &event, qint64 seq);

/// "000017": a posting's number as printed; six digits at least.
QString folioOf(qint64 postingId);

} // namespace events
