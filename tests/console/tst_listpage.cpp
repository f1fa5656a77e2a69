// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/celldelegate.h"
#include "console/listpage/columnlayout.h"
#include "console/listpage/emptystate.h"
#include "console/listpage/exporter.h"
#include "console/listpage/filterbar.h"
#include "console/listpage/listpage.h"
#include "console/listpage/listview.h"
#include "console/listpage/livepill.h"
#include "console/listpage/noticestrip.h"
#include "console/listpage/rowsmodel.h"
#include "support/consolestage.h"
#include <QBuffer>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>

using namespace console;
using namespace std::chrono_literals;

namespace {

struct Item
{
    QString id;
    QString name;
    qint64 cents = 0;
    friend bool operator==(const Item &, const Item &) = default;
};

base::Money usd(qint64 cents)
{
    return *base::Money::fromMinor(cents, base::Currency::usd());
}

class Items : public RowsModel<Item>
{
public:
    explicit Items(DisplayFormat format, Options options = {})
        : RowsModel<Item>(
              columns(format), [](const Item &i) { return i.id; }, options)
    {
        setChips({{{u"rich"_qs, u"money"_qs, [] { return u"Rich"_qs; }}, [](const Item &i) { return i.cents > 100; }}});
    }

private:
    static std::vector<Column<Item>> columns(DisplayFormat format)
    {
        Column<Item> id{{u"id"_qs, [] { return u"Id"_qs; }}, [](const Item &i) { return i.id; }};
        Column<Item> name{{u"nombre"_qs, [] { return u"Name"_qs; }}, [](const Item &i) { return i.name; }};
        Column<Item> money{{u"monto"_qs, [] { return u"Amount"_qs; }, Qt::AlignRight, false, 90, true},
                           [format](const Item &i) { return format.money(usd(i.cents)); }};
        money.sortKey = [](const Item &i) { return SortKey{i.cents, {}}; };
        money.exportValue = [](const Item &i) { return ExportValue(usd(i.cents)); };
        money.search = [format](const Item &i) { return format.searchedMoney(usd(i.cents)); };
        Column<Item> note{{u"nota"_qs, [] { return u"Note"_qs; }, Qt::AlignLeft, true},
                          [](const Item &) { return u"=x"_qs; }};
        return {id, name, money, note};
    }
};

Item item(int n)
{
    return {QString::number(n), u"row %1"_qs.arg(n), n};
}

std::vector<Item> items(int newest, int oldest)
{
    std::vector<Item> all;
    for (int n = newest; n >= oldest; --n)
        all.push_back(item(n));
    return all;
}

} // namespace

class ListPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void filtersWhileTyping();
    void filterFindsAmountsAsPrintedAndPlain_data();
    void filterFindsAmountsAsPrintedAndPlain();
    void arrivingRowsAreFilteredToo();
    void rowsComeInWithTheTick();
    void standsStillForTheUser_data();
    void standsStillForTheUser();
    void pauseCountsWhatWaits();
    void aHiddenListCatchesUpWhenShown();
    void columnsAreRememberedPerUser();
    void aNewColumnJoinsARememberedLayout();
    void columnsCanBeReset();
    void theKeyboardSorts();
    void copiesRowsAndCells();
    void selectionStaysWithTheId();
    void emptySaysWhy();
    void failureGreysAndCountsTheAge();
    void scrollingToTheEndReadsOlder();
    void theCapIsSaid();
    void aSlowBeatIsSaid();
    void exports_data();
    void exports();
    void tabLeavesTheList();
    void buttonsHaveNames();

private:
    void show(std::vector<Item> rows, ListPage::Older older = ListPage::Older::None);
    void makePage();
    QString ids() const;

    std::unique_ptr<support::ConsoleStage> m_stage;
    std::unique_ptr<Items> m_model;
    std::unique_ptr<ListPage> m_page;
};

void ListPageTest::init()
{
    m_stage = std::make_unique<support::ConsoleStage>();
    makePage();
}

void ListPageTest::makePage()
{
    m_page.reset();
    m_model = std::make_unique<Items>(DisplayFormat(m_stage->language, m_stage->clock));
    ListPage::Setup setup;
    setup.key = u"items"_qs;
    setup.name = [] { return u"Items"_qs; };
    setup.emptySentence = [] { return u"No items yet"_qs; };
    setup.emptyButton = [] { return u"Add"_qs; };
    setup.delays = m_stage->delays.factory();
    m_page = std::make_unique<ListPage>(*m_model, m_stage->context, setup);
    m_page->restoreState();
    m_page->resize(700, 400);
}

