// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QHash>
#include <QString>
#include <optional>

namespace console {

/// Port: what the window remembers for a person (columns, filters, language, theme, geometry). Values are opaque
/// bytes under keys "page/what" of [a-z0-9/_-]. Implemented outside over the settings table of SQLite; a failed write
/// is the implementation's to report, never fatal here. GUI thread; calls must return at once (≤ 1 ms).
class UiSettings
{
public:
    virtual ~UiSettings() = default;
    /// Whose values are meant from now on; empty: the machine's (before anybody signed in).
    virtual void selectUser(const QString &username) = 0;
    virtual std::optional<QByteArray> value(const QString &key) const = 0;
    virtual void setValue(const QString &key, const QByteArray &value) = 0;
    virtual void remove(const QString &key) = 0;

    QString text(const QString &key, const QString &fallback = {}) const;
    void setText(const QString &key, const QString &text) { setValue(key, text.toUtf8()); }
    int number(const QString &key, int fallback = 0) const;
    void setNumber(const QString &key, int number) { setValue(key, QByteArray::number(number)); }
    bool flag(const QString &key, bool fallback = false) const { return number(key, fallback ? 1 : 0) != 0; }
    void setFlag(const QString &key, bool on) { setNumber(key, on ? 1 : 0); }
};

/// Forgets at exit: tests, and a window whose data folder cannot be written.
class MemoryUiSettings final : public UiSettings
{
public:
    void selectUser(const QString &username) override { m_user = username; }
    std::optional<QByteArray> value(const QString &key) const override;
    void setValue(const QString &key, const QByteArray &value) override { m_values[m_user][key] = value; }
    void remove(const QString &key) override { m_values[m_user].remove(key); }

private:
    QString m_user;
    QHash<QString, QHash<QString, QByteArray>> m_values;
};

} // namespace console
