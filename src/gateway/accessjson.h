// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/devicecredential.h"
#include "auth/importreport.h"
#include <QJsonArray>
#include <QJsonObject>

namespace gateway {

/// A credential as docs/api.md has it: without its hashes.
QJsonObject credentialJson(const auth::DeviceCredential &credential);
/// `[{"line":3,"kind":"taken"|"changed"|"not_taken","text":"…"}]`.
QJsonArray reportJson(const auth::ImportReport &report);

/// Reads a body's members and remembers the first thing that was wrong. Every member must be asked for: an unknown one
/// is refused by result().
class BodyReader
{
public:
    explicit BodyReader(const QJsonObject &body)
        : m_body(body)
    {
    }
    /// Absent: empty.
    std::optional<QString> text(const QString &name);
    std::optional<bool> flag(const QString &name);
    std::optional<qint64> number(const QString &name);
    std::optional<QStringList> texts(const QString &name);
    std::optional<QJsonObject> object(const QString &name);
    std::optional<QJsonArray> array(const QString &name);
    /// Absent is wrong.
    QString required(const QString &name);
    base::Result<> result() const;

private:
    /// The member, or undefined.
    QJsonValue take(const QString &name);
    void fail(const QString &sentence);

    const QJsonObject &m_body;
    QStringList m_asked;
    std::optional<base::Error> m_error;
};

} // namespace gateway
