// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/feed.h"
#include "contract/ledgerforms.h"
#include "contract/ledgerjson.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::Currency;
using base::Money;

namespace {

const QTimeZone zone("America/Guayaquil");

Money bob(qint64 minor)
{
    return Money::fromMinor(minor, Currency::bob()).value();
}

events::AccountChanged changed()
{
    events::AccountChanged e;
    e.seq = 7;
    e.at.value = 1'705'347'000'000;
    e.accountId = 3;
    e.cedula = u"1350509525"_s;
    e.holderName = u"María"_s;
    e.balance = bob(500);
    e.held = bob(200);
    e.lowBalanceThreshold = bob(600);
    e.overdraftLimit = bob(100);
    e.dailyLimit = bob(900);
    e.isBlocked = true;
    e.changeToday = bob(0);
    e.changes = {{u"estado"_s, u"ACTIVA"_s, u"BLOQUEADA"_s}};
    e.user = u"ana"_s;
    e.approvers = {u"eva"_s};
    e.reason = u"orden"_s;
    return e;
}

events::HoldChanged held()
{
    events::HoldChanged e;
    e.seq = 8;
    e.at.value = 5;
    e.holdId = 2;
    e.accountId = 3;
    e.cedula = u"1350509525"_s;
    e.amount = bob(200);
    e.state = events::HoldState::Released;
    e.reason = u"embargo"_s;
    e.placedAt.value = 4;
    e.placedBy = u"ana"_s;
    e.expiresAt = base::UtcMs{9};
    e.endedBy = u"eva"_s;
    e.balance = bob(500);
    e.held = bob(0);
    return e;
}

template <typename T>
T again(const T &value, base::Result<T> (*read)(const contract::JsonValue &))
{
    return read(contract::JsonValue::parse(contract::toJson(value)).value()).value();
}

contract::FeedEvent throughFeed(const events::Event &event)
{
    const std::vector<base::Bytes> parts{contract::feedForm(event, zone)};
    const auto frame = contract::decodeFeed(contract::joinFeed(parts)).value();
    return std::get<contract::FeedEvents>(frame).events.at(0);
}

} // namespace

class LedgerJsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsBackWhatItWrites();
    void theFeedTellsOfAccountsHoldsAndDays();
    void aPatchNamesWhatChanges();
    void refusesPatches_data();
    void refusesPatches();
};

void LedgerJsonTest::readsBackWhatItWrites()
{
    const contract::AccountChange change = contract::changeOf(changed(), zone);
    QCOMPARE(change.account->available, bob(300));
    QVERIFY(change.account->lowBalance);
    QVERIFY(again(change, &contract::readAccountChange) == change);
    const contract::AccountChange holdChange = contract::changeOf(held(), zone);
    QVERIFY(again(holdChange, &contract::readAccountChange) == holdChange);
    const contract::Hold hold = contract::holdOf(held());
    QVERIFY(again(hold, &contract::readHold) == hold);
    const contract::DayClose close{
        3, QDate(2024, 1, 15), {7}, u"eva"_s, 17, QByteArray(32, 'h'), "0123456789abcdef", QByteArray(64, 's')};
    QVERIFY(again(close, &contract::readDayClose) == close);
    const contract::Proof proof{false, {9}, 1, 2, 3, 4, 5, QByteArray(32, 'h'), {u"mal"_s}, 1, 12};
    QVERIFY(again(proof, &contract::readProof) == proof);
    const contract::Chart chart{{{-1, u"#CASH"_s, bob(-5)}}, {bob(5)}};
    QVERIFY(again(chart, &contract::readChart) == chart);
    contract::JournalLine line{17,
                               u"000017"_s,
                               {9},
                               u"2024-01-15T14:30:00"_s,
                               u"REVERSO"_s,
                               u"#CASH"_s,
                               u"1350509525"_s,
                               bob(5),
                               contract::Channel::Till,
                               u"ana"_s,
                               u"1"_s,
                               u"c"_s,
                               u"m"_s,
                               {u"eva"_s},
                               u"000003"_s};
    const contract::Journal journal{QDate(2024, 1, 15), {line}, {{u"caja"_s, u"1"_s, 4, bob(9)}}, u"17"_s, close};
    QVERIFY(again(journal, &contract::readJournal) == journal);
    const contract::HoldRequest request{bob(5), u"embargo"_s, base::UtcMs{9}};
    QVERIFY(contract::readHoldRequest(contract::JsonValue::parse(contract::toJson(request)).value(), Currency::usd())
                .value() == request);
}

void LedgerJsonTest::theFeedTellsOfAccountsHoldsAndDays()
{
    QVERIFY(std::get<contract::AccountChange>(throughFeed(changed()).data) == contract::changeOf(changed(), zone));
    QVERIFY(std::get<contract::AccountChange>(throughFeed(held()).data).hold == contract::holdOf(held()));
    events::DayClosed closed;
    closed.seq = 9;
    closed.day = QDate(2024, 1, 15);
    closed.lastHash = QByteArray(32, 'h');
    QVERIFY(std::get<contract::DayClose>(throughFeed(closed).data) == contract::dayCloseOf(closed));
}

void LedgerJsonTest::aPatchNamesWhatChanges()
{
    const auto read = [](const char *json) {
        return contract::readAccountPatch(contract::JsonValue::parse(json).value(), Currency::bob()).value();
    };
    const auto none = read("{}");
    QVERIFY(!none.lowBalanceThreshold && !none.overdraftLimit && !none.dailyLimit && !none.holderName);
    const auto all = read(R"({"umbral_saldo_bajo":5.00,"limite_sobregiro":"1","limite_diario_retiros":9,"nombre":""})");
    QCOMPARE(*all.lowBalanceThreshold, bob(500));
    QCOMPARE(*all.overdraftLimit, bob(100));
    QCOMPARE(**all.dailyLimit, bob(900));
    QCOMPARE(*all.holderName, QString());
    const auto without = read(R"({"limite_diario_retiros":null})");
    QVERIFY(without.dailyLimit && !*without.dailyLimit);
    QVERIFY(contract::readAccountPatch(contract::JsonValue::parse(contract::toJson(without)).value(), Currency::bob())
                .value() == without);
}

void LedgerJsonTest::refusesPatches_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addRow("an amount with three decimals") << QByteArray(R"({"limite_sobregiro":1.001})");
    QTest::addRow("a threshold that is no amount") << QByteArray(R"({"umbral_saldo_bajo":true})");
    QTest::addRow("a name that is no text") << QByteArray(R"({"nombre":5})");
}

void LedgerJsonTest::refusesPatches()
{
    QFETCH(QByteArray, json);
    QVERIFY(!contract::readAccountPatch(contract::JsonValue::parse(json).value(), Currency::bob()));
}

QTEST_APPLESS_MAIN(LedgerJsonTest)
#include "tst_ledgerjson.moc"
