// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/balances/newaccountdialog.h"
#include "console/listpage/filterbar.h"
#include "console/listpage/listview.h"
#include "console/listpage/noticestrip.h"
#include "console/transactions/bankwords.h"
#include "console/transactions/entrystrip.h"
#include "console/transactions/summarywatch.h"
#include "console/transactions/totalstext.h"
#include "console/transactions/transactiondetail.h"
#include "console/transactions/transactionsmodel.h"
#include "console/transactions/transactionspage.h"
#include "support/samplebank.h"
#include "support/screenshot.h"
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace console;
using namespace std::chrono_literals;
using Kind = contract::TransactionKind;

class TransactionsPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void listsTheLedgerNewestFirst();
    void aDepositByKeysIsARowAndATotal();
    void movementsOfOthersArrive();
    void listAndFeedJoinWithoutGapOrRepeat();
    void aResyncReadsAgain();
    void olderMovementsComeWhenScrolled();
    void aFailedReadKeepsTheRowsAndRetries();
    void aCutConnectionGreysTheRows();
    void createsTheMissingAccount();
    void keysWorkFromAnywhere();
    void chipsFilterByKindAndChannel();
    void totalsFollowTheFilter();
    void currenciesAreNeverAdded();
    void aRowOpensItsDetail();
    void goesToTheAccount();
    void readersHaveNoStrip();
    void hundredsOfMovementsASecondAreCounted();
    void fiftyThousandMovementsStayFast();
    void screenshots_data();
    void screenshots();

private:
    void open(Language::Code language = Language::Code::English, Theme::Mode mode = Theme::Mode::Light);
    QString status() const { return m_page->statusText().replace(u'\u00a0', u' '); }
    QString cell(int row, const QString &column) const
    {
        return m_page->model()
            ->index(row, m_page->model()->columnOf(column))
            .data()
            .toString()
            .replace(u'\u00a0', u' ');
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_page.get(), key, modifiers);
    }
    void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }

    std::unique_ptr<support::ConsoleStage> m_stage;
    std::unique_ptr<TransactionsPage> m_page;
};

