// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/uisettings.h"
#include "store/preferencefile.h"
#include <QSet>
#include <QTimer>

namespace app {

/// The window's memory in a SQLite file of this machine. Values are kept in memory and written half a second after the
/// last change, and at the end: dragging a column costs no disk. A file that cannot be written is complained of in the
/// log, and the window forgets at exit. GUI thread.
class SqliteUiSettings final : public console::UiSettings
{
public:
    explicit SqliteUiSettings(const QString &path);
    ~SqliteUiSettings() override;
    SqliteUiSettings(const SqliteUiSettings &) = delete;
    SqliteUiSettings &operator=(const SqliteUiSettings &) = delete;

    void selectUser(const QString &username) override;
    std::optional<QByteArray> value(const QString &key) const override;
    void setValue(const QString &key, const QByteArray &value) override;
    void remove(const QString &key) override;
    void save();

private:
    void touch(const QString &key);

    std::unique_ptr<store::PreferenceFile> m_file; ///< null: it could not be opened
    QString m_user;
    store::PreferenceFile::Values m_values;
    QSet<QString> m_touched;
    QTimer m_later;
};

} // namespace app