void ListPageTest::cleanup()
{
    m_page.reset();
    m_model.reset();
    m_stage.reset();
}

void ListPageTest::show(std::vector<Item> rows, ListPage::Older older)
{
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_model->replaceAll(std::move(rows));
    m_page->setLoaded(older);
}

QString ListPageTest::ids() const
{
    QStringList all;
    for (int row = 0; row < m_model->rowCount(); ++row)
        all << m_model->idAt(row);
    return all.join(u' ');
}

void ListPageTest::filtersWhileTyping()
{
    show(items(12, 1));
    QLineEdit *field = m_page->filterBar()->field();
    QCOMPARE(m_page->filterBar()->countText(), u"12 rows"_qs);
    QTest::keyClicks(field, u"row 1"_qs);
    m_stage->pass(149ms);
    QCOMPARE(m_model->rowCount(), 12); // M1 not before the last key has settled
    m_stage->pass(1ms);
    QCOMPARE(ids(), u"12 11 10 1"_qs);
    QCOMPARE(m_page->filterBar()->countText(), u"4 of 12"_qs);
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(m_model->rowCount(), 12);
    QVERIFY(field->text().isEmpty());
    QTest::keyClicks(field, u"row 3"_qs);
    QTest::keyClick(field, Qt::Key_Return); // does not wait
    QCOMPARE(ids(), u"3"_qs);
    QTest::keyClick(m_page->view(), Qt::Key_Escape); // Esc clears from the list too
    QCOMPARE(m_model->rowCount(), 12);
}

void ListPageTest::filterFindsAmountsAsPrintedAndPlain_data()
{
    QTest::addColumn<QString>("typed");
    for (const QString &typed : {u"1,150.25"_qs, u"1150.25"_qs, u"1150,25"_qs, u"1,150.25 usd"_qs, u"1150"_qs})
        QTest::newRow(qPrintable(u"M1 " + typed)) << typed;
}

