// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace base {

/// What went wrong, in terms a caller can branch on. Protocol codes (HTTP status, MQTT reason code) are chosen from
/// these at the edge and nowhere else (gateway/httpstatus, mqttserver).
enum class ErrorCode {
    InvalidArgument,  ///< well formed, but a value is out of its range
    Malformed,        ///< bytes that are not what they should be
    Unauthenticated,  ///< who are you?
    PermissionDenied, ///< known, but not allowed
    NotFound,
    AlreadyExists,
    Conflict, ///< against the present state (same key with another body, illegal move)
    InsufficientFunds,
    LimitExceeded, ///< a quota or rate
    TooLarge,
    Unsupported,
    Busy,        ///< a queue is full: try again later
    Unavailable, ///< a needed part is down or stopping
    Timeout,
    Io,
    Corrupt, ///< stored data contradict themselves
    Internal,
};

/// Stable English word of a code ("insufficient_funds"), for logs and machine-readable answers.
QLatin1StringView errorCodeName(ErrorCode code);

/// An error as a value: a code, one sentence, and the context added on the way up. Never holds a secret.
/// Distinct objects may be used from any thread.
class Error
{
public:
    Error(ErrorCode code, QString message)
        : m_code(code)
        , m_message(std::move(message))
    {
    }

    ErrorCode code() const { return m_code; }
    const QString &message() const { return m_message; }
    /// Contexts, innermost first.
    const QStringList &context() const { return m_context; }

    /// The same error with a further context: `return r.error().with(u"opening ledger.db")`.
    Error with(const QString &context) const
    {
        Error copy = *this;
        copy.m_context.append(context);
        return copy;
    }

    /// "opening ledger.db: reading schema: disk I/O error"
    QString toString() const;

private:
    ErrorCode m_code;
    QString m_message;
    QStringList m_context;
};

} // namespace base
