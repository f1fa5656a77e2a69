// SPDX-License-Identifier: GPL-3.0-or-later
// The real window on a real hub in the same process, driven by real key events: a teller's first deposit.
#include "app/hubrun.h"
#include "client/httphubclient.h"
#include "client/whendone.h"
#include "console/balances/balancespage.h"
#include "console/bankpages.h"
#include "console/listpage/listmodel.h"
#include "console/shell/mainwindow.h"
#include "console/transactions/entrystrip.h"
#include "console/transactions/transactionsmodel.h"
#include "console/transactions/transactionspage.h"
#include "support/verify.h"
#include "system/rawsubscriber.h"
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace {

const QString password = u"una clave larga de prueba"_s;
const QString cedula = u"1350509525"_s;

} // namespace

class ConsoleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aTellerSignsInByKeyboard();
    void aDepositGoesThroughEveryFloor();
    void badFieldsPostNothing_data();
    void badFieldsPostNothing();
    void anotherClientsMovementArrivesLive();
    void theTabsAreShownInBothLanguages();
    void closingTheWindowLosesNothing();
    void cleanupTestCase();

private:
    void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
    void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    bool openTill();
    bool openAccount(const QString &number, const QString &name);
    QString rowText(int row) const;
    void save(const QString &name);

    QTemporaryDir m_folder;
    base::SystemClock m_clock;
    console::MemoryUiSettings m_settings;
    std::unique_ptr<console::Theme> m_theme;
    std::unique_ptr<console::Language> m_language;
    std::unique_ptr<app::HubRun> m_run;
    std::unique_ptr<client::HttpHubClient> m_client;
    std::unique_ptr<console::AppContext> m_context;
    std::unique_ptr<console::MainWindow> m_window;
    console::BankPages m_pages;
};

void ConsoleTest::initTestCase()
{
    app::CommandLine line;
    line.dataDir = m_folder.path();
    line.settings = {{u"security.profile"_s, u"lab"_s},    {u"mqtt.port"_s, u"0"_s},
                     {u"mqtt.websocket_port"_s, u"off"_s}, {u"http.port"_s, u"off"_s}, // a disabled port is no matter
                     {u"http.alias_port"_s, u"off"_s},     {u"bank.socket.port"_s, u"off"_s}};
    m_run = std::make_unique<app::HubRun>(line, QHash<QString, QString>{{u"VENTANILLA_ADMIN_PASSWORD"_s, password}},
                                          m_clock);
    QVERIFY_OK(m_run->start(true));
    const hub::HubAddresses &at = m_run->hub().addresses();
    m_theme = std::make_unique<console::Theme>();
    m_theme->set(console::Theme::Mode::Light);
    m_language = std::make_unique<console::Language>();
    m_language->set(console::Language::Code::Spanish);
    m_client = std::make_unique<client::HttpHubClient>(
        client::HubAddress{QUrl(u"http://127.0.0.1:%1"_s.arg(at.console)), at.consoleSecret}, m_clock);
    m_context = std::make_unique<console::AppContext>(
        console::AppContext{*m_client, m_settings, m_clock, *m_language, *m_theme});
    m_window = std::make_unique<console::MainWindow>(*m_context);
    m_window->resize(1280, 800);
    m_pages = console::addBankPages(*m_window, *m_context);
}

bool ConsoleTest::openAccount(const QString &number, const QString &name)
{
    std::optional<bool> opened;
    client::NewAccount wanted;
    wanted.cedula = number;
    wanted.holderName = name;
    client::whenDone(m_client->openAccount(wanted), this,
                     [&opened](const base::Result<contract::Account> &account) { opened = account.ok(); });
    return QTest::qWaitFor([&opened] { return opened.has_value(); }) && *opened;
}

