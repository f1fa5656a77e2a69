// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <optional>

namespace auth {

/// Who does something, and from where.
struct Actor
{
    QString name;    ///< user name or "key:<id>"
    QString address; ///< without port; empty: the hub itself, or the command line
};

/// One line of the audit log: logins, denials, administration. Holds no secret.
struct AuditEntry
{
    enum class Result {
        Done,
        Refused, ///< not allowed, or throttled
        Failed,  ///< wrong password, unknown key
    };
    QString who;    ///< as in Actor; of a failed login the name that was typed
    QString from;   ///< address
    QString action; ///< "login", "user.create", "key.revoke", …
    QString target; ///< user name, key id, path
    Result result = Result::Done;
    QJsonObject detail = {}; ///< before and after, counts
    base::UtcMs at = {};     ///< zero: the port fills in now
    friend bool operator==(const AuditEntry &, const AuditEntry &) = default;
};

/// "done", "refused", "failed".
QLatin1StringView word(AuditEntry::Result result);

/// The entry as it is stored, hashed and exported: one JSON object
/// `{"action","at_utc_ms","detail","from","result","seq","target","who"}`, members by name, no blanks, UTF-8.
QByteArray auditText(qint64 seq, const AuditEntry &entry);
/// SHA-256 of the row before's hash (32 zero bytes before the first) and then the text: whoever changes, drops or
/// inserts a row must rewrite every later one.
QByteArray auditHash(const QByteArray &previous, const QByteArray &text);
QByteArray auditGenesis();

/// A row of the log as it is kept.
struct AuditRecord
{
    qint64 seq = 0;
    QByteArray text;
    QByteArray hash; ///< 32 bytes
};

/// Which rows; empty members choose all.
struct AuditFilter
{
    std::optional<base::UtcMs> since; ///< from this moment on
    std::optional<base::UtcMs> until; ///< before this one
    QString who;                      ///< exactly
    QString action;                   ///< exactly, or with a dot at its end every one that begins so ("user.")
    qint64 before = 0;                ///< rows of lesser numbers, the newest first; 0: from the newest on
    std::optional<qint64> after;      ///< instead of `before`: rows of greater numbers, the oldest first
    int limit = 100;
};

/// Port: takes what is to be remembered. Any thread; never blocks, never fails: what cannot be written at once waits in
/// memory, and what is lost is counted and said in the log itself.
class AuditPort
{
public:
    virtual ~AuditPort() = default;
    virtual void record(AuditEntry entry) = 0;
};

} // namespace auth
