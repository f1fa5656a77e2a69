// SPDX-License-Identifier: GPL-3.0-or-later
// The chips above the movements by keys alone: groups, counts, menus, ranges, and what the hub is asked for.
#include "console/listpage/chiprow.h"
#include "console/listpage/filterbar.h"
#include "console/listpage/flowlayout.h"
#include "console/listpage/listview.h"
#include "console/listpage/rangepopup.h"
#include "console/transactions/transactionsmodel.h"
#include "console/transactions/transactionspage.h"
#include "support/samplebank.h"
#include "support/screenshot.h"
#include <QApplication>
#include <QDateEdit>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

using namespace console;
using namespace std::chrono_literals;
using Kind = contract::TransactionKind;

class ChipsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aCountStandsOnEachChip();
    void countsFollowTheOtherGroupsAndTheText();
    void theChannelMenuTicksSeveralByKeys();
    void aUserThatAppearsGetsAChip();
    void daysAreAskedFor();
    void amountsAreAskedFor_data();
    void amountsAreAskedFor();
    void whatIsNoAmountIsSaid();
    void escapeClearsAllOfIt();
    void olderRowsAreLookedForAtTheHub();
    void chipsGoOnInTheNextLine();
    void screenshots_data();
    void screenshots();

private:
    void open();
    QToolButton *chip(const char *name) const
    {
        return m_page->findChild<QToolButton *>(u"chip_"_qs + QString::fromLatin1(name));
    }
    /// With Tab and blank, as a person without a mouse does.
    void pressChip(const char *name)
    {
        chip(name)->setFocus(Qt::TabFocusReason);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    }
    QWidget *popup() const { return QApplication::activePopupWidget(); }
    void settle() { m_stage->pass(300ms); }

    std::unique_ptr<support::ConsoleStage> m_stage;
    std::unique_ptr<TransactionsPage> m_page;
};

