// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/balances/accountcard.h"
#include "console/balances/accountsmodel.h"
#include "console/balances/balancespage.h"
#include "console/balances/balancestext.h"
#include "console/balances/newaccountdialog.h"
#include "console/balances/sparkline.h"
#include "console/balances/statementmodel.h"
#include "console/balances/statementpane.h"
#include "console/listpage/emptystate.h"
#include "console/listpage/filterbar.h"
#include "console/listpage/listview.h"
#include "support/samplebank.h"
#include "support/screenshot.h"
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace console;
using namespace std::chrono_literals;
using Kind = contract::TransactionKind;

class BalancesPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void listsAccountsWithTheirAlerts();
    void aMovementChangesBalanceAndGlows();
    void reducedMotionDoesNotGlow();
    void theOrderHoldsUnderThePointer();
    void choosingReadsTheStatement();
    void theStatementLives();
    void walkingByArrowsReadsOnlyTheLast();
    void f4SearchesFromAnywhere();
    void theHubIsSearchedWhenNotAllIsHere();
    void anUnknownCedulaOffersAnAccount();
    void opensAccounts();
    void goesToAnAccountThatIsNotInTheList();
    void depositsThroughTheEntryStrip();
    void readersMayNotAct();
    void listAndFeedJoinWithoutGapOrRepeat();
    void aBrokenChainIsFlagged();
    void statusLineSaysWhetherTheBooksBalance();
    void anotherDayReadsAgain();
    void sparklineSteps_data();
    void sparklineSteps();
    void screenshots_data();
    void screenshots();

private:
    void open(Language::Code language = Language::Code::English, Theme::Mode mode = Theme::Mode::Light);
    QString cell(const QString &cedula, const QString &column) const
    {
        const int row = m_page->model()->rowOf(AccountRow::idOf(cedula, base::Currency::usd()));
        return m_page->model()
            ->index(row, m_page->model()->columnOf(column))
            .data()
            .toString()
            .replace(u'\u00a0', u' ');
    }
    double glow(const QString &cedula, const QString &column) const
    {
        const int row = m_page->model()->rowOf(AccountRow::idOf(cedula, base::Currency::usd()));
        return m_page->model()->index(row, m_page->model()->columnOf(column)).data(ListModel::GlowRole).toDouble();
    }
    void choose(const QString &cedula)
    {
        QVERIFY(m_page->list()->view()->selectId(AccountRow::idOf(cedula, base::Currency::usd())));
        m_stage->pass(100ms);
    }
    QString statement() const
    {
        QStringList folios;
        for (int row = 0; row < m_page->pane()->model()->rowCount(); ++row)
            folios << m_page->pane()->model()->at(row).folio;
        return folios.join(u' ');
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_page.get(), key, modifiers);
    }

    const QString ana = u"1350509525"_qs;
    const QString jose = u"0102030400"_qs;
    std::unique_ptr<support::ConsoleStage> m_stage;
    std::unique_ptr<BalancesPage> m_page;
};

