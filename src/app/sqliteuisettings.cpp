// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sqliteuisettings.h"
#include "app/logging.h"

namespace app {
namespace {
constexpr int saveDelayMs = 500;
}

SqliteUiSettings::SqliteUiSettings(const QString &path)
{
    auto file = store::PreferenceFile::open(path);
    if (file)
        m_file = std::move(file).value();
    else
        qCWarning(lcApp).noquote() << "window settings will not be kept:" << file.error().toString();
    m_later.setSingleShot(true);
    m_later.setInterval(saveDelayMs);
    QObject::connect(&m_later, &QTimer::timeout, &m_later, [this] { save(); });
    selectUser(QString());
}

SqliteUiSettings::~SqliteUiSettings()
{
    save();
}

void SqliteUiSettings::selectUser(const QString &username)
{
    save();
    m_user = username;
    m_values.clear();
    if (!m_file)
        return;
    auto values = m_file->all(username);
    if (values)
        m_values = std::move(values).value();
    else
        qCWarning(lcApp).noquote() << "window settings cannot be read:" << values.error().toString();
}

std::optional<QByteArray> SqliteUiSettings::value(const QString &key) const
{
    const auto it = m_values.constFind(key);
    return it == m_values.cend() ? std::nullopt : std::optional(*it);
}

void SqliteUiSettings::setValue(const QString &key, const QByteArray &value)
{
    m_values.insert(key, value);
    touch(key);
}

void SqliteUiSettings::remove(const QString &key)
{
    m_values.remove(key);
    touch(key);
}

void SqliteUiSettings::touch(const QString &key)
{
    m_touched.insert(key);
    m_later.start();
}

void SqliteUiSettings::save()
{
    m_later.stop();
    if (m_touched.isEmpty() || !m_file)
        return;
    store::PreferenceFile::Values changed;
    QStringList removed;
    for (const QString &key : std::as_const(m_touched)) {
        if (m_values.contains(key))
            changed.insert(key, m_values.value(key));
        else
            removed << key;
    }
    m_touched.clear();
    if (const auto saved = m_file->save(m_user, changed, removed); !saved)
        qCWarning(lcApp).noquote() << "window settings were not saved:" << saved.error().toString();
}

} // namespace app