void TransactionsPageTest::init()
{
    m_stage = std::make_unique<support::ConsoleStage>();
    m_stage->hub.addAccount(u"1350509525"_qs, u"Ana Torres"_qs, 100'000);
    m_stage->hub.addAccount(u"0102030400"_qs, u"José Andrade"_qs, 5'000);
}

void TransactionsPageTest::cleanup()
{
    m_page.reset();
    m_stage.reset();
}

void TransactionsPageTest::open(Language::Code language, Theme::Mode mode)
{
    m_stage->language.set(language);
    m_stage->theme.set(mode);
    m_page = std::make_unique<TransactionsPage>(m_stage->context, m_stage->delays.factory());
    m_page->restoreState();
    m_page->resize(1280, 720);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->activated();
}

void TransactionsPageTest::listsTheLedgerNewestFirst()
{
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 15'000);
    m_stage->hub.move(u"0102030400"_qs, Kind::Withdrawal, 2'000, contract::Channel::Socket);
    open();
    QCOMPARE(m_page->model()->rowCount(), 2);
    QCOMPARE(cell(0, u"tipo"_qs), u"▼ Withdrawal"_qs);
    QCOMPARE(cell(0, u"monto"_qs), u"20.00 USD"_qs);
    QCOMPARE(cell(0, u"saldo_nuevo"_qs), u"30.00 USD"_qs);
    QCOMPARE(cell(0, u"canal"_qs), u"Socket"_qs);
    QCOMPARE(cell(1, u"tipo"_qs), u"▲ Deposit"_qs);
    QCOMPARE(cell(1, u"cedula"_qs), u"1350509525"_qs);
    QCOMPARE(cell(1, u"folio"_qs), u"000001"_qs);
}

void TransactionsPageTest::aDepositByKeysIsARowAndATotal()
{
    open();
    QSignalSpy toasts(m_page.get(), &Page::toastRequested);
    QCOMPARE(status(), u"Today: 0 mov. · +0.00 · 0.00 · net 0.00 USD · till 0.00 USD · Caja 1 open"_qs);
    press(Qt::Key_F2);
    type(u"1350509525"_qs);
    press(Qt::Key_Return);
    type(u"150"_qs);
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    m_stage->pass(100ms);
    QCOMPARE(m_page->model()->rowCount(), 1);
    QCOMPARE(cell(0, u"monto"_qs), u"150.00 USD"_qs);
    QCOMPARE(cell(0, u"saldo_nuevo"_qs), u"1,150.00 USD"_qs);
    QCOMPARE(cell(0, u"canal"_qs), u"Till"_qs);
    QCOMPARE(toasts.size(), 1);
    m_stage->pass(500ms);
    QCOMPARE(status(), u"Today: 1 mov. · +150.00 · 0.00 · net +150.00 USD · till 150.00 USD · Caja 1 open"_qs);
    press(Qt::Key_F3);
    type(u"1350509525"_qs);
    press(Qt::Key_Return);
    type(u"20.5"_qs);
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    m_stage->pass(600ms);
    QCOMPARE(m_page->model()->rowCount(), 2);
    QCOMPARE(status(), u"Today: 2 mov. · +150.00 · \u221220.50 · net +129.50 USD · till 129.50 USD · Caja 1 open"_qs);
}

void TransactionsPageTest::movementsOfOthersArrive()
{
    open();
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 100, contract::Channel::Rest);
    QCOMPARE(m_page->model()->rowCount(), 0);
    m_stage->pass(100ms); // with the tick
    QCOMPARE(m_page->model()->rowCount(), 1);
    QCOMPARE(cell(0, u"canal"_qs), u"REST"_qs);
}

void TransactionsPageTest::listAndFeedJoinWithoutGapOrRepeat()
{
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 100);
    m_stage->hub.held = true;
    open();
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 200); // in the page *and* in the feed
    m_stage->hub.release();
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 300);
    m_stage->pass(100ms);
    QCOMPARE(m_page->model()->rowCount(), 3);
    QCOMPARE(cell(0, u"monto"_qs), u"3.00 USD"_qs);
    QCOMPARE(cell(2, u"monto"_qs), u"1.00 USD"_qs);
}

void TransactionsPageTest::aResyncReadsAgain()
{
    open();
    m_stage->hub.feeds = false; // these are missed for good
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 100);
    m_stage->hub.feeds = true;
    Q_EMIT m_stage->hub.resyncNeeded(u"e2"_qs, m_stage->hub.seq);
    m_page->reload(); // as the shell does
    QCOMPARE(m_page->model()->rowCount(), 1);
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 200);
    m_stage->pass(100ms);
    QCOMPARE(m_page->model()->rowCount(), 2);
}

void TransactionsPageTest::olderMovementsComeWhenScrolled()
{
    support::fillWithSamples(*m_stage, 1100);
    open();
    QCOMPARE(m_page->model()->rowCount(), 500);
    QScrollBar *bar = m_page->list()->view()->verticalScrollBar();
    (void)m_page->list()->view()->isScrolledAway(); // lays out
    bar->setValue(bar->maximum());
    QCOMPARE(m_page->model()->rowCount(), 1000);
    (void)m_page->list()->view()->isScrolledAway();
    bar->setValue(bar->maximum());
    QCOMPARE(m_page->model()->rowCount(), 1100);
    QCOMPARE(cell(1099, u"folio"_qs), u"000001"_qs);
    for (int row = 1; row < 1100; ++row) // each once, in order
        QCOMPARE(m_page->model()->at(row).id, m_page->model()->at(row - 1).id - 1);
}