void BalancesPageTest::init()
{
    m_stage = std::make_unique<support::ConsoleStage>();
    m_stage->hub.addAccount(ana, u"Ana Torres"_qs, 100'000);
    m_stage->hub.addAccount(jose, u"José Andrade"_qs, 5'000);
}

void BalancesPageTest::cleanup()
{
    m_page.reset();
    m_stage.reset();
}

void BalancesPageTest::open(Language::Code language, Theme::Mode mode)
{
    m_stage->language.set(language);
    m_stage->theme.set(mode);
    m_page = std::make_unique<BalancesPage>(m_stage->context, m_stage->delays.factory());
    m_page->restoreState();
    m_page->resize(1280, 720);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->activated();
}

void BalancesPageTest::listsAccountsWithTheirAlerts()
{
    open();
    QCOMPARE(m_page->model()->rowCount(), 2);
    QCOMPARE(m_page->model()->at(0).account.cedula, jose); // by cédula
    QCOMPARE(cell(ana, u"saldo"_qs), u"1,000.00 USD"_qs);
    QCOMPARE(cell(ana, u"alerta"_qs), QString());
    QCOMPARE(cell(jose, u"alerta"_qs), u"▼ Low"_qs); // sign and word, beside the colour
}

void BalancesPageTest::aMovementChangesBalanceAndGlows()
{
    open();
    m_stage->hub.move(jose, Kind::Deposit, 15'000);
    QCOMPARE(cell(jose, u"saldo"_qs), u"50.00 USD"_qs);
    m_stage->pass(100ms);
    QCOMPARE(cell(jose, u"saldo"_qs), u"200.00 USD"_qs);
    QCOMPARE(cell(jose, u"delta_hoy"_qs), u"+150.00 USD"_qs);
    QCOMPARE(cell(jose, u"alerta"_qs), QString()); // no longer low
    QVERIFY(glow(jose, u"saldo"_qs) > 0.5);
    QCOMPARE(glow(ana, u"saldo"_qs), 0.0);
    m_stage->pass(1100ms);
    QCOMPARE(glow(jose, u"saldo"_qs), 0.0);
    QVERIFY(m_stage->delays.pending() <= 1); // the glow's steps ended too
}

void BalancesPageTest::reducedMotionDoesNotGlow()
{
    m_stage->settings.setFlag(u"shell/reduced_motion"_qs, true);
    open();
    m_stage->hub.move(jose, Kind::Deposit, 15'000);
    m_stage->pass(100ms);
    QCOMPARE(glow(jose, u"saldo"_qs), 0.0);
    QCOMPARE(cell(jose, u"saldo"_qs), u"200.00 USD"_qs);
}

void BalancesPageTest::theOrderHoldsUnderThePointer()
{
    open();
    m_page->list()->view()->sortByColumn(m_page->model()->columnOf(u"saldo"_qs), Qt::AscendingOrder);
    QCOMPARE(m_page->model()->at(0).account.cedula, jose);
    QEnterEvent enter({}, {}, {});
    QApplication::sendEvent(m_page->list()->view(), &enter);
    m_stage->hub.move(jose, Kind::Deposit, 500'000);
    m_stage->pass(100ms);
    QCOMPARE(m_page->model()->at(0).account.cedula, jose); // where the pointer may be about to click
    QCOMPARE(cell(jose, u"saldo"_qs), u"5,050.00 USD"_qs);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(m_page->list()->view(), &leave);
    QCOMPARE(m_page->model()->at(0).account.cedula, ana);
}

void BalancesPageTest::choosingReadsTheStatement()
{
    m_stage->hub.move(ana, Kind::Deposit, 15'000);
    m_stage->hub.move(jose, Kind::Deposit, 100);
    m_stage->hub.move(ana, Kind::Withdrawal, 5'000);
    open();
    choose(ana);
    QCOMPARE(statement(), u"000003 000001"_qs);
    QCOMPARE(m_page->pane()->card()->balanceText().replace(u'\u00a0', u' '), u"1,100.00 USD"_qs);
    const StatementModel *model = m_page->pane()->model();
    const auto text = [model](int row, const QString &column) {
        return model->index(row, model->columnOf(column)).data().toString().replace(u'\u00a0', u' ');
    };
    QCOMPARE(text(0, u"debe"_qs), u"50.00"_qs);
    QCOMPARE(model->headerData(model->columnOf(u"debe"_qs), Qt::Horizontal).toString(), u"Debit USD"_qs); // M17
    QCOMPARE(text(0, u"haber"_qs), QString());
    QCOMPARE(text(0, u"saldo"_qs), u"1,100.00"_qs);
    QCOMPARE(text(1, u"haber"_qs), u"150.00"_qs);
}

void BalancesPageTest::theStatementLives()
{
    open();
    choose(ana);
    QCOMPARE(statement(), QString());
    m_stage->hub.move(ana, Kind::Deposit, 15'000);
    m_stage->hub.move(jose, Kind::Deposit, 100); // another's
    m_stage->pass(100ms);
    QCOMPARE(statement(), u"000001"_qs);
    QCOMPARE(m_page->pane()->card()->balanceText().replace(u'\u00a0', u' '), u"1,150.00 USD"_qs);
}

void BalancesPageTest::walkingByArrowsReadsOnlyTheLast()
{
    support::fillWithSamples(*m_stage, 20);
    open();
    m_page->list()->view()->setFocus();
    m_page->list()->view()->selectId(m_page->model()->idAt(0));
    for (int i = 0; i < 8; ++i)
        press(Qt::Key_Down);
    m_stage->pass(100ms);
    QCOMPARE(m_stage->hub.calls.count(u"statement"_qs), 1);
    QCOMPARE(m_page->pane()->account()->id(), m_page->model()->idAt(8));
}

void BalancesPageTest::f4SearchesFromAnywhere()
{
    open();
    QSignalSpy front(m_page.get(), &Page::activationRequested);
    m_page->list()->view()->setFocus();
    press(Qt::Key_F4);
    QCOMPARE(front.size(), 1);
    QCOMPARE(QApplication::focusWidget(), m_page->list()->filterBar()->field());
    QTest::keyClicks(QApplication::focusWidget(), u"jose"_qs); // without the accent
    m_stage->pass(150ms);
    QCOMPARE(m_page->model()->rowCount(), 1);
    QCOMPARE(m_page->model()->at(0).account.cedula, jose);
}

void BalancesPageTest::theHubIsSearchedWhenNotAllIsHere()
{
    for (int i = 0; i < 600; ++i)
        m_stage->hub.addAccount(QString::number(2'000'000'000 + i), u"Cliente %1"_qs.arg(i), 20'000);
    open();
    QCOMPARE(m_page->model()->total(), 500);
    m_page->list()->filterBar()->setText(u"2000000590"_qs); // on no page that was read
    QCOMPARE(m_page->model()->rowCount(), 1);
    QCOMPARE(m_page->model()->at(0).account.holderName, u"Cliente 590"_qs);
    m_stage->hub.move(u"2000000590"_qs, Kind::Deposit, 100);
    m_stage->pass(100ms);
    QCOMPARE(cell(u"2000000590"_qs, u"saldo"_qs), u"201.00 USD"_qs); // it lives like the others
}

void BalancesPageTest::anUnknownCedulaOffersAnAccount()
{
    open();
    m_page->list()->filterBar()->setText(u"1712345675"_qs);
    auto *empty = m_page->list()->findChild<EmptyState *>();
    QVERIFY(empty->isVisible());
    QCOMPARE(empty->sentence(), u"There is no account \"1712345675\""_qs);
    QTest::mouseClick(empty->button(), Qt::LeftButton);
    auto *dialog = m_page->findChild<NewAccountDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"newCedulaField"_qs)->text(), u"1712345675"_qs);
    dialog->reject();
    m_page->list()->filterBar()->setText(u"nobody"_qs); // a name is no cédula to open
    QCOMPARE(empty->button()->text(), u"Clear filter"_qs);
}

void BalancesPageTest::opensAccounts()
{
    open();
    QSignalSpy toasts(m_page.get(), &Page::toastRequested);
    press(Qt::Key_N, Qt::ControlModifier);
    auto *dialog = m_page->findChild<NewAccountDialog *>();
    QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
    auto *cedula = dialog->findChild<QLineEdit *>(u"newCedulaField"_qs);
    QTest::keyClicks(cedula, ana);
    QTest::keyClick(cedula, Qt::Key_Return);
    const auto labels = dialog->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
                        [](QLabel *l) { return l->text() == u"This cédula has an account already."; }));
    QVERIFY(dialog->isVisible());
    cedula->clear();
    QTest::keyClicks(cedula, u"1712345675"_qs);
    QTest::keyClick(cedula, Qt::Key_Return);
    m_stage->pass(100ms);
    QCOMPARE(m_page->model()->rowCount(), 3);
    QCOMPARE(m_page->pane()->account()->account.cedula, u"1712345675"_qs); // chosen at once
    QCOMPARE(toasts.size(), 1);
}

void BalancesPageTest::goesToAnAccountThatIsNotInTheList()
{
    for (int i = 0; i < 600; ++i)
        m_stage->hub.addAccount(QString::number(2'000'000'000 + i), u"Cliente %1"_qs.arg(i), 20'000);
    open();
    m_page->list()->filterBar()->setText(u"jose"_qs);
    m_page->showAccount(u"2000000590"_qs);
    QCOMPARE(m_page->pane()->account()->account.cedula, u"2000000590"_qs);
    QCOMPARE(m_page->list()->view()->selectedIds(), QStringList{u"2000000590/USD"_qs});
}

void BalancesPageTest::depositsThroughTheEntryStrip()
{
    open();
    choose(jose);
    QSignalSpy wanted(m_page.get(), &BalancesPage::operationWanted);
    const auto buttons = m_page->pane()->card()->findChildren<QPushButton *>();
    QTest::mouseClick(buttons.at(1), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<contract::TransactionKind>(), Kind::Withdrawal);
    QCOMPARE(wanted[0][1].toString(), jose);
}

void BalancesPageTest::readersMayNotAct()
{
    m_stage->hub.signedIn.role = client::Role::Auditor;
    open();
    choose(jose);
    for (QPushButton *button : m_page->pane()->card()->findChildren<QPushButton *>())
        QVERIFY(!button->isVisible());
    press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(!m_page->findChild<NewAccountDialog *>());
}

void BalancesPageTest::listAndFeedJoinWithoutGapOrRepeat()
{
    m_stage->hub.held = true;
    open();
    m_stage->hub.move(jose, Kind::Deposit, 100); // in the page and in the feed
    m_stage->hub.release();
    m_stage->hub.move(jose, Kind::Deposit, 200);
    m_stage->pass(100ms);
    QCOMPARE(cell(jose, u"saldo"_qs), u"53.00 USD"_qs);
    QCOMPARE(cell(jose, u"delta_hoy"_qs), u"+3.00 USD"_qs); // each once
    QCOMPARE(cell(jose, u"alerta"_qs), u"▼ Low"_qs);        // and no mismatch
}

void BalancesPageTest::aBrokenChainIsFlagged()
{
    open();
    m_stage->hub.feeds = false;
    m_stage->hub.move(ana, Kind::Deposit, 100); // never told
    m_stage->hub.feeds = true;
    m_stage->hub.move(ana, Kind::Deposit, 100);
    m_stage->pass(100ms);
    QCOMPARE(cell(ana, u"alerta"_qs), u"✖ Mismatch"_qs);
    m_page->reload();
    QCOMPARE(cell(ana, u"alerta"_qs), QString());
}

void BalancesPageTest::statusLineSaysWhetherTheBooksBalance()
{
    open();
    const QString when = DisplayFormat(m_stage->language, m_stage->clock).clockTime(m_stage->hub.now);
    const QString balanced =
        u"2 accounts · total 1,050.00\u00a0USD · 1 with a low balance · balanced ✔ "_qs + when; // M16, M17
    QCOMPARE(m_page->statusText(), balanced);
    contract::Summary summary;
    summary.accounts = 1;
    summary.totals = {support::FakeHubClient::usd(100), *base::Money::fromMinor(700, base::Currency::bob())};
    const QString text = BalancesText::of(summary, DisplayFormat(m_stage->language, m_stage->clock));
    QVERIFY2(text.contains(u"1 account · total 1.00\u00a0USD + 7.00\u00a0BOB"_qs), qPrintable(text));
    QVERIFY2(text.contains(u"NOT balanced ✖"_qs), qPrintable(text));
}

void BalancesPageTest::anotherDayReadsAgain()
{
    open();
    const auto reads = [this] { return m_stage->hub.calls.count(u"accounts"_qs); };
    m_page->activated();
    QCOMPARE(reads(), 1);
    m_stage->clock.advance(24h);
    m_page->activated();
    QCOMPARE(reads(), 2);
}

void BalancesPageTest::sparklineSteps_data()
{
    QTest::addColumn<QList<qint64>>("daysAgo");
    QTest::addColumn<QList<qint64>>("credits");
    QTest::addColumn<QList<qint64>>("expected");
    QTest::newRow("no line, no step") << QList<qint64>{} << QList<qint64>{} << QList<qint64>{};
    QTest::newRow("what was there before the first line")
        << QList<qint64>{5} << QList<qint64>{100} << QList<qint64>{0, 100};
    QTest::newRow("several, given newest first")
        << QList<qint64>{1, 3, 5} << QList<qint64>{1, 10, 100} << QList<qint64>{0, 100, 110, 111};
    QTest::newRow("what is older only sets the start")
        << QList<qint64>{5, 40} << QList<qint64>{10, 100} << QList<qint64>{100, 110};
    QTest::newRow("only older ones: a flat line needs one point")
        << QList<qint64>{40} << QList<qint64>{100} << QList<qint64>{100};
}

void BalancesPageTest::sparklineSteps()
{
    QFETCH(QList<qint64>, daysAgo);
    QFETCH(QList<qint64>, credits);
    QFETCH(QList<qint64>, expected);
    const base::UtcMs now{1'705'347'000'000};
    std::vector<contract::StatementEntry> entries;
    qint64 balance = 0;
    for (qsizetype i = daysAgo.size() - 1; i >= 0; --i) {
        contract::StatementEntry entry;
        entry.id = 100 - i;
        entry.at = {now.value - daysAgo[i] * 24 * 3600 * 1000};
        entry.credit = support::FakeHubClient::usd(credits[i]);
        balance += credits[i];
        entry.balance = support::FakeHubClient::usd(balance);
        entries.insert(entries.begin(), entry);
    }
    QList<qint64> minor;
    for (const Sparkline::Point &point : Sparkline::pointsOf(entries, now))
        minor << point.minor;
    QCOMPARE(minor, expected);
}

void BalancesPageTest::screenshots_data()
{
    QTest::addColumn<Language::Code>("language");
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("balances-es-light") << Language::Code::Spanish << Theme::Mode::Light;
    QTest::newRow("balances-es-dark") << Language::Code::Spanish << Theme::Mode::Dark;
    QTest::newRow("balances-en-light") << Language::Code::English << Theme::Mode::Light;
    QTest::newRow("balances-en-dark") << Language::Code::English << Theme::Mode::Dark;
}

void BalancesPageTest::screenshots()
{
    QFETCH(Language::Code, language);
    QFETCH(Theme::Mode, mode);
    support::fillWithSamples(*m_stage, 160);
    qint64 day = 28; // a month of movements for the one that is chosen
    for (contract::Transaction &t : m_stage->hub.posted) {
        if (t.cedula == ana && day > 0)
            t.at.value -= day * 24 * 3600 * 1000, day -= 2;
    }
    open(language, mode);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    QVERIFY(support::saveScreenshot(*m_page, name + u"-start"));
    choose(ana);
    m_stage->hub.move(u"0912345675"_qs, Kind::Deposit, 25'000);
    m_stage->pass(120ms);
    QVERIFY(support::saveScreenshot(*m_page, name));
    m_page->list()->filterBar()->setText(u"1799999999"_qs);
    QVERIFY(support::saveScreenshot(*m_page, name + u"-notfound"));
}

QTEST_MAIN(BalancesPageTest)
#include "tst_balancespage.moc"
