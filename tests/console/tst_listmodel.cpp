// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/listmodel.h"
#include "console/listpage/rowsmodel.h"
#include "support/fakeclock.h"
#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

using namespace console;
using Apply = ListModel::Apply;

namespace {

struct Item
{
    QString id;
    QString name;
    qint64 number = 0;
    friend bool operator==(const Item &, const Item &) = default;
};

class Items : public RowsModel<Item>
{
public:
    explicit Items(ListModel::Options options = {})
        : RowsModel<Item>(
              columns(), [](const Item &i) { return i.id; }, options)
    {
        setChips({{{u"even"_qs, u"parity"_qs, {}}, [](const Item &i) { return i.number % 2 == 0; }},
                  {{u"odd"_qs, u"parity"_qs, {}}, [](const Item &i) { return i.number % 2 != 0; }},
                  {{u"big"_qs, u"size"_qs, {}}, [](const Item &i) { return i.number >= 10; }}});
    }
    QString ids() const
    {
        QStringList all;
        for (int row = 0; row < rowCount(); ++row)
            all << idAt(row);
        return all.join(u' ');
    }

private:
    static std::vector<Column<Item>> columns()
    {
        Column<Item> id{{u"id"_qs, [] { return u"Id"_qs; }}, [](const Item &i) { return i.id; }};
        Column<Item> name{{u"name"_qs, [] { return u"Name"_qs; }}, [](const Item &i) { return i.name; }};
        Column<Item> number{{u"number"_qs, [] { return u"Number"_qs; }, Qt::AlignRight, false, 80, true},
                            [](const Item &i) { return QString::number(i.number); }};
        number.sortKey = [](const Item &i) { return SortKey{i.number, {}}; };
        number.exportValue = [](const Item &i) { return ExportValue(i.number); };
        return {id, name, number};
    }
};

Item item(int n)
{
    return {QString::number(n), u"row %1"_qs.arg(n), n};
}

std::vector<Item> items(int first, int last)
{
    std::vector<Item> all;
    for (int n = first; first <= last ? n <= last : n >= last; n += first <= last ? 1 : -1)
        all.push_back(item(n));
    return all;
}

} // namespace

class ListModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void rowsReadStandInOrder();
    void liveRowsComeOnTopNewestFirst();
    void liveRowsMayComeAtTheEnd();
    void oneTickIsOneInsertion();
    void aRepeatedIdIsAnUpdate();
    void updatesMergeIntoRanges();
    void knownRowsOnlyHoldsNewOnes();
    void waitingRowsAreCountedThroughTheFilter();
    void filters_data();
    void filters();
    void arrivingRowsMeetTheFilter();
    void aChangedRowLeavesAndEntersTheFilter();
    void hiddenColumnsAreNotSearched();
    void sorts_data();
    void sorts();
    void arrivingRowsMeetTheOrder_data();
    void arrivingRowsMeetTheOrder();
    void aHeldOrderDoesNotJump();
    void theCapDropsTheOldestAndSaysSo();
    void tooMuchWaitingAsksForAReload();
    void persistentIndexesFollowTheirRows();
    void aChangeGlowsForASecond();
    void everyOperationAtRandomKeepsTheModelSound();
    void fiftyThousandRowsAreFast();

private:
    std::unique_ptr<Items> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void ListModelTest::init()
{
    m_model = std::make_unique<Items>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void ListModelTest::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

void ListModelTest::rowsReadStandInOrder()
{
    m_model->replaceAll(items(5, 3));
    m_model->appendOlder({item(3), item(2), item(1)}); // one is known already
    QCOMPARE(m_model->ids(), u"5 4 3 2 1"_qs);
    QCOMPARE(m_model->total(), 5);
    QCOMPARE(m_model->rowOf(u"2"_qs), 3);
    QCOMPARE(m_model->rowOf(u"9"_qs), -1);
    QCOMPARE(m_model->data(m_model->index(0, 1)).toString(), u"row 5"_qs);
    QCOMPARE(m_model->data(m_model->index(0, 2), Qt::AccessibleTextRole).toString(), u"Number: 5"_qs);
}

void ListModelTest::liveRowsComeOnTopNewestFirst()
{
    m_model->replaceAll(items(2, 1));
    for (const Item &i : items(3, 5))
        m_model->stage(i);
    QCOMPARE(m_model->ids(), u"2 1"_qs);
    m_model->applyStaged(Apply::Everything);
    QCOMPARE(m_model->ids(), u"5 4 3 2 1"_qs);
}

void ListModelTest::liveRowsMayComeAtTheEnd()
{
    Items atEnd({ListModel::NewRows::AtEnd, 100});
    atEnd.replaceAll(items(1, 2));
    atEnd.stage(item(3));
    atEnd.stage(item(4));
    atEnd.applyStaged(Apply::Everything);
    QCOMPARE(atEnd.ids(), u"1 2 3 4"_qs);
}

void ListModelTest::oneTickIsOneInsertion()
{
    m_model->replaceAll(items(2, 1));
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    for (const Item &i : items(3, 700))
        m_model->stage(i);
    m_model->applyStaged(Apply::Everything);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted[0][1].toInt(), 0);
    QCOMPARE(inserted[0][2].toInt(), 697);
}