void TransactionsPageTest::aFailedReadKeepsTheRowsAndRetries()
{
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 100);
    open();
    m_stage->hub.failNext(u"transactions"_qs, base::ErrorCode::Unavailable);
    m_page->reload();
    auto *strip = m_page->list()->findChild<NoticeStrip *>();
    QVERIFY(strip->isVisible());
    QVERIFY(strip->text().startsWith(u"The movements could not be read."_qs));
    QCOMPARE(m_page->model()->rowCount(), 1);
    QTest::mouseClick(strip->findChild<QPushButton *>(), Qt::LeftButton); // Retry
    QVERIFY(!strip->isVisible());
    QVERIFY(!m_page->list()->isStale());
}

void TransactionsPageTest::aCutConnectionGreysTheRows()
{
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 100);
    open();
    m_stage->hub.setLink(client::LinkState::Lost);
    QCOMPARE(m_page->model()->rowCount(), 1);
    QVERIFY(!m_page->entryStrip()->findChild<QPushButton *>(u"confirmButton"_qs)->isEnabled());
    m_stage->hub.setLink(client::LinkState::Live);
    QVERIFY(!m_page->list()->isStale());
}

void TransactionsPageTest::createsTheMissingAccount()
{
    open();
    press(Qt::Key_F2);
    type(u"1712345675"_qs);
    m_stage->pass(200ms);
    press(Qt::Key_Return);
    press(Qt::Key_Return); // the button that the focus went to
    auto *dialog = m_page->findChild<NewAccountDialog *>();
    QVERIFY(dialog);
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"newNameField"_qs), u"Luis  Vera "_qs);
    QTest::keyClick(dialog->findChild<QLineEdit *>(u"newNameField"_qs), Qt::Key_Return);
    QCOMPARE(m_stage->hub.accountsByCedula.at(u"1712345675"_qs).holderName, u"Luis Vera"_qs);
    QCOMPARE(m_page->entryStrip()->findChild<QLineEdit *>(u"cedulaField"_qs)->text(), u"1712345675"_qs);
}

void TransactionsPageTest::keysWorkFromAnywhere()
{
    open();
    QSignalSpy front(m_page.get(), &Page::activationRequested);
    m_page->list()->view()->setFocus();
    press(Qt::Key_F3);
    QCOMPARE(front.size(), 1);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"cedulaField"_qs);
    QVERIFY(m_page->entryStrip()->findChild<QPushButton *>(u"withdrawalButton"_qs)->isChecked());
    press(Qt::Key_F9);
    QVERIFY(m_page->list()->isPaused());
    press(Qt::Key_F9);
    QVERIFY(!m_page->list()->isPaused());
    m_page->focusFilter();
    QCOMPARE(QApplication::focusWidget(), m_page->list()->filterBar()->field());
}

void TransactionsPageTest::chipsFilterByKindAndChannel()
{
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 100, contract::Channel::Till);
    m_stage->hub.move(u"1350509525"_qs, Kind::Withdrawal, 50, contract::Channel::Till);
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 100, contract::Channel::Rest);
    open();
    const auto chip = [this](const char *name) {
        QTest::mouseClick(m_page->findChild<QToolButton *>(u"chip_"_qs + QString::fromLatin1(name)), Qt::LeftButton);
    };
    chip("deposits");
    QCOMPARE(m_page->model()->rowCount(), 2);
    m_page->model()->setChipActive(u"CAJA"_qs, true); // the menu itself: tst_chips
    QCOMPARE(m_page->model()->rowCount(), 1);
    m_page->model()->setChipActive(u"REST"_qs, true); // one group widens
    QCOMPARE(m_page->model()->rowCount(), 2);
    chip("yesterday");
    QCOMPARE(m_page->model()->rowCount(), 0);
    chip("today");
    QCOMPARE(m_page->model()->rowCount(), 2);
    QCOMPARE(m_page->list()->filterBar()->countText(), u"2 of 3"_qs);
}

