// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/drawer.h"
#include "bank/tillrules.h"

/// What the rules of opening and those of closing share; nobody else includes it.
namespace bank {

/// A key and what it stands for.
struct KeyedBody
{
    const QByteArray &key;
    QByteArray hash;
    QLatin1StringView kind; ///< …Request
};

/// What the key was used for before; none: it is new. Conflict: for something else.
base::Result<std::optional<RecordedRequest>> recorded(const KeyedBody &body, const Books &books);
/// A consent's request holds the key already: then nothing is noted.
base::Result<> noteKey(const KeyedBody &body, const QString &reference, const Books &books, base::UtcMs now);

/// The session, if `user` may act on it.
base::Result<TillSession> sessionFor(TillSessionId id, const QString &user, bool maySupervise, Tills &tills);

/// Books what a count found too much (positive) or too little, and raises CASH_DIFFERENCE.
struct CashDifference
{
    const TillSession &session;
    base::Money amount;
    QString user;
    QString reason;
    QStringList approvers;
};
base::Result<> bookDifference(const CashDifference &difference, const Books &books, const Policy &policy,
                              base::UtcMs now);
/// Whether a supervisor must agree to a difference.
bool isAboveTolerance(const base::Money &difference, const Policy &policy);

/// A movement of a session's drawer that happens once in its life: "till 7 CIERRE USD" is its key, which no caller's
/// can be, as those have no blanks.
struct SessionMovement
{
    const TillSession &session;
    events::PostingOperation operation;
    QString from;
    QString to;
    base::Money amount;
    QString user;
    QStringList approvers;
    QString reason;
};
base::Result<> bookOnce(const SessionMovement &movement, const Books &books, const Policy &policy, base::UtcMs now);

/// Logs how the session stands now.
base::Result<> tell(const TillSession &session, const Books &books, base::UtcMs now);

} // namespace bank