/// A till with nothing in it, so that the journal begins with the first deposit (M13: no cash without one).
bool ConsoleTest::openTill()
{
    std::optional<bool> opened;
    const auto done = [&opened](const auto &session) { opened = session.ok(); };
    client::whenDone(
        m_client->tills().createTill(u"Caja 1"_s), this, [this, done](const base::Result<contract::Till> &till) {
            if (till)
                client::whenDone(m_client->tills().openTill(till->id, {}, client::IdempotencyKey::random()), this,
                                 done);
            else
                done(till);
        });
    return QTest::qWaitFor([&opened] { return opened.has_value(); }, 30'000) && *opened;
}

QString ConsoleTest::rowText(int row) const
{
    const auto *model = m_pages.transactions->model();
    QStringList cells;
    for (int column = 0; column < model->columnCount({}); ++column)
        cells << model->index(row, column).data().toString();
    return cells.join(u'|');
}

void ConsoleTest::save(const QString &name)
{
    const QDir folder(QStringLiteral(VENTANILLA_SCREENSHOTS));
    QVERIFY(folder.mkpath(u"."_s));
    QVERIFY(m_window->grab().save(folder.filePath(name)));
}

void ConsoleTest::aTellerSignsInByKeyboard()
{
    m_window->signIn();
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeWindow(), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(qobject_cast<QLineEdit *>(QApplication::focusWidget()), 30'000);
    type(u"admin"_s);
    press(Qt::Key_Tab);
    type(u"wrong"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(
        qobject_cast<QLineEdit *>(QApplication::focusWidget()) && QApplication::focusWidget()->isEnabled(), 30'000);
    QVERIFY(!m_window->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(qobject_cast<QLineEdit *>(QApplication::focusWidget())->echoMode() == QLineEdit::Password,
                             30'000);
    qobject_cast<QLineEdit *>(QApplication::focusWidget())->selectAll();
    type(password);
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isVisible(), 15'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_client->link().state, client::LinkState::Live, 15'000);
}

void ConsoleTest::aDepositGoesThroughEveryFloor()
{
    QVERIFY(openAccount(cedula, u"María Zambrano"_s));
    QVERIFY(openTill());
    // The window hears of it by the feed; before that, F2 would offer to open one.
    QTRY_VERIFY_WITH_TIMEOUT(m_pages.transactions->statusText().contains(u"Caja 1"), 30'000);
    support::RawSubscriber subscriber;
    QVERIFY(subscriber.subscribe(m_run->hub().addresses().mqtt, "banco/transacciones"));
    QTest::keyClick(m_window.get(), Qt::Key_F2);
    QTRY_VERIFY_WITH_TIMEOUT(m_pages.transactions->entryStrip()->isAncestorOf(QApplication::focusWidget()), 30'000);
    type(cedula);
    press(Qt::Key_Return);
    type(u"950,50"_s);
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_pages.transactions->model()->rowCount({}), 1, 15'000);
    QVERIFY2(rowText(0).contains(u"000001"_s) && rowText(0).contains(cedula), qPrintable(rowText(0)));
    QTRY_COMPARE_WITH_TIMEOUT(subscriber.payloads().size(), 1, 15'000);
    QVERIFY2(subscriber.payloads().first().startsWith(
                 R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":950.50,"saldo_nuevo":950.50,)"),
             subscriber.payloads().first().constData()); // S0-18
    std::optional<contract::Account> account;
    client::whenDone(m_client->account(cedula, std::nullopt), this,
                     [&account](const base::Result<contract::Account> &found) { account = found.value(); });
    QTRY_VERIFY_WITH_TIMEOUT(account.has_value(), 30'000);
    QCOMPARE(account->balance.minor(), 950'50);
}

void ConsoleTest::badFieldsPostNothing_data()
{
    QTest::addColumn<Qt::Key>("start");
    QTest::addColumn<QString>("number");
    QTest::addColumn<QString>("amount");
    QTest::addRow("UX 3.1: three decimals") << Qt::Key_F2 << cedula << u"1,234"_s;
    QTest::addRow("letters as amount") << Qt::Key_F2 << cedula << u"abc"_s;
    QTest::addRow("nothing") << Qt::Key_F2 << cedula << QString();
    QTest::addRow("zero") << Qt::Key_F2 << cedula << u"0,00"_s;
    QTest::addRow("more than there is") << Qt::Key_F3 << cedula << u"99999"_s;
    QTest::addRow("letters as cédula") << Qt::Key_F2 << u"abc"_s << u"5"_s;
    QTest::addRow("nobody's cédula") << Qt::Key_F2 << u"1710034065"_s << u"5"_s;
}

void ConsoleTest::badFieldsPostNothing()
{
    QFETCH(Qt::Key, start);
    QFETCH(QString, number);
    QFETCH(QString, amount);
    const int rows = m_pages.transactions->model()->rowCount({});
    QTest::keyClick(m_window.get(), start);
    QTRY_VERIFY_WITH_TIMEOUT(m_pages.transactions->entryStrip()->isAncestorOf(QApplication::focusWidget()), 30'000);
    type(number);
    press(Qt::Key_Return);
    type(amount);
    for (int i = 0; i < 3; ++i)
        press(Qt::Key_Return);
    std::optional<contract::Summary> summary; // a round trip: whatever was posted would have been answered by now
    client::whenDone(m_client->summary(), this,
                     [&summary](const base::Result<contract::Summary> &found) { summary = found.value(); });
    QTRY_VERIFY_WITH_TIMEOUT(summary.has_value(), 30'000);
    QCOMPARE(summary->totalTransactions, 1);
    QCOMPARE(m_pages.transactions->model()->rowCount({}), rows);
}

void ConsoleTest::anotherClientsMovementArrivesLive()
{
    client::NewTransaction movement;
    movement.cedula = cedula;
    movement.kind = contract::TransactionKind::Withdrawal;
    movement.amount = *base::Money::parse("50.50", base::Currency::usd());
    const client::IdempotencyKey key = client::IdempotencyKey::random();
    std::optional<bool> posted;
    client::whenDone(m_client->postTransaction(movement, key), this,
                     [&posted](const base::Result<client::Posted> &answer) { posted = answer.ok(); });
    QTRY_VERIFY_WITH_TIMEOUT(posted.has_value(), 30'000);
    QVERIFY(*posted);
    QTRY_COMPARE_WITH_TIMEOUT(m_pages.transactions->model()->rowCount({}), 2, 15'000);
    QVERIFY2(rowText(0).contains(u"000002"_s), qPrintable(rowText(0)));
}

void ConsoleTest::theTabsAreShownInBothLanguages()
{
    for (const auto code : {console::Language::Code::Spanish, console::Language::Code::English}) {
        m_language->set(code);
        for (int page = 0; page < 2; ++page) {
            m_window->showPage(page);
            if (page == 1)
                m_pages.balances->showAccount(cedula);
            QTest::qWait(400); // the page reads its list and paints
            save(u"hub-%1-%2.png"_s.arg(m_window->currentPage()->key(), console::Language::word(code)));
        }
    }
    QVERIFY(m_window->currentPage()->title() == u"Balances"_s);
}

void ConsoleTest::closingTheWindowLosesNothing()
{
    QSignalSpy closed(m_window.get(), &console::MainWindow::closed);
    m_window->close();
    QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, 30'000);
    m_window.reset();
    m_client.reset();
    m_run->stop();
    const auto proof = hub::verifyLedger(m_folder.path());
    QVERIFY_OK(proof);
    QVERIFY2(proof->ok && proof->text.contains(u"2 postings"_s), qPrintable(proof->text));
}

void ConsoleTest::cleanupTestCase()
{
    m_window.reset();
    m_context.reset();
    m_client.reset();
    m_run.reset();
}

QTEST_MAIN(ConsoleTest)
#include "tst_console.moc"