void TransactionsPageTest::totalsFollowTheFilter()
{
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 15'000);
    m_stage->hub.move(u"0102030400"_qs, Kind::Withdrawal, 2'000);
    open();
    m_page->list()->filterBar()->setText(u"1350509525"_qs);
    QCOMPARE(status(), u"Filter: 1 mov. · +150.00 · 0.00 · net +150.00 USD"_qs);
    m_page->list()->filterBar()->setText(u"nobody"_qs);
    QCOMPARE(status(), u"Filter: no movement"_qs);
}

void TransactionsPageTest::currenciesAreNeverAdded()
{
    contract::Transaction dollars;
    dollars.id = 1;
    dollars.amount = support::FakeHubClient::usd(100);
    contract::Transaction bolivianos;
    bolivianos.id = 2;
    bolivianos.amount = *base::Money::fromMinor(700, base::Currency::bob());
    const DisplayFormat format(m_stage->language, m_stage->clock);
    TransactionsModel model(format);
    model.replaceAll({dollars, bolivianos});
    const QString text = TotalsText::shown(model, format);
    QVERIFY2(text.contains(u"net +1.00\u00a0USD"_qs) && text.contains(u"net +7.00\u00a0BOB"_qs),
             qPrintable(text)); // M17
}

void TransactionsPageTest::aRowOpensItsDetail()
{
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 15'000);
    m_stage->hub.move(u"0102030400"_qs, Kind::Deposit, 100);
    open();
    QVERIFY(!m_page->detail()->isVisible());
    m_page->list()->view()->selectId(u"1"_qs);
    press(Qt::Key_Escape);
    m_page->list()->view()->setFocus();
    m_page->list()->view()->selectId(u"1"_qs);
    press(Qt::Key_Return);
    QVERIFY(m_page->detail()->isVisible());
    QCOMPARE(m_page->detail()->transaction()->id, 1);
    press(Qt::Key_Up);
    QCOMPARE(m_page->detail()->transaction()->id, 2); // follows the cursor
    press(Qt::Key_Escape);
    QVERIFY(!m_page->detail()->isVisible());
    QVERIFY(!m_page->list()->view()->selectionModel()->hasSelection());
}

void TransactionsPageTest::goesToTheAccount()
{
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 15'000);
    open();
    QSignalSpy wanted(m_page.get(), &TransactionsPage::accountWanted);
    m_page->list()->view()->setFocus();
    m_page->list()->view()->selectId(u"1"_qs);
    press(Qt::Key_Return);
    QTest::mouseClick(m_page->detail()->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].toString(), u"1350509525"_qs);
}

void TransactionsPageTest::readersHaveNoStrip()
{
    m_stage->hub.signedIn.role = client::Role::Auditor;
    open();
    QVERIFY(!m_page->entryStrip()->isVisible());
    press(Qt::Key_F2);
    QVERIFY(m_stage->hub.keysSeen.empty());
}

void TransactionsPageTest::hundredsOfMovementsASecondAreCounted()
{
    open();
    QSignalSpy inserted(m_page->model(), &QAbstractItemModel::rowsInserted);
    for (int second = 0; second < 10; ++second) {
        for (int i = 0; i < 50; ++i)
            m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 100);
        m_stage->pass(100ms);
    }
    QCOMPARE(m_page->model()->rowCount(), 500);
    QCOMPARE(inserted.size(), 10);
    const auto asked = m_stage->hub.calls.count(u"summary"_qs);
    QVERIFY2(asked <= 4, qPrintable(QString::number(asked)));
}