void ListModelTest::aRepeatedIdIsAnUpdate()
{
    m_model->replaceAll(items(2, 1));
    m_model->stage({u"3"_qs, u"first"_qs, 3});
    m_model->stage({u"3"_qs, u"second"_qs, 3});
    m_model->stage({u"1"_qs, u"changed"_qs, 1});
    QCOMPARE(m_model->stagedNew(), 1);
    QCOMPARE(m_model->newest(u"1"_qs)->name, u"changed"_qs);
    QCOMPARE(m_model->find(u"1"_qs)->name, u"row 1"_qs);
    m_model->applyStaged(Apply::Everything);
    QCOMPARE(m_model->ids(), u"3 2 1"_qs);
    QCOMPARE(m_model->at(0).name, u"second"_qs);
    QCOMPARE(m_model->at(2).name, u"changed"_qs);
}

void ListModelTest::updatesMergeIntoRanges()
{
    m_model->replaceAll(items(10, 1));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    for (const int n : {10, 9, 8, 3, 5})
        m_model->stage({QString::number(n), u"new"_qs, n});
    m_model->stage(item(1)); // no change at all
    m_model->applyStaged(Apply::Everything);
    QCOMPARE(changed.size(), 3);
    QCOMPARE(changed[0][0].toModelIndex().row(), 0);
    QCOMPARE(changed[0][1].toModelIndex().row(), 2);
    QCOMPARE(changed[1][0].toModelIndex().row(), 5);
}

void ListModelTest::knownRowsOnlyHoldsNewOnes()
{
    m_model->replaceAll(items(2, 1));
    m_model->stage({u"1"_qs, u"changed"_qs, 1});
    m_model->stage(item(3));
    m_model->applyStaged(Apply::KnownRowsOnly);
    QCOMPARE(m_model->ids(), u"2 1"_qs);
    QCOMPARE(m_model->at(1).name, u"changed"_qs);
    QCOMPARE(m_model->stagedNew(), 1);
    m_model->applyStaged(Apply::Everything);
    QCOMPARE(m_model->ids(), u"3 2 1"_qs);
    QVERIFY(!m_model->hasStaged());
}

void ListModelTest::waitingRowsAreCountedThroughTheFilter()
{
    m_model->replaceAll(items(2, 1));
    m_model->setChipActive(u"even"_qs, true);
    for (const Item &i : items(3, 7))
        m_model->stage(i);
    QCOMPARE(m_model->stagedNew(), 5);
    QCOMPARE(m_model->stagedShown(), 2);
    m_model->setFilter(u"row 4"_qs);
    QCOMPARE(m_model->stagedShown(), 1);
    m_model->clearFilters();
    QCOMPARE(m_model->stagedShown(), 5);
}

void ListModelTest::filters_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("chips");
    QTest::addColumn<QString>("expected");
    QTest::newRow("M1 no filter shows all") << QString() << QStringList() << u"12 11 10 3 2 1"_qs;
    QTest::newRow("M1 text in any column") << u"1"_qs << QStringList() << u"12 11 10 1"_qs;
    QTest::newRow("M1 text that no row has") << u"zebra"_qs << QStringList() << QString();
    QTest::newRow("a chip alone") << QString() << QStringList{u"even"_qs} << u"12 10 2"_qs;
    QTest::newRow("chips of one group widen")
        << QString() << QStringList{u"even"_qs, u"odd"_qs} << u"12 11 10 3 2 1"_qs;
    QTest::newRow("chips of two groups narrow") << QString() << QStringList{u"even"_qs, u"big"_qs} << u"12 10"_qs;
    QTest::newRow("both groups and text") << u"12"_qs << QStringList{u"even"_qs, u"odd"_qs, u"big"_qs} << u"12"_qs;
}

