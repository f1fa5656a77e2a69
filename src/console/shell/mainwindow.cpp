// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/mainwindow.h"
#include "client/whendone.h"
#include "console/listpage/displayformat.h"
#include "console/shell/aboutdialog.h"
#include "console/shell/alertlog.h"
#include "console/shell/alertsdock.h"
#include "console/shell/alertwords.h"
#include "console/shell/changepassworddialog.h"
#include "console/shell/closequestion.h"
#include "console/shell/commandpalette.h"
#include "console/shell/connectionstrip.h"
#include "console/shell/hubdetailsdialog.h"
#include "console/shell/hubstatusbar.h"
#include "console/shell/idlewatch.h"
#include "console/shell/lockscreen.h"
#include "console/shell/notifier.h"
#include "console/shell/practiceframe.h"
#include "console/shell/preferences.h"
#include "console/shell/securitybox.h"
#include "console/shell/settingsdialog.h"
#include "console/shell/shortcutsdialog.h"
#include "console/shell/signinflow.h"
#include "console/shell/tabheader.h"
#include "console/shell/toast.h"
#include "console/shell/windowactions.h"
#include <QCloseEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolBar>
#include <QVBoxLayout>

namespace console {

using namespace std::chrono_literals;

MainWindow::MainWindow(AppContext &context, QWidget *parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_actions(new WindowActions(context, this))
    , m_preferences(new Preferences(context, *m_actions, this))
    , m_signIn(new SignInFlow(context, *m_preferences, this))
    , m_alerts(new AlertLog(context, this))
    , m_idle(new IdleWatch(context.clock, this))
{
    // Login and window take turns on the screen; the program ends by closed(), which lets the hub stop in order.
    QGuiApplication::setQuitOnLastWindowClosed(false);
    setWindowIcon(Theme::appIcon());
    setMinimumSize(800, 520);
    build();
    buildMenus();
    buildAlerts();
    connectActions();
    connectHub();
    retranslate();
    const auto geometry = m_preferences->machineValue(u"shell/geometry"_qs);
    if (!geometry || !restoreGeometry(*geometry))
        resize(1280, 800);
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_header = new TabHeader(m_context, m_actions->palette, centre);
    m_toolBar = new QToolBar(centre);
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->setIconSize(QSize(24, 18)); // wider than the icon: room before the text
    m_strip = new ConnectionStrip(m_context, centre);
    m_stack = new QStackedWidget(centre);
    m_nothing = new QLabel(m_stack);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setProperty("look", u"muted"_qs);
    m_stack->addWidget(m_nothing);
    column->addWidget(m_header);
    column->addWidget(m_toolBar);
    column->addWidget(m_strip);
    column->addWidget(m_stack, 1);
    setCentralWidget(centre);
    m_status = new HubStatusBar(m_context, this);
    setStatusBar(m_status);
    m_toasts = new ToastStack(m_context.theme, this);
    m_lock = new LockScreen(m_context, this);
    connect(m_header->bar(), &QTabBar::currentChanged, this, &MainWindow::pageChanged);
    connect(m_strip, &ConnectionStrip::detailsRequested, this,
            [this] { (new HubDetailsDialog(m_context, this))->open(); });
    connect(m_status, &HubStatusBar::hubDetailsRequested, this,
            [this] { (new HubDetailsDialog(m_context, this))->open(); });
    connect(m_status, &HubStatusBar::securityDetailsRequested, this, &MainWindow::explainSecurity);
    connect(m_lock, &LockScreen::unlocked, this, [this] { setLocked(false); });
    connect(m_lock, &LockScreen::otherPersonRequested, this, &MainWindow::signOut);
    connect(m_idle, &IdleWatch::idle, this, &MainWindow::lock);
    connect(m_preferences, &Preferences::lockMinutesChanged, m_idle,
            [this](int minutes) { m_idle->setLimit(std::chrono::minutes(minutes)); });
}

void MainWindow::buildMenus()
{
    m_fileMenu = menuBar()->addMenu(QString());
    m_pageMenu = menuBar()->addMenu(QString());
    m_viewMenu = menuBar()->addMenu(QString());
    m_helpMenu = menuBar()->addMenu(QString());
    m_fileMenu->addAction(m_actions->lock);
    m_lockMenu = m_fileMenu->addMenu(QString());
    m_lockMenu->addActions(m_actions->lockAfter());
    m_fileMenu->addActions({m_actions->changePassword, m_actions->signOut});
    m_fileMenu->addSeparator();
    m_fileMenu->addActions({m_actions->settings, m_actions->practice});
    m_fileMenu->addSeparator();
    m_fileMenu->addAction(m_actions->quit);
    m_viewMenu->addActions({m_actions->palette, m_actions->filter, m_actions->reload});
    m_viewMenu->addSeparator();
    m_viewMenu->addActions({m_actions->alerts, m_actions->discreet});
    m_viewMenu->addSeparator();
    m_viewMenu->addActions(m_actions->themes());
    m_viewMenu->addSeparator();
    m_viewMenu->addActions(m_actions->languages());
    m_viewMenu->addSeparator();
    m_viewMenu->addActions({m_actions->largerText, m_actions->smallerText, m_actions->normalText});
    m_viewMenu->addAction(m_actions->fullScreen);
    m_helpMenu->addActions({m_actions->shortcuts, m_actions->about});

    auto *person = new QMenu(this);
    person->addActions({m_actions->lock, m_actions->changePassword, m_actions->signOut});
    m_status->setUserMenu(person);
    auto *languages = new QMenu(this);
    languages->addActions(m_actions->languages());
    m_status->setLanguageMenu(languages);
}

void MainWindow::connectActions()
{
    const auto on = [this](QAction *action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions->lock, &MainWindow::lock);
    on(m_actions->signOut, &MainWindow::signOut);
    on(m_actions->quit, [this] {
        m_quitting = true;
        close();
    });
    on(m_actions->alerts, [this] { m_dock->toggle(); });
    on(m_actions->settings, [this] { (new SettingsDialog(m_context, *m_preferences, *m_actions, this))->open(); });
    on(m_actions->practice, &MainWindow::practiceWanted);
    on(m_actions->changePassword, [this] {
        auto *dialog = new ChangePasswordDialog(m_context, {}, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, [this] { showToast(ToastKind::Done, tr("Password changed")); });
        dialog->open();
    });
    on(m_actions->palette, [this] { (new CommandPalette(m_context, actionGroups(), this))->show(); });
    on(m_actions->filter, [this] {
        if (Page *page = currentPage())
            page->focusFilter();
    });
    on(m_actions->reload, [this] {
        if (Page *page = currentPage())
            page->reload();
    });
    connect(m_actions->fullScreen, &QAction::toggled, this,
            [this](bool full) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, full)); });
    on(m_actions->shortcuts, [this] { (new ShortcutsDialog(actionGroups(), this))->open(); });
    on(m_actions->about, [this] {
        auto *dialog = new AboutDialog(m_context, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void MainWindow::connectHub()
{
    connect(m_signIn, &SignInFlow::done, this, &MainWindow::enter);
    connect(m_signIn, &SignInFlow::cancelled, this, [this] { close(); });
    connect(&m_context.hub, &client::HubClient::resyncNeeded, this, &MainWindow::reloadPages);
    connect(&m_context.hub, &client::HubClient::hubChanged, this, &MainWindow::retranslate);
    connect(&m_context.hub, &client::HubClient::sessionExpired, this, [this] {
        saveState();
        m_preferences->selectUser({});
        m_lock->hide();
        setLocked(true); // what is on the screen stays, but nobody may act on it
        m_signIn->start({}, tr("The session has ended. Sign in again."));
    });
    // The feed's hello asks for the first reading; if it is slow to come, the lists do not wait for it.
    m_firstReading.setSingleShot(true);
    m_firstReading.setInterval(1'500);
    connect(&m_firstReading, &QTimer::timeout, this, &MainWindow::reloadPages);
}

void MainWindow::addPage(Page *page)
{
    const int index = static_cast<int>(m_pages.size());
    m_pages.append(page);
    auto *action = new QAction(this);
    if (index < 9)
        action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + index)));
    connect(action, &QAction::triggered, this, [this, index] { showPage(index); });
    m_tabActions.append(action);
    m_viewMenu->insertAction(m_actions->palette, action);
    m_stack->addWidget(page);
    page->addActions(page->pageActions());
    centralWidget()->addActions(page->windowActions()); // reached from any tab, but not through the lock
    connect(page, &Page::statusTextChanged, this, [this, page] {
        if (page == currentPage())
            m_status->setPageText(page->statusText());
    });
    connect(page, &Page::toastRequested, this, &MainWindow::showToast);
    connect(page, &Page::activationRequested, this, [this, index] { showPage(index); });
    connect(page, &Page::notificationRequested, this,
            [this, index](NoticeKind kind, const QString &title, const QString &text) {
                if (!isLocked())
                    m_notifier->show(kind, title, DisplayFormat(m_context).words(text),
                                     [this, index] { showPage(index); });
            });
    page->restoreState();
    m_header->addTab(page->iconName(), page->title()); // the first becomes current here
    retranslate();
}

void MainWindow::signIn(std::optional<FirstPassword> first)
{
    m_signIn->start(std::move(first));
}

void MainWindow::signInAs(const QString &username, const QString &password)
{
    m_signIn->startAs(username, password);
}

Page *MainWindow::currentPage() const
{
    const int index = m_header->bar()->currentIndex();
    return index >= 0 && m_header->bar()->isTabVisible(index) ? m_pages.value(index) : nullptr;
}

void MainWindow::showPage(int index)
{
    if (index >= 0 && index < m_pages.size() && m_header->bar()->isTabVisible(index))
        m_header->bar()->setCurrentIndex(index);
}

void MainWindow::pageChanged(int index)
{
    Page *next = index >= 0 && m_header->bar()->isTabVisible(index) ? m_pages.value(index) : nullptr;
    if (auto *previous = qobject_cast<Page *>(m_stack->currentWidget()); previous && previous != next)
        previous->deactivated();
    fillPageMenus();
    m_stack->setCurrentWidget(next ? static_cast<QWidget *>(next) : m_nothing);
    m_status->setPageText(next ? next->statusText() : QString());
    if (!next)
        return;
    if (!m_context.hub.user())
        return;
    next->activated();
    if (!m_header->bar()->hasFocus()) // who walks the tabs by arrow keys stays there
        focusPage();
}

void MainWindow::focusPage()
{
    Page *page = currentPage();
    if (!page || page->isAncestorOf(focusWidget()))
        return;
    QWidget *first = page;
    do
        first = first->nextInFocusChain();
    while (first != page && !(page->isAncestorOf(first) && first->isVisibleTo(page) && first->isEnabled() &&
                              (first->focusPolicy() & Qt::TabFocus)));
    first->setFocus();
}

void MainWindow::fillPageMenus()
{
    m_pageMenu->clear();
    m_toolBar->clear();
    const QList<QAction *> actions = currentPage() ? currentPage()->pageActions() : QList<QAction *>();
    m_pageMenu->addActions(actions);
    for (QAction *action : actions) {
        if (action->priority() != QAction::LowPriority) // those have a button on the page itself
            m_toolBar->addAction(action);
    }
    m_toolBar->setVisible(!m_toolBar->actions().isEmpty());
    m_pageMenu->menuAction()->setVisible(!actions.isEmpty());
    if (currentPage())
        m_pageMenu->setTitle(currentPage()->title());
}

void MainWindow::enter(const client::User &user)
{
    m_preferences->selectUser(user.username);
    m_alerts->clear();
    for (int i = 0; i < m_pages.size(); ++i) {
        const bool visible = m_pages[i]->visibleTo(user.role);
        m_header->bar()->setTabVisible(i, visible);
        m_tabActions[i]->setVisible(visible);
        m_tabActions[i]->setEnabled(visible);
        m_pages[i]->restoreState();
    }
    setLocked(false);
    show();
    raise();
    activateWindow();
    pageChanged(m_header->bar()->currentIndex());
    m_firstReading.start();
}

void MainWindow::signOut()
{
    saveState();
    m_firstReading.stop();
    client::whenDone<void>(m_context.hub.logout(), this, [](const base::Result<> &) {}); // local state is gone anyway
    m_lock->hide();
    setLocked(true);
    hide();
    m_preferences->selectUser({});
    m_idle->setLimit(0min);
    m_signIn->start();
}

void MainWindow::reloadPages()
{
    m_firstReading.stop();
    if (!m_context.hub.user())
        return;
    for (Page *page : std::as_const(m_pages))
        page->reload();
}

void MainWindow::showToast(ToastKind kind, const QString &text)
{
    if (isLocked())
        return; // who stands before a locked window need not read what happens; the bell has counted it
    m_toasts->show(kind, DisplayFormat(m_context).words(text));
}

void MainWindow::lock()
{
    const auto user = m_context.hub.user();
    if (!user || isLocked() || m_signIn->isUnderWay())
        return;
    // A dialog would stand before the lock, and a modal one would keep the password field from the keyboard.
    for (QDialog *dialog : findChildren<QDialog *>()) {
        if (dialog->isVisible())
            dialog->reject();
    }
    setLocked(true);
    m_lock->lock(*user);
}

bool MainWindow::isLocked() const
{
    return m_lock->isLocked();
}

void MainWindow::setLocked(bool locked)
{
    // Disabled, nothing beneath takes a key: no shortcut, no mnemonic, no tab stop.
    menuBar()->setEnabled(!locked);
    centralWidget()->setEnabled(!locked);
    m_status->setEnabled(!locked);
    m_dock->setEnabled(!locked);
    m_toasts->setEnabled(!locked);
}

QList<ActionGroup> MainWindow::actionGroups() const
{
    QList<ActionGroup> groups;
    if (Page *page = currentPage())
        groups.append({page->title(), page->pageActions()});
    groups.append({tr("Pages"), m_tabActions});
    groups.append({tr("Window"), m_actions->all()});
    return groups;
}

void MainWindow::retranslate()
{
    m_actions->retranslate();
    m_fileMenu->setTitle(tr("&File"));
    m_lockMenu->setTitle(tr("Lock by &itself"));
    m_viewMenu->setTitle(tr("&View"));
    m_helpMenu->setTitle(tr("&Help"));
    m_nothing->setText(tr("There is nothing here for your role."));
    m_toolBar->setAccessibleName(tr("Actions of the page"));
    for (int i = 0; i < m_pages.size(); ++i) {
        m_header->setTitle(i, m_pages[i]->title());
        m_tabActions[i]->setText(m_pages[i]->title());
        m_tabActions[i]->setIcon(m_context.theme.icon(m_pages[i]->iconName()));
    }
    fillPageMenus();
    if (Page *page = currentPage())
        m_status->setPageText(page->statusText());
    const QString hub = m_context.hub.hub().name;
    const QString title = hub.isEmpty() ? u"Ventanilla"_qs : tr("%1 – Ventanilla").arg(hub);
    setWindowTitle(m_isPractice ? QString(PracticeFrame::word() + u" – "_qs + title) : title);
}

void MainWindow::buildAlerts()
{
    m_dock = new AlertsDock(m_context, *m_alerts, this);
    addDockWidget(Qt::RightDockWidgetArea, m_dock);
    m_notifier = new Notifier(m_context, this);
    connect(m_alerts, &AlertLog::countChanged, m_status, &HubStatusBar::setAlertCount);
    connect(m_alerts, &AlertLog::raised, this, [this](const contract::Alert &alert) {
        showToast(ToastKind::Warning, alert.message);
        if (!isLocked())
            m_notifier->show(NoticeKind::Alert, AlertWords::title(alert.type),
                             DisplayFormat(m_context).words(alert.message), [this] { m_dock->show(); });
    });
    connect(m_dock, &AlertsDock::accountWanted, this, &MainWindow::accountWanted);
    connect(m_status, &HubStatusBar::alertsRequested, m_dock, &AlertsDock::toggle);
    connect(m_status, &HubStatusBar::discretionRequested, m_actions->discreet, &QAction::trigger);
    connect(m_preferences, &Preferences::flagsChanged, m_notifier, &Notifier::apply);
    connect(m_notifier, &Notifier::windowWanted, this, [this] {
        show();
        raise();
        activateWindow();
    });
    connect(m_notifier, &Notifier::quitWanted, m_actions->quit, &QAction::trigger);
}

void MainWindow::setPractice()
{
    m_isPractice = true;
    new PracticeFrame(centralWidget());
    m_actions->practice->setVisible(false);
    retranslate();
}

/// True: the window does not close now, but stays in the tray, or asks whether it should.
bool MainWindow::asksBeforeClosing()
{
    if (m_quitting || m_isPractice || m_preferences->username().isEmpty() || !Notifier::hasTray())
        return false;
    if (const auto stays = m_notifier->staysInTray()) {
        if (*stays)
            hide();
        return *stays;
    }
    auto *question = new CloseQuestion(this);
    connect(question, &CloseQuestion::decided, this, [this](bool stays) {
        m_notifier->setStaysInTray(stays);
        close();
    });
    question->open();
    return true;
}

void MainWindow::saveState()
{
    if (m_preferences->username().isEmpty())
        return;
    for (Page *page : std::as_const(m_pages))
        page->saveState();
    m_preferences->setMachineValue(u"shell/geometry"_qs, saveGeometry()); // the place on the screen is the machine's
}

void MainWindow::explainSecurity()
{
    (new SecurityBox(m_context.hub.hub().profile, this))->open();
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange && m_header)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    if (asksBeforeClosing()) {
        event->ignore();
        return;
    }
    event->accept();
    if (m_closed)
        return;
    m_closed = true;
    Q_EMIT closed();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_toasts->setBottomMargin(m_status->height() + 12);
}

} // namespace console
