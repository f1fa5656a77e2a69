// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/notifier.h"
#include <QApplication>
#include <QMenu>
#include <QScreen>
#include <QSystemTrayIcon>

namespace console {

const QString Notifier::trayKey = u"shell/tray"_qs;

Notifier::Notifier(AppContext &context, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_window(window)
{
    // Another screen may have another density: the drawing is asked for anew.
    connect(qGuiApp, &QGuiApplication::primaryScreenChanged, this, &Notifier::dress);
}

QString Notifier::keyOf(NoticeKind kind)
{
    return kind == NoticeKind::QrPaid ? u"notify/qr_paid"_qs : u"notify/alert"_qs;
}

bool Notifier::hasTray()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

std::optional<bool> Notifier::staysInTray() const
{
    if (!m_context.settings.value(trayKey))
        return {};
    return m_context.settings.flag(trayKey);
}

void Notifier::setStaysInTray(bool stays)
{
    m_context.settings.setFlag(trayKey, stays);
    apply();
}

void Notifier::apply()
{
    const bool wanted = staysInTray().value_or(false) && hasTray();
    if (wanted && !m_tray)
        makeTray();
    if (m_tray)
        m_tray->setVisible(wanted);
}

void Notifier::makeTray()
{
    m_tray = new QSystemTrayIcon(this);
    m_menu = new QMenu(m_window);
    connect(m_menu, &QMenu::aboutToShow, this, [this] {
        m_menu->clear();
        connect(m_menu->addAction(tr("Show Ventanilla")), &QAction::triggered, this, &Notifier::windowWanted);
        connect(m_menu->addAction(tr("Quit")), &QAction::triggered, this, &Notifier::quitWanted);
    });
    m_menu->addAction(tr("Quit")); // some desktops ask before it is shown
    m_tray->setContextMenu(m_menu);
    connect(m_tray, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT windowWanted();
    });
    connect(m_tray, &QSystemTrayIcon::messageClicked, this, [this] {
        Q_EMIT windowWanted();
        if (m_opened)
            m_opened();
    });
    dress();
}

void Notifier::dress()
{
    if (!m_tray)
        return;
    m_tray->setIcon(Theme::appIcon());
    m_tray->setToolTip(u"Ventanilla"_qs);
}

void Notifier::show(NoticeKind kind, const QString &title, const QString &text, std::function<void()> opened)
{
    if (!m_context.settings.flag(keyOf(kind), true) || !m_window)
        return;
    if (!m_window->isActiveWindow())
        QApplication::alert(m_window);
    if (!m_tray || !m_tray->isVisible() || !QSystemTrayIcon::supportsMessages() || m_window->isActiveWindow())
        return;
    m_opened = std::move(opened);
    m_tray->showMessage(title, text,
                        kind == NoticeKind::Alert ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
}

} // namespace console