void ListPageTest::filterFindsAmountsAsPrintedAndPlain()
{
    QFETCH(QString, typed);
    show({{u"a"_qs, u"x"_qs, 115'025}, {u"b"_qs, u"x"_qs, 20}});
    m_page->filterBar()->setText(typed);
    QCOMPARE(ids(), u"a"_qs);
}

void ListPageTest::arrivingRowsAreFilteredToo()
{
    show(items(3, 1));
    m_page->filterBar()->setText(u"row 1"_qs);
    m_model->stage(item(10));
    m_model->stage(item(20));
    m_page->rowsStaged();
    m_stage->pass(100ms);
    QCOMPARE(ids(), u"10 1"_qs);
    QCOMPARE(m_page->filterBar()->countText(), u"2 of 5"_qs);
}

void ListPageTest::rowsComeInWithTheTick()
{
    show(items(3, 1));
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    for (int n = 4; n <= 50; ++n) {
        m_model->stage(item(n));
        m_page->rowsStaged();
    }
    m_stage->pass(99ms);
    QCOMPARE(inserted.size(), 0);
    m_stage->pass(1ms);
    QCOMPARE(inserted.size(), 1); // 47 events, one insertion
    QCOMPARE(m_model->rowCount(), 50);
    m_stage->pass(10s);
    QCOMPARE(m_stage->delays.pending(), 0); // nothing beats while nothing happens
}

void ListPageTest::standsStillForTheUser_data()
{
    QTest::addColumn<bool>("byScrolling");
    QTest::newRow("M5 a chosen row") << false;
    QTest::newRow("M5 scrolled away") << true;
}

void ListPageTest::standsStillForTheUser()
{
    QFETCH(bool, byScrolling);
    show(items(200, 1));
    if (byScrolling && !m_page->view()->isScrolledAway()) // lays out
        m_page->view()->verticalScrollBar()->setValue(20);
    else
        QVERIFY(m_page->view()->selectId(u"198"_qs));
    for (int n = 201; n <= 332; ++n)
        m_model->stage(item(n));
    m_model->stage({u"150"_qs, u"changed"_qs, 7}); // a known row is brought up to date meanwhile
    m_page->rowsStaged();
    m_stage->pass(100ms);
    QCOMPARE(m_model->rowCount(), 200);
    QCOMPARE(m_model->find(u"150"_qs)->name, u"changed"_qs);
    QVERIFY(m_page->pill()->isVisible());
    QCOMPARE(m_page->pill()->text(), u"▲ 132 new"_qs);
    QTest::mouseClick(m_page->pill(), Qt::LeftButton);
    QCOMPARE(m_model->rowCount(), 332);
    QVERIFY(!m_page->pill()->isVisible());
    QVERIFY(!m_page->view()->selectionModel()->hasSelection());
    QCOMPARE(m_page->view()->verticalScrollBar()->value(), 0);
    m_model->stage(item(333));
    m_page->rowsStaged();
    m_stage->pass(100ms);
    QCOMPARE(m_model->rowCount(), 333); // live again
}

void ListPageTest::pauseCountsWhatWaits()
{
    show(items(3, 1));
    m_page->setPaused(true);
    for (int n = 4; n <= 135; ++n)
        m_model->stage(item(n));
    m_model->stage({u"3"_qs, u"changed"_qs, 3});
    m_page->rowsStaged();
    m_stage->pass(1s);
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(m_model->at(0).name, u"row 3"_qs); // paused: nothing moves at all
    const auto buttons = m_page->findChildren<QToolButton *>();
    QVERIFY(std::any_of(buttons.begin(), buttons.end(), [](QToolButton *b) { return b->text() == u"+132"; }));
    m_page->setPaused(false);
    QCOMPARE(m_model->rowCount(), 135); // nothing lost
    QCOMPARE(m_model->find(u"3"_qs)->name, u"changed"_qs);
}

void ListPageTest::aHiddenListCatchesUpWhenShown()
{
    show(items(3, 1));
    m_page->hide();
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->stage(item(4));
    m_page->rowsStaged();
    m_stage->pass(1s);
    QCOMPARE(inserted.size(), 0);
    m_page->show();
    m_stage->pass(100ms);
    QCOMPARE(ids(), u"4 3 2 1"_qs);
}

void ListPageTest::columnsAreRememberedPerUser()
{
    m_stage->settings.selectUser(u"ana"_qs);
    show(items(3, 1));
    QHeaderView *header = m_page->view()->horizontalHeader();
    header->moveSection(2, 0);
    header->resizeSection(0, 173);
    m_page->view()->sortByColumn(2, Qt::DescendingOrder);
    QMenu menu;
    m_page->view()->fillColumnsMenu(menu);
    menu.actions().at(2)->setChecked(false); // amount, id, *name*, note
    menu.actions().at(3)->setChecked(true);
    QCOMPARE(m_page->view()->shownColumns(), (std::vector<int>{2, 0, 3}));
    m_page->saveState();

    makePage();
    QCOMPARE(m_page->view()->shownColumns(), (std::vector<int>{2, 0, 3}));
    QCOMPARE(m_page->view()->columnWidth(0), 173);
    show(items(3, 1));
    QCOMPARE(ids(), u"3 2 1"_qs);
    QCOMPARE(m_model->sortColumn(), 2);
    QCOMPARE(m_model->sortOrder(), Qt::DescendingOrder);

    m_stage->settings.selectUser(u"luis"_qs);
    makePage();
    QCOMPARE(m_page->view()->shownColumns(), (std::vector<int>{0, 1, 2}));
    QCOMPARE(m_model->sortColumn(), -1);
}

void ListPageTest::aNewColumnJoinsARememberedLayout()
{
    m_stage->settings.setText(u"items/columns"_qs,
                              u"{\"columns\":[{\"id\":\"monto\",\"width\":50000},{\"id\":\"gone\",\"width\":9}]}"_qs);
    makePage();
    QCOMPARE(m_page->view()->shownColumns(), (std::vector<int>{2, 0, 1}));
    QVERIFY(m_page->view()->columnWidth(2) <= 2000); // nonsense is bounded
    m_stage->settings.setText(u"items/columns"_qs, u"not json"_qs);
    makePage();
    QCOMPARE(m_page->view()->shownColumns(), (std::vector<int>{0, 1, 2}));
}

void ListPageTest::columnsCanBeReset()
{
    show(items(1, 1));
    m_page->view()->horizontalHeader()->moveSection(2, 0);
    m_page->view()->resetColumns();
    QCOMPARE(m_page->view()->shownColumns(), (std::vector<int>{0, 1, 2}));
    QVERIFY(!m_stage->settings.value(u"items/columns"_qs));
}

void ListPageTest::theKeyboardSorts()
{
    show({item(2), item(3), item(1)});
    m_page->activateWindow();
    m_page->view()->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    const auto press = [this] { QTest::keyClick(m_page->view(), Qt::Key_3, Qt::ControlModifier | Qt::ShiftModifier); };
    press();
    QCOMPARE(ids(), u"1 2 3"_qs);
    press();
    QCOMPARE(ids(), u"3 2 1"_qs);
    press();
    QCOMPARE(ids(), u"2 3 1"_qs); // natural order again
}

void ListPageTest::copiesRowsAndCells()
{
    show(items(3, 1));
    m_page->view()->horizontalHeader()->moveSection(2, 0);
    m_page->view()->selectId(u"2"_qs);
    QTest::keyClick(m_page->view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Amount\tId\tName\n0.02 USD\t2\trow 2\n"_qs);
    m_page->view()->setCurrentIndex(m_model->index(0, 2));
    QTest::keyClick(m_page->view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"0.03 USD"_qs);
}

void ListPageTest::selectionStaysWithTheId()
{
    show(items(50, 1));
    m_page->view()->selectId(u"30"_qs);
    m_page->filterBar()->setText(u"3"_qs);
    QCOMPARE(m_page->view()->selectedIds(), QStringList{u"30"_qs});
    m_page->view()->sortByColumn(2, Qt::AscendingOrder);
    QCOMPARE(m_page->view()->selectedIds(), QStringList{u"30"_qs});
    m_model->replaceAll(items(60, 1)); // F5, or a resync
    QCOMPARE(m_page->view()->selectedIds(), QStringList{u"30"_qs});
    QCOMPARE(m_page->view()->currentIndex().row(), m_model->rowOf(u"30"_qs));
}

void ListPageTest::emptySaysWhy()
{
    m_page->show();
    auto *empty = m_page->findChild<EmptyState *>();
    QCOMPARE(empty->sentence(), u"Reading…"_qs);
    show({});
    QVERIFY(empty->isVisible());
    QCOMPARE(empty->sentence(), u"No items yet"_qs);
    QSignalSpy clicked(m_page.get(), &ListPage::emptyButtonClicked);
    QTest::mouseClick(empty->button(), Qt::LeftButton);
    QCOMPARE(clicked.size(), 1);
    show(items(3, 1));
    QVERIFY(!empty->isVisible());
    m_page->filterBar()->setText(u"zebra"_qs);
    QVERIFY(empty->isVisible());
    QCOMPARE(empty->sentence(), u"No row with this filter"_qs);
    QTest::mouseClick(empty->button(), Qt::LeftButton);
    QVERIFY(!empty->isVisible());
    QCOMPARE(m_model->rowCount(), 3);
}

void ListPageTest::failureGreysAndCountsTheAge()
{
    show(items(3, 1));
    m_stage->pass(5s);
    m_page->setFailed(u"The movements could not be read."_qs, u"connection refused"_qs);
    auto *strip = m_page->findChild<NoticeStrip *>();
    QVERIFY(strip->isVisible());
    QVERIFY2(strip->text().contains(u"What you see is 5 s old."_qs), qPrintable(strip->text()));
    m_stage->pass(7s);
    QVERIFY2(strip->text().contains(u"12 s old"_qs), qPrintable(strip->text()));
    QCOMPARE(m_model->rowCount(), 3); // stale data stay
    QVERIFY(m_page->isStale());
    QSignalSpy retry(m_page.get(), &ListPage::retryRequested);
    QTest::mouseClick(strip->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(retry.size(), 1);
    m_page->setLoaded(ListPage::Older::None);
    QVERIFY(!strip->isVisible());
    QVERIFY(!m_page->isStale());
}

void ListPageTest::scrollingToTheEndReadsOlder()
{
    QSignalSpy wanted(m_page.get(), &ListPage::olderWanted);
    show(items(200, 101), ListPage::Older::Available);
    QCOMPARE(wanted.size(), 0);
    QScrollBar *bar = m_page->view()->verticalScrollBar();
    bar->setValue(bar->maximum());
    QCOMPARE(wanted.size(), 1);
    bar->setValue(bar->maximum() - 1);
    QCOMPARE(wanted.size(), 1); // one at a time
    m_model->appendOlder(items(100, 1));
    m_page->setOlder(ListPage::Older::None);
    QCOMPARE(m_model->rowCount(), 200);
    bar->setValue(bar->maximum());
    QCOMPARE(wanted.size(), 1); // there are no more
}

void ListPageTest::theCapIsSaid()
{
    Items small(DisplayFormat(m_stage->language, m_stage->clock), {ListModel::NewRows::OnTop, 100});
    ListPage::Setup setup{u"small"_qs, [] { return u"Small"_qs; }, [] { return QString(); }};
    setup.delays = m_stage->delays.factory();
    ListPage page(small, m_stage->context, setup);
    page.resize(700, 400);
    page.show();
    small.replaceAll(items(100, 1));
    page.setLoaded(ListPage::Older::None);
    const auto said = [&page](const QString &part) {
        const auto labels = page.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&part](QLabel *l) { return l->isVisible() && l->text().contains(part); });
    };
    QVERIFY(!said(u"older ones stay in the ledger"_qs));
    small.stage(item(101));
    page.rowsStaged();
    m_stage->pass(100ms);
    QVERIFY(said(u"The newest 100 rows are kept here; older ones stay in the ledger."_qs));
}

void ListPageTest::aSlowBeatIsSaid()
{
    show(items(3, 1));
    connect(m_model.get(), &QAbstractItemModel::rowsInserted, m_page.get(), [this] { m_stage->clock.advance(31ms); });
    const auto said = [this] {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [](QLabel *l) { return l->isVisible() && l->text().startsWith(u"Much is arriving"_qs); });
    };
    for (int n = 4; n <= 5; ++n) {
        QVERIFY(!said());
        m_model->stage(item(n));
        m_page->rowsStaged();
        m_stage->pass(100ms);
    }
    QVERIFY(said());
}

void ListPageTest::exports_data()
{
    QTest::addColumn<ExportOptions>("options");
    QTest::addColumn<QByteArray>("expected");
    ExportOptions options;
    QTest::newRow("M3 CSV with semicolons and decimal commas")
        << options
        << QByteArray("\xEF\xBB\xBF"
                      "Amount;Currency;Id;Note\r\n0,10;USD;10;'=x\r\n0,01;USD;1;'=x\r\n");
    options.delimiter = u',';
    options.decimalPoint = u'.';
    QTest::newRow("M3 CSV with commas and decimal points")
        << options
        << QByteArray("\xEF\xBB\xBF"
                      "Amount,Currency,Id,Note\r\n0.10,USD,10,'=x\r\n0.01,USD,1,'=x\r\n");
    options.delimiter = u',';
    options.decimalPoint = u',';
    QTest::newRow("M3 decimal commas between commas are quoted")
        << options
        << QByteArray("\xEF\xBB\xBF"
                      "Amount,Currency,Id,Note\r\n\"0,10\",USD,10,'=x\r\n\"0,01\",USD,1,'=x\r\n");
    options.format = ExportOptions::Format::Json;
    QTest::newRow("M3 JSON keeps what is not a spreadsheet's")
        << options
        << QByteArray("[\n{\"monto\":0.10,\"moneda\":\"USD\",\"id\":\"10\",\"nota\":\"=x\"},\n"
                      "{\"monto\":0.01,\"moneda\":\"USD\",\"id\":\"1\",\"nota\":\"=x\"}\n]\n");
}

void ListPageTest::exports()
{
    QFETCH(ExportOptions, options);
    QFETCH(QByteArray, expected);
    show(items(10, 1));
    QHeaderView *header = m_page->view()->horizontalHeader();
    header->moveSection(2, 0);
    header->setSectionHidden(1, true);
    header->setSectionHidden(3, false);
    m_page->filterBar()->setText(u"1"_qs);
    m_page->view()->sortByColumn(2, Qt::DescendingOrder);
    QBuffer file;
    file.open(QIODevice::WriteOnly);
    QSignalSpy done(m_page.get(), &ListPage::exportFinished);
    m_page->exportTo(file, options);
    m_stage->pass(1s);
    QCOMPARE(done.size(), 1);
    QCOMPARE(done[0][1].toString(), u"2 rows exported"_qs);
    QCOMPARE(file.data(), expected);
}

void ListPageTest::tabLeavesTheList()
{
    show(items(3, 1));
    m_page->activateWindow();
    m_page->view()->setFocus();
    QTest::keyClick(m_page->view(), Qt::Key_Tab);
    QVERIFY(!m_page->view()->hasFocus());
}

void ListPageTest::buttonsHaveNames()
{
    show(items(3, 1));
    for (const QToolButton *button : m_page->findChildren<QToolButton *>()) {
        if (button->isVisible() && !qobject_cast<QLineEdit *>(button->parent()))
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
    }
    QVERIFY(!m_page->view()->accessibleName().isEmpty());
    QVERIFY(!m_page->filterBar()->field()->accessibleName().isEmpty());
}

QTEST_MAIN(ListPageTest)
#include "tst_listpage.moc"
