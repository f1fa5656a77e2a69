// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QList>

class QAction;
class QActionGroup;

namespace console {

/// The window's own actions, each made once: menus, status bar, palette and F1 sheet show the same objects. Texts
/// follow the language, icons the theme. GUI thread.
class WindowActions : public QObject
{
    Q_OBJECT
public:
    explicit WindowActions(AppContext &context, QObject *parent);

    QAction *lock;
    QAction *changePassword;
    QAction *signOut;
    QAction *quit;
    QAction *palette;
    QAction *filter;
    QAction *reload;
    QAction *fullScreen;
    QAction *largerText;
    QAction *smallerText;
    QAction *normalText;
    QAction *spanish;
    QAction *english;
    QAction *themeSystem;
    QAction *themeLight;
    QAction *themeDark;
    QAction *discreet; ///< checked: amounts and cédulas are masked
    QAction *alerts;
    QAction *settings;
    QAction *practice;
    QAction *shortcuts;
    QAction *about;

    /// All of them, in the order of the menus.
    QList<QAction *> all() const;
    QList<QAction *> languages() const { return {spanish, english}; }
    QList<QAction *> themes() const { return {themeSystem, themeLight, themeDark}; }
    /// When the window locks itself; data(): minutes, 0 never.
    const QList<QAction *> &lockAfter() const { return m_lockAfter; }
    void retranslate();
    /// Ticks what is the case now.
    void refreshChoices(int lockMinutes);

private:
    QAction *make(const QString &icon, const QList<QKeySequence> &keys = {});
    void makeChoices();
    void refreshIcons();
    void refreshLooks();
    QList<QAction *> m_lockAfter;
    AppContext &m_context;
};

} // namespace console
