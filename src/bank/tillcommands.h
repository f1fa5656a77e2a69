// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/till.h"

/// What can be asked of tills (SPEC 2.4, M13). `key`: the idempotency key, 1–64 visible ASCII characters, of commands
/// that move money; a replay answers with the object as it is now.
namespace bank {

/// A new drawer. AlreadyExists for a taken name.
struct CreateTill
{
    QString name; ///< 1–40 characters
    QString user;
    friend bool operator==(const CreateTill &, const CreateTill &) = default;
};

/// Opens a session: the count is what is in the drawer. Nothing was carried: the vault has given it. Something was: a
/// count that differs is a difference (reason, and above the tolerance a second person).
/// Conflict when the till or the user has an open session.
struct OpenTill
{
    TillId till;
    std::vector<CashLine> count;
    QString reason = {}; ///< ≤ 140 characters
    QString user;
    QByteArray key;
    QStringList approvers = {}; ///< who agreed: set where requests are carried out, never by who asks
    friend bool operator==(const OpenTill &, const OpenTill &) = default;
};

enum class CashMove {
    In,      ///< ENTRADA: vault → drawer
    Out,     ///< SALIDA: drawer → vault
    Transfer ///< TRASPASO: drawer → another open drawer
};

/// Moves cash of an open session by its operator. InsufficientFunds beyond what the drawer holds.
struct MoveCash
{
    TillSessionId session;
    CashMove kind = CashMove::In;
    base::Money amount{base::Currency::usd()}; ///< > 0
    std::optional<TillId> toTill = {};         ///< Transfer alone
    QString reason;                            ///< needed, ≤ 140 characters
    QString user;
    QByteArray key;
    friend bool operator==(const MoveCash &, const MoveCash &) = default;
};

/// One keystroke of the count.
struct CountCash
{
    TillSessionId session;
    CashLine line;
    QString user;
    bool maySupervise = false; ///< the user may act on sessions of others
    friend bool operator==(const CountCash &, const CountCash &) = default;
};

/// "Counted": from here on the expected figures are shown.
struct SubmitCount
{
    TillSessionId session;
    QString user;
    bool maySupervise = false;
    friend bool operator==(const SubmitCount &, const SubmitCount &) = default;
};

/// Books the difference, gives the cash to the vault or leaves it in the drawer, and makes the Z. Conflict unless the
/// cash has been counted, and while something hangs on the session (TillTies).
struct CloseTill
{
    TillSessionId session;
    QString reason = {};    ///< needed with a difference
    bool isCarried = false; ///< the cash stays in the drawer
    QString user;
    bool maySupervise = false;
    QByteArray key;
    QStringList approvers = {}; ///< who agreed: set where requests are carried out, never by who asks
    int submission = 0;         ///< the count that was approved; 0: the last one
    friend bool operator==(const CloseTill &, const CloseTill &) = default;
};

/// Closes, and opens the drawer for another with what was counted; what hung on the session goes over to him.
struct HandOverTill
{
    TillSessionId session;
    QString toUser; ///< the caller has checked that there is such a user, who may post
    QString reason = {};
    QString user;
    bool maySupervise = false;
    QByteArray key;
    QStringList approvers = {}; ///< who agreed: set where requests are carried out, never by who asks
    int submission = 0;
    friend bool operator==(const HandOverTill &, const HandOverTill &) = default;
};

/// Counts a print of a client's transaction: copy 1 is the original, all others are COPIA n (SPEC 2.4).
struct PrintReceipt
{
    qint64 transaction = 0;
    QString user;
    QByteArray key;
};

/// Answer to PrintReceipt.
struct ReceiptPrinted
{
    events::TransactionPosted transaction;
    int copy = 1;
    QString user;
    base::UtcMs at;
    bool replayed = false;
};

/// Answer to CreateTill.
struct TillMade
{
    Till till;
};

/// Answer to CountCash: the count as it stands.
struct CashCounted
{
    TillSession session;
    std::vector<CashLine> lines;
};

/// Answer to OpenTill and SubmitCount.
struct TillDone
{
    TillSession session;
    bool replayed = false;
};

/// Answer to MoveCash.
struct CashWasMoved
{
    TillSession session;
    qint64 posting = 0; ///< its number; the folio is its printed form
    CashMove kind = CashMove::In;
    base::Money amount{base::Currency::usd()};
    QString reason;
    std::optional<TillSession> to; ///< Transfer: who received it
    base::UtcMs at;
    bool replayed = false;
};

/// Answer to CloseTill and HandOverTill.
struct TillClosed
{
    TillClosing closing;
    std::optional<TillSession> next; ///< the session that it was handed over to
    bool replayed = false;
};

/// SHA-256 over a command's canonical bytes: what its key stands for.
QByteArray bodyHash(const OpenTill &command);
QByteArray bodyHash(const MoveCash &command);
QByteArray bodyHash(const CloseTill &command);
QByteArray bodyHash(const HandOverTill &command);
QByteArray bodyHash(const PrintReceipt &command);

} // namespace bank
