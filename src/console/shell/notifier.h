// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/page.h"
#include <QPointer>

class QMenu;
class QSystemTrayIcon;

namespace console {

/// The tray icon and the desktop's notifications, both only if the person wants them and the desktop has a tray: the
/// window never needs them (a taskbar that can draw attention does so in any case). GUI thread.
class Notifier : public QObject
{
    Q_OBJECT
public:
    Notifier(AppContext &context, QWidget *window);

    /// What is remembered of the person now (keys below) counts from here on.
    void apply();
    /// Asked by the close dialog the first time: whether to stay in the tray. Empty: not asked yet.
    std::optional<bool> staysInTray() const;
    void setStaysInTray(bool stays);
    static bool hasTray();
    /// Shows a notification unless this kind is switched off; `opened` runs when it is clicked.
    void show(NoticeKind kind, const QString &title, const QString &text, std::function<void()> opened);

    static QString keyOf(NoticeKind kind); ///< of the setting, on unless "0"
    static const QString trayKey;

Q_SIGNALS:
    /// The icon was clicked: bring the window back.
    void windowWanted();
    void quitWanted();

private:
    void makeTray();
    void dress();

    AppContext &m_context;
    QPointer<QWidget> m_window;
    QSystemTrayIcon *m_tray = nullptr;
    QMenu *m_menu = nullptr;
    std::function<void()> m_opened;
};

} // namespace console