void ListModelTest::filters()
{
    QFETCH(QString, typed);
    QFETCH(QStringList, chips);
    QFETCH(QString, expected);
    m_model->replaceAll({item(12), item(11), item(10), item(3), item(2), item(1)});
    for (const QString &chip : chips)
        m_model->setChipActive(chip, true);
    for (qsizetype i = 1; i <= typed.size(); ++i)
        m_model->setFilter(typed.left(i)); // as a user types it
    QCOMPARE(m_model->ids(), expected);
    QCOMPARE(m_model->total(), 6);
    m_model->clearFilters();
    QCOMPARE(m_model->ids(), u"12 11 10 3 2 1"_qs);
}

void ListModelTest::arrivingRowsMeetTheFilter()
{
    m_model->replaceAll(items(3, 1));
    m_model->setChipActive(u"even"_qs, true);
    for (const Item &i : items(4, 7))
        m_model->stage(i);
    m_model->applyStaged(Apply::Everything);
    QCOMPARE(m_model->ids(), u"6 4 2"_qs);
    m_model->appendOlder({item(0)});
    QCOMPARE(m_model->ids(), u"6 4 2 0"_qs);
    m_model->clearFilters();
    QCOMPARE(m_model->ids(), u"7 6 5 4 3 2 1 0"_qs);
}

void ListModelTest::aChangedRowLeavesAndEntersTheFilter()
{
    m_model->replaceAll(items(4, 1));
    m_model->setChipActive(u"even"_qs, true);
    m_model->stage({u"4"_qs, u"x"_qs, 5});
    m_model->stage({u"3"_qs, u"x"_qs, 8});
    m_model->applyStaged(Apply::Everything);
    QCOMPARE(m_model->ids(), u"3 2"_qs);
}

void ListModelTest::hiddenColumnsAreNotSearched()
{
    m_model->replaceAll({{u"a"_qs, u"zoe"_qs, 1}, {u"zoe"_qs, u"b"_qs, 2}});
    m_model->setFilter(u"zoe"_qs);
    QCOMPARE(m_model->rowCount(), 2);
    m_model->setSearched(1, false);
    QCOMPARE(m_model->ids(), u"zoe"_qs);
    m_model->setSearched(1, true);
    QCOMPARE(m_model->rowCount(), 2);
}

void ListModelTest::sorts_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<Qt::SortOrder>("order");
    QTest::addColumn<QString>("expected");
    QTest::newRow("M2 by text, without accents") << 1 << Qt::AscendingOrder << u"3 1 4 2"_qs;
    QTest::newRow("M2 by text, descending") << 1 << Qt::DescendingOrder << u"2 4 1 3"_qs;
    QTest::newRow("M2 by number, equal ones newest first") << 2 << Qt::AscendingOrder << u"2 4 1 3"_qs;
    QTest::newRow("M2 by number, descending, equal ones newest first") << 2 << Qt::DescendingOrder << u"3 4 1 2"_qs;
    QTest::newRow("M2 natural order again") << -1 << Qt::AscendingOrder << u"4 3 2 1"_qs;
}

void ListModelTest::sorts()
{
    QFETCH(int, column);
    QFETCH(Qt::SortOrder, order);
    QFETCH(QString, expected);
    m_model->replaceAll(
        {{u"4"_qs, u"Óscar"_qs, 9}, {u"3"_qs, u"ana"_qs, 100}, {u"2"_qs, u"Zoe"_qs, 2}, {u"1"_qs, u"Núñez"_qs, 9}});
    m_model->sort(0, Qt::AscendingOrder);
    m_model->sort(column, order);
    QCOMPARE(m_model->ids(), expected);
}

void ListModelTest::arrivingRowsMeetTheOrder_data()
{
    QTest::addColumn<int>("arriving");
    QTest::newRow("a few, one by one") << 5;
    QTest::newRow("many, in one step") << 500;
}

