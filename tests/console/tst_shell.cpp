// SPDX-License-Identifier: GPL-3.0-or-later
// The window as a person meets it: by keys, against a hub that knows one person.
#include "console/listpage/displayformat.h"
#include "console/shell/alertlog.h"
#include "console/shell/alertsdock.h"
#include "console/shell/changepassworddialog.h"
#include "console/shell/commandpalette.h"
#include "console/shell/connectionstrip.h"
#include "console/shell/elidedlabel.h"
#include "console/shell/firstpassworddialog.h"
#include "console/shell/hubstatusbar.h"
#include "console/shell/idlewatch.h"
#include "console/shell/lockscreen.h"
#include "console/shell/logindialog.h"
#include "console/shell/mainwindow.h"
#include "console/shell/passwordfield.h"
#include "console/shell/preferences.h"
#include "console/shell/settingsdialog.h"
#include "console/shell/signinflow.h"
#include "console/shell/tabheader.h"
#include "console/shell/toast.h"
#include "console/shell/windowactions.h"
#include "demopage.h"
#include "shellhub.h"
#include "support/fakeclock.h"
#include <QCheckBox>
#include <QClipboard>
#include <QDockWidget>
#include <QLabel>
#include <QListView>
#include <QMenuBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QToolButton>
#include <QtTest>

using namespace console;
using namespace std::chrono_literals;

class ShellTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void theFirstStartLeadsFromOneTimePasswordToWindow();
    void aWrongPasswordIsSaidAndTypedAgain();
    void aHubThatIsAwayIsSaid();
    void emptyFieldsAskNobody();
    void dismissingTheLoginEndsTheProgram();
    void refusingToChangeThePasswordSignsOut();
    void theDemoSignsInByItself();
    void tabsGoByKeys();
    void rolesHideTabs();
    void pageActionsBelongToTheirPage();
    void filterAndReloadReachThePage();
    void listsAreReadAfterLoginAndResync();
    void theLanguageSwitchesWhileItRuns();
    void choicesAreRemembered();
    void theThemeSwitchesWhileItRuns();
    void textGrowsAndShrinks();
    void whenToLockIsChosen();
    void lockingHidesAndUnlockingNeedsThePassword();
    void nothingStandsBeforeTheLock();
    void anUnattendedWindowLocksItself();
    void anEndedSessionAsksAgain();
    void signingOutAsksForSomebodyElse();
    void theStripTellsOfACut();
    void theStatusBarTellsWhatTheHubSays();
    void alertsAreCountedAndShown();
    void theDockShowsAlertsAndTakesTheirNotes();
    void discreetModeMasksWhatIsOnTheScreen();
    void settingsAreFoundAndCountAtOnce();
    void noticesGoByThemselves();
    void thePaletteFindsAndDoes();
    void everyButtonHasANameAndEveryFieldABuddy();
    void tabReachesEverythingAndComesBack();
    void closingSavesAndTells();

private:
    void signInAs(const QString &username, const QString &password);
    void open();
    template <typename T>
    T *find(const QString &name)
    {
        return m_window->findChild<T *>(name);
    }
    LoginDialog *login() { return qobject_cast<LoginDialog *>(m_window->signInFlow().dialog()); }
    QString loginMessage() { return login()->findChild<QLabel *>(QStringLiteral("message"))->text(); }
    QWidget *focused() { return QApplication::focusWidget(); }

    std::unique_ptr<ShellHub> m_hub;
    std::unique_ptr<support::FakeClock> m_clock;
    std::unique_ptr<MemoryUiSettings> m_settings;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<AppContext> m_context;
    std::unique_ptr<MainWindow> m_window;
    DemoPage *m_first = nullptr;
    DemoPage *m_second = nullptr;
};

void ShellTest::init()
{
    m_hub = std::make_unique<ShellHub>();
    m_clock = std::make_unique<support::FakeClock>();
    m_settings = std::make_unique<MemoryUiSettings>();
    m_language = std::make_unique<Language>();
    m_theme = std::make_unique<Theme>();
    m_theme->set(Theme::Mode::Light);
    m_language->set(Language::Code::English);
    m_context = std::make_unique<AppContext>(AppContext{*m_hub, *m_settings, *m_clock, *m_language, *m_theme});
    m_window = std::make_unique<MainWindow>(*m_context);
    m_first = new DemoPage(*m_context, QStringLiteral("transactions"), QStringLiteral("transactions"), Qt::Key_F2);
    m_second = new DemoPage(*m_context, QStringLiteral("balances"), QStringLiteral("balances"), Qt::Key_F3);
    m_window->addPage(m_first);
    m_window->addPage(m_second);
}

