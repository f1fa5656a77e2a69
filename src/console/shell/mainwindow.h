// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/actionlist.h"
#include "console/shell/firstpassworddialog.h"
#include "console/shell/page.h"
#include <QMainWindow>
#include <QTimer>

class QLabel;
class QMenu;
class QStackedWidget;
class QToolBar;

namespace console {

class AlertLog;
class AlertsDock;
class ConnectionStrip;
class HubStatusBar;
class IdleWatch;
class LockScreen;
class Notifier;
class Preferences;
class SignInFlow;
class TabHeader;
class ToastStack;
class WindowActions;

/// The console's window: pages as tabs, menus, status bar, strip and notices, the login before it and the lock over it.
/// Make it, add pages, call signIn(): it shows itself once somebody is signed in. Reads the lists anew after a login
/// and after each resync, so that pages need not watch for those. GUI thread; the context outlives it.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(AppContext &context, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Takes the page over; tabs stand in the order of the calls.
    void addPage(Page *page);
    /// Starts the login. `first`: the administrator that the embedded hub has just made.
    void signIn(std::optional<FirstPassword> first = {});
    /// Signs in without a dialog: for the demo, whose teller has no password that a person knows.
    void signInAs(const QString &username, const QString &password);

    /// Shows itself for a person whom the hub has let in already (signIn() ends here too).
    void enter(const client::User &user);

    Page *currentPage() const;
    void showPage(int index);
    void showToast(ToastKind kind, const QString &text);
    void lock();
    bool isLocked() const;
    WindowActions &actions() const { return *m_actions; }
    SignInFlow &signInFlow() const { return *m_signIn; }
    /// This window shows a copy to practise on: a green frame and the word say so for as long as it lives.
    void setPractice();
    /// What the F1 sheet and the palette list: the window's and the current page's actions.
    QList<ActionGroup> actionGroups() const;

Q_SIGNALS:
    /// The person closed the window, or dismissed the login before there was one: state is saved, the program may stop.
    void closed();
    /// Another page should show this account (an alert's).
    void accountWanted(const QString &cedula);
    /// A window on a copy is wanted (PracticeFrame).
    void practiceWanted();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void buildMenus();
    void connectActions();
    void connectHub();
    void signOut();
    void reloadPages();
    void pageChanged(int index);
    void focusPage();
    void fillPageMenus();
    void retranslate();
    void saveState();
    void setLocked(bool locked);
    void explainSecurity();
    void buildAlerts();
    bool asksBeforeClosing();

    AppContext &m_context;
    WindowActions *m_actions;
    Preferences *m_preferences;
    SignInFlow *m_signIn;
    AlertLog *m_alerts;
    AlertsDock *m_dock = nullptr;
    Notifier *m_notifier = nullptr;
    IdleWatch *m_idle;
    TabHeader *m_header = nullptr;
    QToolBar *m_toolBar = nullptr;
    ConnectionStrip *m_strip = nullptr;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_nothing = nullptr;
    HubStatusBar *m_status = nullptr;
    ToastStack *m_toasts = nullptr;
    LockScreen *m_lock = nullptr;
    QMenu *m_fileMenu = nullptr;
    QMenu *m_lockMenu = nullptr;
    QMenu *m_pageMenu = nullptr;
    QMenu *m_viewMenu = nullptr;
    QMenu *m_helpMenu = nullptr;
    QList<Page *> m_pages;
    QList<QAction *> m_tabActions;
    QTimer m_firstReading;
    bool m_isPractice = false;
    bool m_quitting = false; ///< not into the tray
    bool m_closed = false;
};

} // namespace console