void ChipsTest::init()
{
    m_stage = std::make_unique<support::ConsoleStage>();
    m_stage->hub.addAccount(u"1350509525"_qs, u"Ana Torres"_qs, 100'000);
    m_stage->hub.addAccount(u"0102030400"_qs, u"José Andrade"_qs, 50'000);
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 10'000, contract::Channel::Till);
    m_stage->hub.move(u"1350509525"_qs, Kind::Withdrawal, 5'000, contract::Channel::Till);
    m_stage->hub.move(u"0102030400"_qs, Kind::Deposit, 25'000, contract::Channel::Rest);
    m_stage->hub.posted.back().user = u"api-erp"_qs;
    m_stage->hub.move(u"0102030400"_qs, Kind::Deposit, 123'450, contract::Channel::Qr);
    m_stage->hub.posted.back().user = u"qr"_qs;
}

void ChipsTest::cleanup()
{
    m_page.reset();
    m_stage.reset();
}

void ChipsTest::open()
{
    m_page = std::make_unique<TransactionsPage>(m_stage->context, m_stage->delays.factory());
    m_page->restoreState();
    m_page->resize(1280, 720);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->activated();
    settle();
}

void ChipsTest::aCountStandsOnEachChip()
{
    open();
    QCOMPARE(chip("deposits")->text(), u"Deposits  3"_qs);
    QCOMPARE(chip("withdrawals")->text(), u"Withdrawals  1"_qs);
    QCOMPARE(chip("yesterday")->text(), u"Yesterday  0"_qs);
    QCOMPARE(chip("deposits")->accessibleName(), u"Filter: Deposits  3"_qs);
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 100);
    settle();
    settle();
    QCOMPARE(chip("deposits")->text(), u"Deposits  4"_qs);
}

void ChipsTest::countsFollowTheOtherGroupsAndTheText()
{
    open();
    pressChip("withdrawals");
    settle();
    QCOMPARE(m_page->model()->rowCount(), 1);
    QCOMPARE(chip("deposits")->text(), u"Deposits  3"_qs); // its own group does not narrow it
    QCOMPARE(chip("today")->text(), u"Today  1"_qs);       // other groups do
    m_page->list()->filterBar()->setText(u"0102030400"_qs);
    settle();
    QCOMPARE(chip("deposits")->text(), u"Deposits  2"_qs);
    QCOMPARE(chip("withdrawals")->text(), u"Withdrawals  0"_qs);
}

void ChipsTest::theChannelMenuTicksSeveralByKeys()
{
    open();
    pressChip("channel");
    auto *menu = qobject_cast<QMenu *>(popup());
    QVERIFY(menu);
    QVERIFY(!chip("channel")->isChecked()); // the press itself ticks nothing
    QCOMPARE(menu->actions().size(), 4);
    QCOMPARE(menu->actions().constFirst()->text(), u"Till  2"_qs);
    QTest::keyClick(menu, Qt::Key_Space);
    QVERIFY(menu->isVisible()); // several may be ticked
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Space);
    QTest::keyClick(menu, Qt::Key_Escape);
    QVERIFY(!popup());
    QCOMPARE(m_page->model()->rowCount(), 3);
    QVERIFY(chip("channel")->isChecked());
    QCOMPARE(chip("channel")->text(), u"Channel: Till, REST ▾"_qs);
    pressChip("deposits"); // groups narrow
    QCOMPARE(m_page->model()->rowCount(), 2);
}

void ChipsTest::aUserThatAppearsGetsAChip()
{
    open();
    pressChip("user");
    auto *menu = qobject_cast<QMenu *>(popup());
    QVERIFY(menu);
    QStringList users;
    for (const QAction *action : menu->actions())
        users << action->text().section(u' ', 0, 0);
    users.sort();
    QCOMPARE(users, (QStringList{u"ana"_qs, u"api-erp"_qs, u"qr"_qs}));
    QTest::keyClick(menu, Qt::Key_Escape);
    m_stage->hub.signedIn.username = u"luis"_qs;
    m_stage->hub.move(u"1350509525"_qs, Kind::Deposit, 100);
    settle();
    settle();
    pressChip("user");
    QCOMPARE(popup()->actions().size(), 4);
    for (QAction *action : popup()->actions())
        action->setChecked(action->text().startsWith(u"luis"));
    QCOMPARE(m_page->model()->rowCount(), 1);
    QCOMPARE(m_page->model()->query().user, u"luis"_qs);
    QTest::keyClick(popup(), Qt::Key_Escape);
}

void ChipsTest::daysAreAskedFor()
{
    m_stage->hub.posted[0].localTime = u"2024-01-03T10:00:00"_qs;
    m_stage->hub.posted[1].localTime = u"2024-01-05T10:00:00"_qs;
    m_stage->hub.posted[2].localTime = u"2024-01-07T10:00:00"_qs;
    open();
    pressChip("days");
    QVERIFY(qobject_cast<RangePopup *>(popup()));
    auto *from = popup()->findChild<QDateEdit *>(u"fromDayField"_qs);
    QVERIFY(from->hasFocus() || from->isAncestorOf(QApplication::focusWidget()));
    from->setDate(QDate(2024, 1, 6)); // the wrong way round: the ends are put in order
    popup()->findChild<QDateEdit *>(u"toDayField"_qs)->setDate(QDate(2024, 1, 4));
    QTest::keyClick(popup(), Qt::Key_Return);
    QCOMPARE(m_page->model()->rowCount(), 1);
    QCOMPARE(m_page->model()->query().from, u"2024-01-04"_qs);
    QCOMPARE(m_page->model()->query().to, u"2024-01-06"_qs);
    settle();
    QVERIFY2(chip("days")->text().endsWith(u"  1"), qPrintable(chip("days")->text()));
    pressChip("days"); // pressed again it is edited, not let go
    QVERIFY(popup());
    QCOMPARE(popup()->findChild<QDateEdit *>(u"fromDayField"_qs)->date(), QDate(2024, 1, 4));
    QTest::mouseClick(popup()->findChild<QPushButton *>(u"removeRangeButton"_qs), Qt::LeftButton);
    QCOMPARE(m_page->model()->rowCount(), 4);
    QCOMPARE(chip("days")->text(), u"Days…"_qs);
}

void ChipsTest::amountsAreAskedFor_data()
{
    QTest::addColumn<QString>("least");
    QTest::addColumn<QString>("most");
    QTest::addColumn<int>("rows");
    QTest::addColumn<QString>("chip");
    QTest::newRow("at least, with group mark and decimal comma")
        << u"1.234,50"_qs << QString() << 1 << u"≥ 1,234.50"_qs;
    QTest::newRow("at least, with decimal point") << u"1234.50"_qs << QString() << 1 << u"≥ 1,234.50"_qs;
    QTest::newRow("at most") << QString() << u"100"_qs << 2 << u"≤ 100.00"_qs;
    QTest::newRow("between") << u"60"_qs << u"300"_qs << 2 << u"60.00 – 300.00"_qs;
    QTest::newRow("the wrong way round") << u"300"_qs << u"60"_qs << 2 << u"60.00 – 300.00"_qs;
    QTest::newRow("neither lets the chip go") << QString() << QString() << 4 << u"Amount…"_qs;
}

void ChipsTest::amountsAreAskedFor()
{
    QFETCH(const QString, least);
    QFETCH(const QString, most);
    QFETCH(const int, rows);
    QFETCH(const QString, chip);
    open();
    pressChip("amounts");
    QVERIFY(popup());
    QTest::keyClicks(QApplication::focusWidget(), least);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClicks(QApplication::focusWidget(), most);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(!popup());
    QCOMPARE(m_page->model()->rowCount(), rows);
    QVERIFY2(this->chip("amounts")->text().startsWith(chip), qPrintable(this->chip("amounts")->text()));
}

void ChipsTest::whatIsNoAmountIsSaid()
{
    open();
    pressChip("amounts");
    QVERIFY(popup());
    QTest::keyClicks(QApplication::focusWidget(), u"10,005"_qs);
    QTest::keyClicks(QApplication::focusWidget(), u"x"_qs);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(popup()); // stays, and says why
    QCOMPARE(m_page->model()->rowCount(), 4);
    QTest::keyClick(popup(), Qt::Key_Escape);
    QVERIFY(!popup());
}

void ChipsTest::escapeClearsAllOfIt()
{
    open();
    pressChip("deposits");
    m_page->model()->setAmountRange({20'000, {}});
    m_page->list()->filterBar()->setText(u"0102030400"_qs);
    QCOMPARE(m_page->model()->rowCount(), 2);
    m_page->focusFilter();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QCOMPARE(m_page->model()->rowCount(), 4);
    QVERIFY(!chip("deposits")->isChecked());
    QVERIFY(!chip("amounts")->isChecked());
}

void ChipsTest::olderRowsAreLookedForAtTheHub()
{
    m_stage->hub.feeds = false;
    m_stage->hub.posted.clear();
    for (int i = 0; i < 1'200; ++i) {
        m_stage->hub.move(u"1350509525"_qs, i == 3 || i == 700 ? Kind::Withdrawal : Kind::Deposit, 100);
        m_stage->hub.posted.back().user = i == 5 ? u"eva"_qs : u"ana"_qs;
    }
    open();
    QCOMPARE(m_page->model()->total(), 500);
    QVERIFY2(chip("deposits")->text().endsWith(u"499+"), qPrintable(chip("deposits")->text())); // of what is read
    pressChip("withdrawals");
    QCOMPARE(m_page->model()->rowCount(), 2); // the older one too, in its place
    QCOMPARE(m_page->model()->at(1).id, 4);
    QVERIFY(m_stage->hub.queries.back().kind == Kind::Withdrawal);
    pressChip("withdrawals");
    // What lay between comes in between.
    Q_EMIT m_page->list()->olderWanted();
    QCOMPARE(m_page->model()->total(), 1'001);
    for (int row = 1; row < m_page->model()->rowCount(); ++row)
        QVERIFY(m_page->model()->at(row - 1).id > m_page->model()->at(row).id);
}

void ChipsTest::chipsGoOnInTheNextLine()
{
    open();
    m_page->resize(560, 720);
    QApplication::processEvents();
    const ChipRow *chips = m_page->list()->filterBar()->chips();
    QVERIFY(chips->height() > 2 * chip("today")->height());
    QVERIFY(chip("user")->y() > chip("today")->y());
    QVERIFY(chip("user")->geometry().right() <= chips->width());
    FlowLayout flow;
    QCOMPARE(flow.heightForWidth(10), 0);
}

void ChipsTest::screenshots_data()
{
    QTest::addColumn<Language::Code>("language");
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("chips-es-light") << Language::Code::Spanish << Theme::Mode::Light;
    QTest::newRow("chips-en-dark") << Language::Code::English << Theme::Mode::Dark;
}

void ChipsTest::screenshots()
{
    QFETCH(Language::Code, language);
    QFETCH(Theme::Mode, mode);
    m_stage = std::make_unique<support::ConsoleStage>(language, mode);
    support::fillWithSamples(*m_stage);
    open();
    pressChip("deposits");
    m_page->model()->setAmountRange({10'000, {}});
    m_page->model()->setChipActive(u"CAJA"_qs, true);
    m_page->model()->setChipActive(u"REST"_qs, true);
    m_page->list()->filterBar()->syncChips();
    settle();
    QVERIFY(support::saveScreenshot(*m_page, QString::fromLatin1(QTest::currentDataTag())));
    pressChip("amounts");
    QVERIFY(support::saveScreenshot(*popup(), QString::fromLatin1(QTest::currentDataTag()) + u"-popup"_qs));
    QTest::keyClick(popup(), Qt::Key_Escape);
}

QTEST_MAIN(ChipsTest)
#include "tst_chips.moc"