void ListModelTest::arrivingRowsMeetTheOrder()
{
    QFETCH(int, arriving);
    m_model->replaceAll(items(1000, 990));
    m_model->sort(2, Qt::AscendingOrder);
    for (int n = 1; n <= arriving; ++n)
        m_model->stage({u"n%1"_qs.arg(n), u"x"_qs, (n * 37) % 1500});
    m_model->applyStaged(Apply::Everything);
    QCOMPARE(m_model->rowCount(), 11 + arriving);
    for (int row = 1; row < m_model->rowCount(); ++row)
        QVERIFY(m_model->at(row - 1).number <= m_model->at(row).number);
}

void ListModelTest::aHeldOrderDoesNotJump()
{
    m_model->replaceAll(items(3, 1));
    m_model->sort(2, Qt::AscendingOrder);
    m_model->setOrderHeld(true);
    m_model->stage({u"1"_qs, u"x"_qs, 50});
    m_model->applyStaged(Apply::Everything);
    QCOMPARE(m_model->ids(), u"1 2 3"_qs);
    QCOMPARE(m_model->data(m_model->index(0, 2)).toString(), u"50"_qs);
    m_model->setOrderHeld(false);
    QCOMPARE(m_model->ids(), u"2 3 1"_qs);
}

void ListModelTest::theCapDropsTheOldestAndSaysSo()
{
    Items small({ListModel::NewRows::OnTop, 10});
    QAbstractItemModelTester tester(&small, QAbstractItemModelTester::FailureReportingMode::QtTest);
    small.replaceAll(items(8, 1));
    for (const Item &i : items(9, 13))
        small.stage(i);
    small.applyStaged(Apply::Everything);
    QCOMPARE(small.ids(), u"13 12 11 10 9 8 7 6 5 4"_qs);
    QCOMPARE(small.trimmed(), 3);
    QVERIFY(small.isFull());
    small.sort(2, Qt::AscendingOrder); // the oldest goes, wherever it stands
    small.stage(item(14));
    small.applyStaged(Apply::Everything);
    QCOMPARE(small.rowOf(u"4"_qs), -1);
    QCOMPARE(small.total(), 10);
    QCOMPARE(small.rowOf(u"14"_qs), 9);
}

void ListModelTest::tooMuchWaitingAsksForAReload()
{
    Items small({ListModel::NewRows::OnTop, 10});
    QSignalSpy overflow(&small, &ListModel::overflowed);
    for (const Item &i : items(1, 11))
        small.stage(i);
    QCOMPARE(overflow.size(), 1);
    QVERIFY(!small.hasStaged());
}

void ListModelTest::persistentIndexesFollowTheirRows()
{
    m_model->replaceAll(items(100, 1));
    const QPersistentModelIndex ten(m_model->index(m_model->rowOf(u"10"_qs), 1));
    m_model->sort(2, Qt::AscendingOrder);
    m_model->stage(item(101));
    m_model->stage({u"5"_qs, u"moved"_qs, 500});
    m_model->applyStaged(Apply::Everything);
    QCOMPARE(ten.data().toString(), u"row 10"_qs);
    QCOMPARE(ten.row(), m_model->rowOf(u"10"_qs));
}

void ListModelTest::aChangeGlowsForASecond()
{
    support::FakeClock clock;
    m_model->setGlowClock(&clock);
    m_model->replaceAll(items(2, 1));
    const auto glow = [this](int column) {
        return m_model->data(m_model->index(1, column), ListModel::GlowRole).toDouble();
    };
    QVERIFY(!m_model->stepGlow());
    m_model->stage({u"1"_qs, u"renamed"_qs, 7});
    m_model->applyStaged(Apply::Everything);
    QCOMPARE(glow(1), 0.0); // that column does not glow
    QCOMPARE(glow(2), 1.0);
    clock.advance(std::chrono::milliseconds(500));
    QVERIFY(m_model->stepGlow());
    QCOMPARE(glow(2), 0.5);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    clock.advance(std::chrono::milliseconds(500));
    QVERIFY(!m_model->stepGlow());
    QCOMPARE(changed.size(), 1); // painted once more, dark
    QCOMPARE(glow(2), 0.0);
    m_model->setGlowClock(nullptr); // reduced motion
    m_model->stage({u"1"_qs, u"renamed"_qs, 8});
    m_model->applyStaged(Apply::Everything);
    QCOMPARE(glow(2), 0.0);
}