void TransactionsPageTest::fiftyThousandMovementsStayFast()
{
    open();
    std::vector<contract::Transaction> rows;
    for (int n = ListModel::defaultCap; n > 0; --n) {
        contract::Transaction t;
        t.id = 1'000'000 + n; // none of those that the hub will give
        t.seq = n;
        t.folio = QString::number(n).rightJustified(6, u'0');
        t.cedula = QString::number(1'000'000'000 + n * 7919 % 9973);
        t.holderName = u"María Núñez %1"_qs.arg(n % 311);
        t.amount = support::FakeHubClient::usd(n * 31 % 99'991 + 1);
        t.balanceAfter = support::FakeHubClient::usd(n * 17);
        t.kind = n % 3 ? Kind::Deposit : Kind::Withdrawal;
        t.at = m_stage->hub.now;
        t.localTime = u"2024-01-15T14:30:00"_qs;
        t.user = u"ana"_qs;
        rows.push_back(t);
    }
    QElapsedTimer timer;
    qint64 worst = 0;
    const auto measure = [&](const char *what, const std::function<void()> &work) {
        timer.start();
        work();
        QApplication::processEvents(); // and painted
        const qint64 us = timer.nsecsElapsed() / 1000;
        worst = std::max(worst, us);
        qInfo("%-42s %7.1f ms", what, static_cast<double>(us) / 1000.0);
    };
    TransactionsModel &model = *m_page->model();
    measure("read 50,000 movements", [&] { model.replaceAll(std::move(rows)); });
    FilterBar *filter = m_page->list()->filterBar();
    measure("filter 1 letter, to paint", [&] { filter->setText(u"4"_qs); });
    measure("filter 4 letters, to paint", [&] { filter->setText(u"4210"_qs); });
    measure("filter two words, to paint", [&] { filter->setText(u"nunez retiro"_qs); });
    measure("filter cleared, to paint", [&] { filter->clear(); });
    measure("sort by amount, to paint", [&] { m_page->list()->view()->sortByShown(4); });
    measure("natural order again, to paint", [&] { m_page->list()->view()->sortByColumn(-1, Qt::AscendingOrder); });
    for (int n = 1; n <= 500; ++n)
        m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 100);
    measure("a tick of 500 movements, to paint", [&] { m_stage->pass(100ms); });
    QCOMPARE(model.total(), ListModel::defaultCap);
    QVERIFY(model.trimmed() > 0);
    QVERIFY2(worst < 10'000'000, qPrintable(QString::number(worst))); // wide: a sanitizer and a busy machine are slow
}

void TransactionsPageTest::screenshots_data()
{
    QTest::addColumn<Language::Code>("language");
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("transactions-es-light") << Language::Code::Spanish << Theme::Mode::Light;
    QTest::newRow("transactions-es-dark") << Language::Code::Spanish << Theme::Mode::Dark;
    QTest::newRow("transactions-en-light") << Language::Code::English << Theme::Mode::Light;
    QTest::newRow("transactions-en-dark") << Language::Code::English << Theme::Mode::Dark;
}

void TransactionsPageTest::screenshots()
{
    QFETCH(Language::Code, language);
    QFETCH(Theme::Mode, mode);
    support::fillWithSamples(*m_stage);
    open(language, mode);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    press(Qt::Key_F2);
    type(u"1350509525"_qs);
    press(Qt::Key_Return);
    type(u"150"_qs);
    QVERIFY(support::saveScreenshot(*m_page, name));
    m_page->list()->view()->setFocus();
    m_page->list()->view()->selectId(m_page->model()->idAt(3));
    press(Qt::Key_Return);
    for (int i = 0; i < 7; ++i)
        m_stage->hub.move(u"0912345675"_qs, Kind::Deposit, 2'500);
    m_page->startOperation(Kind::Withdrawal, u"0805678901"_qs);
    type(u"2.000"_qs);
    m_stage->pass(600ms);
    QVERIFY(support::saveScreenshot(*m_page, name + u"-detail"));
    m_page->list()->filterBar()->setText(u"zzz"_qs);
    m_page->list()->setFailed(u"x"_qs, u"y"_qs);
    QVERIFY(support::saveScreenshot(*m_page, name + u"-empty"));
}

QTEST_MAIN(TransactionsPageTest)
#include "tst_transactionspage.moc"
