// SPDX-License-Identifier: GPL-3.0-or-later
// Two accounts, every event, every way in: nothing crosses.
#include "eventbench.h"
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using support::EventBench;
using support::EventClient;
using support::SseBlock;

class TestEventIsolation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isolates_data();
    void isolates();
    void statistics();
};

namespace {

/// A client that has had his greeting.
EventClient greeted(EventBench &bench, const QString &name, const QByteArray &lastId = {})
{
    EventClient client = bench.stream(name, lastId);
    return client;
}

} // namespace

void TestEventIsolation::isolates_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("headers");
    const auto row = [](const char *name, const char *query, const char *headers) {
        QTest::addRow("%s", name) << QByteArray(query) << QByteArray(headers);
    };
    row("S2-45 S2-46 by header", "?", "Authorization: Bearer {token}\r\n");
    row("S2-45 S2-46 by token", "?token={token}", "");
    row("S2-45 S2-46 by key", "?api-key={key}", "");
    row("S2-45 S2-46 by key under token", "?token={key}", "");
    row("S2-45 S2-46 by key in the header", "?", "X-API-Key: {key}\r\n");
    row("S2-45 S2-46 by ticket", "?ticket={ticket}", "");
    row("S2-45 whatever account the query names", "?token={token}&accountId=2&account_id=2&account=2", "");
}

void TestEventIsolation::isolates()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, headers);
    EventBench bench;
    const auto filled = [&bench](QByteArray text, int who) {
        const QString name = who == 0 ? u"eva"_s : u"leo"_s;
        if (text.contains("{ticket}"))
            text.replace("{ticket}", bench.ask("POST", "/api/v1/stream-tickets", bench.bearerOf(name))
                                         .json()["ticket"_L1]
                                         .toString()
                                         .toLatin1());
        return text.replace("{token}", bench.token(name)).replace("{key}", bench.keys[who]);
    };
    if (query.contains("{ticket}") &&
        bench.ask("POST", "/api/v1/stream-tickets", bench.bearerOf(u"eva"_s)).status == 404)
        QSKIP("no tickets are given out yet");
    bench.everyEvent(1, "A");
    bench.everyEvent(2, "X");
    const QByteArray ms = QByteArray::number(bench.clock.utcNow().value);
    const QByteArrayList theirs{"qr_created_X", "qr_payment_TXN_X", "qr_status_change_X_" + ms,
                                "balance_update_" + ms + "_2"};
    std::vector<EventClient> evas;
    std::vector<EventClient> leos;
    evas.emplace_back(bench, "/events/stream" + filled(query, 0), filled(headers, 0));
    leos.emplace_back(bench, "/events/stream" + filled(query, 1), filled(headers, 1));
    bench.clock.advance(1ms); // the first account's second one of a millisecond would end in _2 too
    const QByteArray leosWelcome = leos.front().take().first().id;
    for (const QByteArray &id : theirs + QByteArrayList{leosWelcome}) {
        evas.emplace_back(bench, "/events/stream" + filled(query, 0) + "&lastEventId=" + id, filled(headers, 0));
        evas.emplace_back(bench, "/api/events/stream" + filled(query, 0),
                          filled(headers, 0) + "Last-Event-ID: " + id + "\r\n");
    }
    bench.everyEvent(1, "B");
    bench.everyEvent(2, "Y");
    bench.pass(30s);
    for (EventClient &eva : evas) {
        QCOMPARE(eva.status, 200);
        const QList<SseBlock> blocks = eva.take();
        QCOMPARE(blocks.size(), &eva == &evas.front() ? 6 : 7); // greeting, resync but once, four events, heartbeat
        for (const SseBlock &block : blocks) {
            QVERIFY2(!block.id.endsWith('X') && !block.id.endsWith('Y') && !block.id.contains("_X_") &&
                         !block.id.endsWith("_2"),
                     block.id.constData());
            QVERIFY2(!block.data.contains("_X") && !block.data.contains("_Y"), block.data.constData());
            QVERIFY(!block.data.contains(R"("accountId":2)"));
        }
    }
    for (const SseBlock &block : leos.front().take())
        QVERIFY2(!block.id.contains("B") && !block.data.contains(R"("accountId":1)"), block.id.constData());
}

void TestEventIsolation::statistics()
{
    EventBench bench;
    EventClient one = greeted(bench, u"eva"_s);
    EventClient two = greeted(bench, u"eva"_s);
    EventClient three = greeted(bench, u"leo"_s);
    const auto asked = [&bench](const QByteArray &target, const QByteArray &headers) {
        const auto answer = bench.ask("GET", target, headers);
        return answer.status == 200 ? answer.body : QByteArray::number(answer.status);
    };
    const QByteArray begin(R"({"success":true,"message":"Estadísticas de eventos obtenidas","data":)"
                           R"({"totalConnections":3,"accountsWithSubscriptions":2,"subscriptionsByAccount":)");
    const QByteArray end(R"("timestamp":"2024-01-15T19:30:00.000Z"}})");
    const QByteArray evas = begin + R"({"1":2},"yourAccountId":1,)" + end;
    for (const char *path : {"/events/stats", "/api/events/stats"}) {
        QCOMPARE(asked(path, bench.bearerOf(u"eva"_s)), evas);                 // S2-37 … S2-42, S2-51
        QCOMPARE(asked(path + ("?token=" + bench.keys[0]), {}), evas);         // S2-36
        QCOMPARE(asked(path + ("?api-key=" + bench.keys[0]), {}), evas);       // S2-36
        QCOMPARE(asked(path + ("?token=" + bench.token(u"eva"_s)), {}), evas); // S2-53
        QCOMPARE(asked(path, bench.bearerOf(u"leo"_s)), begin + R"({"2":1},"yourAccountId":2,)" + end);
        QCOMPARE(asked(path, bench.bearerOf(u"jefa"_s)), begin + R"({"1":2,"2":1},"yourAccountId":null,)" + end);
        QCOMPARE(asked(path, {}), QByteArray("401"));
    }
}

QTEST_GUILESS_MAIN(TestEventIsolation)
#include "tst_eventisolation.moc"