void ListModelTest::everyOperationAtRandomKeepsTheModelSound()
{
    Items model({ListModel::NewRows::OnTop, 150});
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    quint32 seed = 42;
    const auto random = [&seed](quint32 below) {
        seed = seed * 1'664'525U + 1'013'904'223U;
        return static_cast<int>((seed >> 8) % below);
    };
    for (int step = 0; step < 3000; ++step) {
        switch (random(10)) {
        case 0:
            model.sort(random(4) - 1, random(2) ? Qt::AscendingOrder : Qt::DescendingOrder);
            break;
        case 1:
            model.setFilter(random(2) ? QString() : QString::number(random(10)));
            break;
        case 2:
            model.setChipActive(u"even"_qs, random(2) == 0);
            break;
        case 3:
            model.setOrderHeld(random(2) == 0);
            break;
        case 4:
            model.appendOlder({item(random(400)), item(random(400))});
            break;
        case 5:
            model.applyStaged(random(2) ? Apply::Everything : Apply::KnownRowsOnly);
            break;
        case 6:
            if (random(20) == 0)
                model.replaceAll(items(300, 300 - random(120)));
            break;
        default:
            model.stage({QString::number(random(400)), u"x%1"_qs.arg(random(50)), random(1000)});
            break;
        }
        QVERIFY(model.total() <= 150);
    }
    model.setOrderHeld(false);
    model.applyStaged(Apply::Everything);
    model.clearFilters();
    QCOMPARE(model.rowCount(), model.total());
    model.sort(2, Qt::AscendingOrder);
    for (int row = 1; row < model.rowCount(); ++row)
        QVERIFY(model.at(row - 1).number <= model.at(row).number);
}

void ListModelTest::fiftyThousandRowsAreFast()
{
    Items model;
    std::vector<Item> rows;
    for (int n = 0; n < ListModel::defaultCap; ++n)
        rows.push_back({QString::number(n),
                        u"María Núñez %1 depósito en caja de la sucursal centro"_qs.arg(n * 7919 % 50'000),
                        n * 31 % 9973});
    QElapsedTimer timer;
    const auto measure = [&timer](const char *what, const std::function<void()> &work) {
        timer.start();
        work();
        const qint64 us = timer.nsecsElapsed() / 1000;
        qInfo("%-34s %6.1f ms", what, static_cast<double>(us) / 1000.0);
        return us;
    };
    measure("fill 50,000", [&] { model.replaceAll(std::move(rows)); });
    qint64 worst = 0;
    worst = std::max(worst, measure("filter, first letter", [&] { model.setFilter(u"4"_qs); }));
    worst = std::max(worst, measure("filter, third letter", [&] { model.setFilter(u"421"_qs); }));
    worst = std::max(worst, measure("filter, two words", [&] { model.setFilter(u"421 nunez"_qs); }));
    worst = std::max(worst, measure("filter cleared", [&] { model.clearFilters(); }));
    worst = std::max(worst, measure("chip", [&] { model.setChipActive(u"even"_qs, true); }));
    model.clearFilters();
    const qint64 byNumber = measure("sort by number", [&] { model.sort(2, Qt::AscendingOrder); });
    const qint64 byText = measure("sort by text", [&] { model.sort(1, Qt::DescendingOrder); });
    measure("filter while sorted by text", [&] { model.setFilter(u"421"_qs); });
    model.clearFilters();
    model.sort(-1, Qt::AscendingOrder);
    const qint64 tick = measure("a tick of 500 new, 500 changed", [&] {
        for (int n = 0; n < 500; ++n) {
            model.stage(item(100'000 + n));
            model.stage({QString::number(n * 90), u"changed"_qs, n});
        }
        model.applyStaged(Apply::Everything);
    });
    // Wide bounds: they catch a change of order, not a busy machine or a sanitizer.
    QVERIFY2(worst < 1'000'000, qPrintable(QString::number(worst)));
    QVERIFY(byNumber < 2'000'000);
    QVERIFY(byText < 5'000'000);
    QVERIFY(tick < 1'000'000);
}

QTEST_GUILESS_MAIN(ListModelTest)
#include "tst_listmodel.moc"