void ShellTest::cleanup()
{
    m_window.reset();
    m_context.reset();
}

void ShellTest::signInAs(const QString &username, const QString &password)
{
    QVERIFY(login());
    auto *user = login()->findChild<QLineEdit *>(QStringLiteral("user"));
    user->clear();
    user->setFocus();
    QTest::keyClicks(user, username);
    QTest::keyClick(user, Qt::Key_Tab);
    QTest::keyClicks(login()->findChild<QLineEdit *>(QStringLiteral("password")), password);
    QTest::keyClick(login(), Qt::Key_Return);
}

void ShellTest::open()
{
    m_window->signIn();
    signInAs(QStringLiteral("ana"), QStringLiteral("secreto"));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isVisible(), 30'000);
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void ShellTest::theFirstStartLeadsFromOneTimePasswordToWindow()
{
    m_hub->person.username = QStringLiteral("admin");
    m_hub->person.mustChangePassword = true;
    m_hub->password = QStringLiteral("Kx7-mQ2p");
    m_window->signIn(FirstPassword{QStringLiteral("admin"), QStringLiteral("Kx7-mQ2p")});
    auto *first = qobject_cast<FirstPasswordDialog *>(m_window->signInFlow().dialog());
    QVERIFY(first);
    QCOMPARE(first->findChild<QLineEdit *>(QStringLiteral("password"))->text(), QStringLiteral("Kx7-mQ2p"));
    QTest::mouseClick(first->findChild<QPushButton *>(QStringLiteral("copy")), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Kx7-mQ2p"));
    QTest::keyClick(first, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(login(), 30'000);
    QTest::keyClick(login(), Qt::Key_Return); // both fields are filled
    QTRY_VERIFY_WITH_TIMEOUT(qobject_cast<ChangePasswordDialog *>(m_window->signInFlow().dialog()), 30'000);
    QWidget *change = m_window->signInFlow().dialog();
    QVERIFY(!m_window->isVisible());
    const auto type = [change](const char *field, const char *text) {
        auto *edit = change->findChild<QLineEdit *>(QString::fromLatin1(field));
        edit->clear();
        QTest::keyClicks(edit, QString::fromLatin1(text));
    };
    auto *message = change->findChild<QLabel *>(QStringLiteral("message"));
    type("fresh", "una-clave-larga");
    type("again", "otra-clave-larga");
    QTest::keyClick(change, Qt::Key_Return);
    QCOMPARE(message->text(), QStringLiteral("The two new passwords differ."));
    type("fresh", "Kx7-mQ2p");
    type("again", "Kx7-mQ2p");
    QTest::keyClick(change, Qt::Key_Return);
    QCOMPARE(message->text(), QStringLiteral("The new password must differ from the current one."));
    type("fresh", "una-clave-larga");
    type("again", "una-clave-larga");
    QTest::keyClick(change, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isVisible(), 30'000);
    QCOMPARE(m_hub->password, QStringLiteral("una-clave-larga"));
    QVERIFY(!m_window->signInFlow().isUnderWay());
    QCOMPARE(m_settings->text(QStringLiteral("x")), QString());
}

void ShellTest::aWrongPasswordIsSaidAndTypedAgain()
{
    m_window->signIn();
    signInAs(QStringLiteral("ana"), QStringLiteral("falso"));
    QTRY_COMPARE_WITH_TIMEOUT(loginMessage(), QStringLiteral("User or password is wrong."), 30'000);
    auto *password = login()->findChild<QLineEdit *>(QStringLiteral("password"));
    QCOMPARE(password->selectedText().size(), 5); // typing replaces it
    QVERIFY(!m_window->isVisible());
    QTest::keyClicks(password, QStringLiteral("secreto"));
    QVERIFY(loginMessage().isEmpty());
    QTest::keyClick(login(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isVisible(), 30'000);
}

void ShellTest::aHubThatIsAwayIsSaid()
{
    m_hub->refusal = base::Error(base::ErrorCode::Unavailable, QStringLiteral("Connection refused"));
    m_window->signIn();
    signInAs(QStringLiteral("ana"), QStringLiteral("secreto"));
    QTRY_COMPARE_WITH_TIMEOUT(loginMessage(), QStringLiteral("The hub could not be reached."), 30'000);
}

void ShellTest::emptyFieldsAskNobody()
{
    m_window->signIn();
    QTest::keyClick(login(), Qt::Key_Return);
    QCOMPARE(loginMessage(), QStringLiteral("Type your user and password."));
    QCOMPARE(m_hub->logins, 0);
}

void ShellTest::dismissingTheLoginEndsTheProgram()
{
    QSignalSpy closed(m_window.get(), &MainWindow::closed);
    m_window->signIn();
    QTest::keyClick(login(), Qt::Key_Escape);
    QTRY_COMPARE_WITH_TIMEOUT(closed.count(), 1, 30'000);
}

void ShellTest::refusingToChangeThePasswordSignsOut()
{
    m_hub->person.mustChangePassword = true;
    m_window->signIn();
    signInAs(QStringLiteral("ana"), QStringLiteral("secreto"));
    QTRY_VERIFY_WITH_TIMEOUT(qobject_cast<ChangePasswordDialog *>(m_window->signInFlow().dialog()), 30'000);
    QTest::keyClick(m_window->signInFlow().dialog(), Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(login(), 30'000);
    QCOMPARE(m_hub->logouts, 1);
    QVERIFY(!m_window->isVisible());
}

void ShellTest::theDemoSignsInByItself()
{
    m_window->signInAs(QStringLiteral("ana"), QStringLiteral("falso"));
    QTRY_VERIFY_WITH_TIMEOUT(login(), 30'000);
    QCOMPARE(loginMessage(), QStringLiteral("User or password is wrong."));
    QTest::keyClick(login(), Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!login(), 30'000);
    m_window->signInAs(QStringLiteral("ana"), QStringLiteral("secreto"));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isVisible(), 30'000);
    QCOMPARE(m_first->activations, 1);
}

void ShellTest::tabsGoByKeys()
{
    open();
    QCOMPARE(m_window->currentPage(), m_first);
    QCOMPARE(m_first->activations, 1);
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(m_window->currentPage(), m_second);
    QVERIFY(m_second->isVisible());
    QCOMPARE(m_first->deactivations, 1);
    QCOMPARE(m_second->activations, 1);
    QVERIFY(m_second->isAncestorOf(focused()));
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(m_window->currentPage(), m_first);
    Q_EMIT m_second->activationRequested();
    QCOMPARE(m_window->currentPage(), m_second);
}

void ShellTest::rolesHideTabs()
{
    m_hub->person.role = client::Role::Technician;
    open();
    auto *bar = m_window->findChild<QTabBar *>();
    QVERIFY(!bar->isTabVisible(0));
    QCOMPARE(m_window->currentPage(), m_second);
    QVERIFY(m_second->isVisible());
    QCOMPARE(m_first->activations, 0);
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(m_window->currentPage(), m_second); // a hidden tab is not to be had by key
}

void ShellTest::pageActionsBelongToTheirPage()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_F2);
    QCOMPARE(m_first->triggered, 1);
    QTest::keyClick(m_window.get(), Qt::Key_F3);
    QCOMPARE(m_second->triggered, 0);
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(m_window.get(), Qt::Key_F3);
    QTest::keyClick(m_window.get(), Qt::Key_F2);
    QCOMPARE(m_second->triggered, 1);
    QCOMPARE(m_first->triggered, 1);
}

void ShellTest::filterAndReloadReachThePage()
{
    open();
    m_first->table->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(m_first->filter->hasFocus());
    const int before = m_first->reloads;
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QCOMPARE(m_first->reloads, before + 1);
    QCOMPARE(m_second->reloads, 0);
}

void ShellTest::listsAreReadAfterLoginAndResync()
{
    Q_EMIT m_hub->resyncNeeded(QStringLiteral("e1"), 5); // nobody is signed in: nothing may be read
    QCOMPARE(m_first->reloads, 0);
    open();
    Q_EMIT m_hub->resyncNeeded(QStringLiteral("e1"), 5);
    QCOMPARE(m_first->reloads, 1);
    QCOMPARE(m_second->reloads, 1);
}

void ShellTest::theLanguageSwitchesWhileItRuns()
{
    open();
    QCOMPARE(m_window->menuBar()->actions()[0]->text(), QStringLiteral("&File"));
    m_window->actions().spanish->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->menuBar()->actions()[0]->text(), QStringLiteral("&Archivo"), 30'000);
    QCOMPARE(m_window->findChild<QTabBar *>()->tabText(0), QStringLiteral("Transacciones"));
    QCOMPARE(m_window->actions().lock->text(), QStringLiteral("&Bloquear"));
    QCOMPARE(find<QToolButton>(QStringLiteral("statusLanguage"))->text(), QStringLiteral("ES"));
    QVERIFY(m_window->actions().spanish->isChecked());
    m_window->actions().english->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->menuBar()->actions()[0]->text(), QStringLiteral("&File"), 30'000);
    QCOMPARE(m_window->findChild<QTabBar *>()->tabText(0), QStringLiteral("Transactions"));
}

void ShellTest::choicesAreRemembered()
{
    open();
    m_window->actions().spanish->trigger();
    m_window->actions().themeDark->trigger();
    m_first->filter->setText(QStringLiteral("135"));
    m_window->close();
    QCOMPARE(m_settings->text(QStringLiteral("transactions/filter")), QStringLiteral("135"));
    m_settings->selectUser({});
    QCOMPARE(m_settings->text(QStringLiteral("shell/language")), QStringLiteral("es")); // the next login speaks it
    QCOMPARE(m_settings->text(QStringLiteral("shell/last_user")), QStringLiteral("ana"));
    QVERIFY(m_settings->value(QStringLiteral("shell/geometry")));
    m_language->set(Language::Code::English);
    m_theme->set(Theme::Mode::Light);
    MainWindow next(*m_context);
    QVERIFY(m_language->code() == Language::Code::Spanish);
    QVERIFY(m_theme->isDark());
    m_theme->set(Theme::Mode::Light);
}

void ShellTest::theThemeSwitchesWhileItRuns()
{
    open();
    const QImage light = m_window->grab().toImage();
    m_window->actions().themeDark->trigger();
    QVERIFY(m_theme->isDark());
    const QImage dark = m_window->grab().toImage();
    QVERIFY(light.pixelColor(400, 400).lightness() > 200);
    QVERIFY(dark.pixelColor(400, 400).lightness() < 60);
    m_window->actions().themeLight->trigger();
    QVERIFY(!m_theme->isDark());
}

void ShellTest::textGrowsAndShrinks()
{
    open();
    const qreal before = m_window->menuBar()->font().pointSizeF();
    for (int i = 0; i < 15; ++i)
        QTest::keyClick(m_window.get(), Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(m_theme->textPercent(), 200);
    QCOMPARE(m_window->menuBar()->font().pointSizeF(), before * 2);
    QCOMPARE(m_settings->number(QStringLiteral("shell/text_percent")), 200);
    m_window->actions().smallerText->trigger();
    QCOMPARE(m_theme->textPercent(), 190);
    m_window->actions().normalText->trigger();
    QCOMPARE(m_window->menuBar()->font().pointSizeF(), before);
    m_theme->setTextPercent(20);
    QCOMPARE(m_theme->textPercent(), 80);
    m_theme->setTextPercent(100);
}

void ShellTest::whenToLockIsChosen()
{
    open();
    auto *watch = m_window->findChild<IdleWatch *>();
    QVERIFY(m_window->actions().lockAfter()[1]->isChecked()); // ten minutes
    m_window->actions().lockAfter()[3]->trigger();            // never
    m_clock->advance(24h);
    watch->check();
    QVERIFY(!m_window->isLocked());
    m_window->actions().lockAfter()[0]->trigger(); // five minutes
    m_clock->advance(5min);
    watch->check();
    QVERIFY(m_window->isLocked());
    QCOMPARE(m_settings->number(QStringLiteral("shell/lock_minutes")), 5);
}

void ShellTest::lockingHidesAndUnlockingNeedsThePassword()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(m_window->isLocked());
    auto *screen = m_window->findChild<LockScreen *>();
    auto *password = screen->findChild<QLineEdit *>(QStringLiteral("password"));
    QVERIFY(password->hasFocus());
    QCOMPARE(screen->geometry(), m_window->rect());
    // Nothing beneath takes a key.
    QTest::keyClick(password, Qt::Key_F2);
    QTest::keyClick(password, Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(password, Qt::Key_F5);
    QTest::keyClick(password, Qt::Key_K, Qt::ControlModifier);
    QCOMPARE(m_first->triggered, 0);
    QCOMPARE(m_window->currentPage(), m_first);
    QVERIFY(!m_window->findChild<CommandPalette *>());
    for (int i = 0; i < 12; ++i) {
        QTest::keyClick(focused(), Qt::Key_Tab);
        QVERIFY(screen->isAncestorOf(focused()));
    }
    password->setFocus();
    QTest::keyClicks(password, QStringLiteral("falso"));
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(screen->findChild<QLabel *>(QStringLiteral("message"))->text(),
                              QStringLiteral("User or password is wrong."), 30'000);
    QVERIFY(m_window->isLocked());
    QTest::keyClicks(password, QStringLiteral("secreto"));
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->isLocked(), 30'000);
    QTest::keyClick(m_window.get(), Qt::Key_F2);
    QCOMPARE(m_first->triggered, 1);
}

void ShellTest::nothingStandsBeforeTheLock()
{
    open();
    m_window->actions().about->trigger();
    QVERIFY(QApplication::activeModalWidget());
    m_window->lock();
    QVERIFY(!QApplication::activeModalWidget());
    const qsizetype before = m_window->findChild<ToastStack *>()->toasts().size();
    contract::Alert alert;
    alert.message = QStringLiteral("Saldo bajo: 1350509525");
    Q_EMIT m_hub->eventsArrived({client::FeedEvent{7, alert}});
    QCOMPARE(m_window->findChild<ToastStack *>()->toasts().size(), before);
    QCOMPARE(find<QToolButton>(QStringLiteral("statusAlerts"))->text(), QStringLiteral("1"));
}

void ShellTest::anUnattendedWindowLocksItself()
{
    open();
    auto *watch = m_window->findChild<IdleWatch *>();
    m_clock->advance(9min);
    watch->check();
    QVERIFY(!m_window->isLocked());
    QTest::keyClick(m_window.get(), Qt::Key_Shift); // somebody is there
    m_clock->advance(9min);
    watch->check();
    QVERIFY(!m_window->isLocked());
    m_clock->advance(1min);
    watch->check();
    QVERIFY(m_window->isLocked());
}

void ShellTest::anEndedSessionAsksAgain()
{
    open();
    m_window->lock();
    m_hub->expire(QStringLiteral("revoked"));
    QTRY_VERIFY_WITH_TIMEOUT(login(), 30'000);
    QCOMPARE(loginMessage(), QStringLiteral("The session has ended. Sign in again."));
    QVERIFY(!m_window->centralWidget()->isEnabled());
    QCOMPARE(login()->findChild<QLineEdit *>(QStringLiteral("user"))->text(), QStringLiteral("ana"));
    signInAs(QStringLiteral("ana"), QStringLiteral("secreto"));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->centralWidget()->isEnabled(), 30'000);
    QVERIFY(!m_window->isLocked());
}

void ShellTest::signingOutAsksForSomebodyElse()
{
    open();
    m_first->filter->setText(QStringLiteral("135"));
    m_window->actions().signOut->trigger();
    QVERIFY(login());
    QVERIFY(!m_window->isVisible());
    QCOMPARE(m_hub->logouts, 1);
    m_hub->person.username = QStringLiteral("eva");
    signInAs(QStringLiteral("eva"), QStringLiteral("secreto"));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isVisible(), 30'000);
    QVERIFY(m_first->filter->text().isEmpty()); // not ana's
}

void ShellTest::theStripTellsOfACut()
{
    open();
    auto *strip = m_window->findChild<ConnectionStrip *>();
    QVERIFY(!strip->isVisible());
    m_clock->advance(60s);
    m_hub->setAge(14s);
    m_hub->setLink({client::LinkState::Lost, m_clock->monotonicNow() - 12s, m_clock->monotonicNow() + 3500ms, 2,
                    QStringLiteral("Connection refused")});
    QVERIFY(strip->isVisible());
    QCOMPARE(strip->text(),
             QStringLiteral("No connection to Matriz for 12 s. What you see is 14 s old. Next try in 4 s."));
    QTest::mouseClick(strip->findChildren<QPushButton *>()[0], Qt::LeftButton);
    QCOMPARE(m_hub->retries, 1);
    m_hub->setLink({client::LinkState::Lost, m_clock->monotonicNow() - 12s, {}, 2, {}});
    QVERIFY(strip->text().endsWith(QStringLiteral("Trying to reconnect…")));
    m_hub->setLink({client::LinkState::Live, m_clock->monotonicNow(), {}, 0, {}});
    QVERIFY(!strip->isVisible());
}

void ShellTest::theStatusBarTellsWhatTheHubSays()
{
    open();
    m_window->resize(1280, 700);
    client::HubStatus status;
    status.mqttClients = 3;
    status.httpConnections = 12;
    status.messagesInPerSecond = 12.4;
    status.messagesOutPerSecond = 3;
    status.committed = base::UtcMs{m_clock->utcNow().value - 200};
    m_hub->setStatus(status);
    const auto text = [this](const char *name) { return find<QToolButton>(QString::fromLatin1(name))->text(); };
    QCOMPARE(text("statusMqtt"), QStringLiteral("MQTT 3"));
    QCOMPARE(text("statusHttp"), QStringLiteral("HTTP 12"));
    QCOMPARE(text("statusTraffic"), QStringLiteral("12 / 3.0 msg/s"));
    QCOMPARE(text("statusSaved"), QStringLiteral("saved 0.2 s ago"));
    QCOMPARE(text("statusUser"), QStringLiteral("Ana Vera"));
    QCOMPARE(text("statusSecurity"), QStringLiteral("Branch"));
    m_hub->setHub({QStringLiteral("Norte"), QStringLiteral("0.1.0"), QStringLiteral("lab")});
    QCOMPARE(text("statusSecurity"), QStringLiteral("Lab"));
    QCOMPARE(text("statusHub"), QStringLiteral("Norte"));
    QCOMPARE(m_window->windowTitle(), QStringLiteral("Norte – Ventanilla"));
    QCOMPARE(m_window->findChild<HubStatusBar *>()->pageText(), m_first->statusText());
}

void ShellTest::alertsAreCountedAndShown()
{
    open();
    contract::Alert alert;
    alert.message = QStringLiteral("Saldo bajo: 1350509525");
    alert.localTime = QStringLiteral("2024-01-15T14:30:00");
    Q_EMIT m_hub->eventsArrived({client::FeedEvent{7, alert}, client::FeedEvent{8, contract::Transaction{}}});
    QCOMPARE(find<QToolButton>(QStringLiteral("statusAlerts"))->text(), QStringLiteral("1"));
    QCOMPARE(m_window->findChild<ToastStack *>()->toasts().last()->text(), alert.message);
}

void ShellTest::theDockShowsAlertsAndTakesTheirNotes()
{
    open();
    auto *dock = find<QDockWidget>(QStringLiteral("alertsDock"));
    QVERIFY(!dock->isVisible()); // until there is one
    contract::Alert alert;
    alert.type = QStringLiteral("LOW_BALANCE");
    alert.message = QStringLiteral("Saldo bajo: 1350509525 tiene 12.50");
    alert.cedula = QStringLiteral("1350509525");
    alert.localTime = QStringLiteral("2024-01-15T14:30:00");
    alert.seq = 7;
    QWidget *before = focused();
    Q_EMIT m_hub->eventsArrived({client::FeedEvent{7, alert}});
    QVERIFY(dock->isVisible());
    QCOMPARE(focused(), before); // somebody may be typing an amount
    alert.seq = 8;
    Q_EMIT m_hub->eventsArrived({client::FeedEvent{8, alert}});
    auto *count = find<QToolButton>(QStringLiteral("statusAlerts"));
    QCOMPARE(count->text(), QStringLiteral("2"));
    auto *list = find<QListView>(QStringLiteral("alertsList"));
    QCOMPARE(list->model()->rowCount(), 2);
    QVERIFY(list->model()->index(0, 0).data().toString().contains(alert.message));

    QSignalSpy seen(qobject_cast<AlertsDock *>(dock), &AlertsDock::acknowledged);
    QSignalSpy account(m_window.get(), &MainWindow::accountWanted);
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::mouseClick(find<QPushButton>(QStringLiteral("alertGoTo")), Qt::LeftButton);
    QCOMPARE(account.takeFirst().first().toString(), alert.cedula);
    auto *note = find<QLineEdit>(QStringLiteral("alertNote"));
    note->setFocus();
    QTest::keyClicks(note, QStringLiteral("called"));
    QTest::keyClick(note, Qt::Key_Return);
    QCOMPARE(seen.takeFirst(), (QVariantList{8, QStringLiteral("called")}));
    QCOMPARE(count->text(), QStringLiteral("1"));
    QVERIFY(list->model()->index(0, 0).data().toString().contains(QStringLiteral("Ana Vera: called")));
    QCOMPARE(list->currentIndex().row(), 1); // the next one
    QTest::keyClick(m_window.get(), Qt::Key_F7);
    QVERIFY(!dock->isVisible());
    QTest::mouseClick(count, Qt::LeftButton);
    QVERIFY(dock->isVisible());
}

void ShellTest::discreetModeMasksWhatIsOnTheScreen()
{
    open();
    auto *sign = find<QToolButton>(QStringLiteral("statusDiscreet"));
    QVERIFY(!sign->isVisible());
    const DisplayFormat format(*m_context);
    const base::Money money = base::Money::fromMinor(115'000, base::Currency::usd()).value();
    const QString full = format.money(money);
    QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(sign->isVisible());
    QVERIFY(format.money(money) != full && !format.money(money).contains(u'1'));
    QCOMPARE(format.fullMoney(money), full);
    QCOMPARE(format.cedula(QStringLiteral("1350509525")), QStringLiteral("13•••••525"));
    QCOMPARE(format.words(QStringLiteral("1350509525 tiene 1.150,00 y 3 avisos")),
             QStringLiteral("13•••••525 tiene ••• y 3 avisos"));
    contract::Alert alert;
    alert.message = QStringLiteral("Saldo bajo: 1350509525 tiene 12.50");
    Q_EMIT m_hub->eventsArrived({client::FeedEvent{7, alert}});
    const QString masked = QStringLiteral("Saldo bajo: 13•••••525 tiene •••");
    QCOMPARE(m_window->findChild<ToastStack *>()->toasts().last()->text(), masked);
    QVERIFY(find<QListView>(QStringLiteral("alertsList"))->model()->index(0, 0).data().toString().contains(masked));
    m_settings->selectUser(QStringLiteral("ana"));
    QVERIFY(m_settings->flag(QStringLiteral("shell/discreet"))); // hers
    m_settings->selectUser({});
    QVERIFY(!m_settings->flag(QStringLiteral("shell/discreet"))); // not the machine's
    m_settings->selectUser(QStringLiteral("ana"));
    QTest::mouseClick(sign, Qt::LeftButton);
    QTRY_VERIFY(!sign->isVisible());
    QCOMPARE(format.money(money), full);
}

void ShellTest::settingsAreFoundAndCountAtOnce()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
    auto *dialog = m_window->findChild<SettingsDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    auto *minutes = dialog->findChild<QSpinBox *>(QStringLiteral("settingsLock"));
    QCOMPARE(minutes->value(), 10);
    minutes->setFocus();
    minutes->selectAll();
    QTest::keyClicks(minutes, QStringLiteral("3"));
    QCOMPARE(m_settings->number(QStringLiteral("shell/lock_minutes")), 3);
    QTest::keyClick(dialog->findChild<QCheckBox *>(QStringLiteral("settingsDiscreet")), Qt::Key_Space);
    QVERIFY(m_language->isDiscreet());
    QTest::keyClick(dialog->findChild<QCheckBox *>(QStringLiteral("notify_alert")), Qt::Key_Space);
    QVERIFY(!m_settings->flag(QStringLiteral("notify/alert"), true));
    auto *search = dialog->findChild<QLineEdit *>(QStringLiteral("settingsSearch"));
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("idle"));
    QVERIFY(minutes->isVisible());
    QVERIFY(!dialog->findChild<QCheckBox *>(QStringLiteral("settingsDiscreet"))->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<SettingsDialog *>());
    m_language->setDiscreet(false);
    m_clock->advance(3min + 1s);
    m_window->findChild<IdleWatch *>()->check();
    QVERIFY(m_window->isLocked()); // the minutes count
}

void ShellTest::noticesGoByThemselves()
{
    open();
    auto *stack = m_window->findChild<ToastStack *>();
    stack->setDuration(20ms);
    Q_EMIT m_first->toastRequested(ToastKind::Done, QStringLiteral("one"));
    QCOMPARE(stack->toasts().size(), 1);
    QVERIFY(stack->isVisible());
    QVERIFY(m_window->rect().contains(stack->geometry()));
    QTRY_VERIFY_WITH_TIMEOUT(stack->toasts().isEmpty(), 30'000);
    QVERIFY(!stack->isVisible());
    stack->setDuration(1h);
    for (int i = 0; i < 5; ++i)
        m_window->showToast(ToastKind::Info, QString::number(i));
    QCOMPARE(stack->toasts().size(), 3); // the oldest make room
    QCOMPARE(stack->toasts().last()->text(), QStringLiteral("4"));
    QTest::mouseClick(stack->toasts().last()->findChild<QToolButton *>(), Qt::LeftButton);
    QCOMPARE(stack->toasts().size(), 2);
}

void ShellTest::thePaletteFindsAndDoes()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto *palette = m_window->findChild<CommandPalette *>();
    QVERIFY(palette && palette->isVisible());
    for (const QString &row : palette->rows())
        QVERIFY2(!row.contains(QStringLiteral("Print")), "what cannot be done now is not offered");
    auto *pattern = palette->findChild<QLineEdit *>();
    QTest::keyClicks(pattern, QStringLiteral("dark"));
    QCOMPARE(palette->rows().first(), QStringLiteral("Window › Theme: dark"));
    QTest::keyClick(pattern, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(m_theme->isDark(), 30'000);
    m_theme->set(Theme::Mode::Light);
}

void ShellTest::everyButtonHasANameAndEveryFieldABuddy()
{
    open();
    const auto check = [](QWidget &root) {
        for (const QToolButton *button : root.findChildren<QToolButton *>()) {
            if (!button->isVisible() || qobject_cast<QLineEdit *>(button->parentWidget()) ||
                qobject_cast<QTabBar *>(button->parentWidget()))
                continue;
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                     qPrintable(button->objectName()));
        }
        const auto labels = root.findChildren<QLabel *>();
        for (const QLineEdit *edit : root.findChildren<QLineEdit *>()) {
            const bool named =
                !edit->accessibleName().isEmpty() ||
                std::any_of(labels.begin(), labels.end(), [edit](QLabel *l) { return l->buddy() == edit; });
            QVERIFY2(named, qPrintable(edit->objectName()));
        }
    };
    check(*m_window);
    LoginDialog dialog(*m_context);
    dialog.show();
    check(dialog);
    ChangePasswordDialog change(*m_context);
    change.show();
    check(change);
}

void ShellTest::tabReachesEverythingAndComesBack()
{
    open();
    QSet<QWidget *> seen;
    QWidget *start = focused();
    QVERIFY(start);
    int steps = 0;
    do {
        seen.insert(focused());
        QTest::keyClick(focused(), Qt::Key_Tab);
    } while (focused() != start && ++steps < 100);
    QCOMPARE(focused(), start); // no trap
    for (const char *name : {"statusHub", "statusUser", "statusLanguage", "findButton"})
        QVERIFY2(seen.contains(m_window->findChild<QWidget *>(QString::fromLatin1(name))), name);
    QVERIFY(seen.contains(m_window->findChild<QTabBar *>()));
    QVERIFY(seen.contains(m_first->filter) && seen.contains(m_first->table));
}

void ShellTest::closingSavesAndTells()
{
    open();
    QSignalSpy closed(m_window.get(), &MainWindow::closed);
    QTest::keyClick(m_window.get(), Qt::Key_Q, Qt::ControlModifier);
    QCOMPARE(closed.count(), 1);
    QVERIFY(!m_window->isVisible());
    m_window->close();
    QCOMPARE(closed.count(), 1); // once
}

QTEST_MAIN(ShellTest)
#include "tst_shell.moc"
