// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/eventvalues.h"
#include "contract/feed.h"
#include "support/qrevents.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::ErrorCode;

class FeedTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hello();
    void resync();
    void status();
    void systemEvent();
    void events();
    void qrEventsAreNewsOfTheirQr();
    void unknownFramesAreIgnored_data();
    void unknownFramesAreIgnored();
    void refuses_data();
    void refuses();
    void positions_data();
    void positions();
};

template <typename T>
T decoded(const QByteArray &text)
{
    const auto frame = contract::decodeFeed(text);
    if (!frame || !std::holds_alternative<T>(*frame)) {
        qWarning() << text << (frame ? u"another frame"_s : frame.error().toString());
        return {};
    }
    return std::get<T>(*frame);
}

void FeedTest::hello()
{
    const contract::FeedHello frame{
        u"e1"_s, 120, true, u"Agencia Norte"_s, u"0.1.0"_s, u"branch"_s, u"America/Guayaquil"_s};
    const QByteArray text = contract::encodeFeed(frame);
    QCOMPARE(text, QByteArray(R"({"type":"hello","epoch":"e1","seq":120,"resumed":true,"hub":{"name":"Agencia Norte",)"
                              R"("version":"0.1.0","profile":"branch","timezone":"America/Guayaquil"}})"));
    QVERIFY(decoded<contract::FeedHello>(text) == frame);
}

void FeedTest::resync()
{
    const contract::FeedResync frame{u"e1"_s, 120};
    QVERIFY(decoded<contract::FeedResync>(contract::encodeFeed(frame)) == frame);
}

void FeedTest::status()
{
    const contract::FeedStatus frame{2, 1, 17, 3, 1, 12.0, 30.5, {1'705'347'000'000}};
    const QByteArray text = contract::encodeFeed(frame);
    QVERIFY2(text.startsWith(
                 R"({"type":"status","data":{"clientes_conectados":2,"ips_activas":1,"total_transacciones":17,)"),
             text.constData());
    QVERIFY(decoded<contract::FeedStatus>(text) == frame);
}

void FeedTest::systemEvent()
{
    const contract::SystemEvent event{
        {1'705'347'000'000}, u"messages_dropped"_s,        u"ESP32_001"_s, u"queue_full"_s, u"iot/1"_s, 12, 9'750,
        u"in words"_s,       contract::SystemLevel::Error, u"websocket"_s};
    const QByteArray text = contract::encodeFeed(event);
    QVERIFY(text.startsWith(R"({"type":"system_event","data":{"kind":"messages_dropped")"));
    QCOMPARE(decoded<contract::SystemEvent>(text), event);
}

void FeedTest::events()
{
    const QTimeZone zone("America/Guayaquil");
    events::TransactionPosted posted;
    posted.seq = 121;
    posted.id = 17;
    posted.cedula = u"1350509525"_s;
    posted.businessDay = QDate(2024, 1, 15);
    events::AlertRaised alert;
    alert.seq = 122;
    alert.type = events::lowBalance;
    alert.balance = base::Money(base::Currency::usd());
    events::AccountOpened opened;
    opened.seq = 123;
    opened.cedula = u"1710034065"_s;
    const std::vector parts{contract::feedForm(posted, zone), contract::feedForm(alert, zone),
                            contract::feedForm(opened, zone)};
    const auto frame = decoded<contract::FeedEvents>(contract::joinFeed(parts));
    QCOMPARE(frame.events.size(), size_t{3});
    QCOMPARE(frame.events[0].seq, 121);
    QVERIFY(std::get<contract::Transaction>(frame.events[0].data) == contract::transactionOf(posted, zone));
    QVERIFY(std::get<contract::Alert>(frame.events[1].data) == contract::alertOf(alert, zone));
    QVERIFY(std::get<contract::Account>(frame.events[2].data) == contract::accountOf(opened));
    QVERIFY(decoded<contract::FeedEvents>(contract::joinFeed({})).events.empty());
}

void FeedTest::qrEventsAreNewsOfTheirQr()
{
    const QTimeZone zone("America/Guayaquil");
    const std::vector<base::Bytes> parts{contract::feedForm(support::qrCreated(), zone),
                                         contract::feedForm(support::qrPaid(), zone),
                                         contract::feedForm(support::qrStatusChanged(), zone)};
    const auto frame = contract::decodeFeed(contract::joinFeed(parts));
    QVERIFY_OK(frame);
    const auto &events = std::get<contract::FeedEvents>(*frame).events;
    QCOMPARE(events.size(), size_t{3});
    for (size_t i = 0; i < events.size(); ++i) {
        QCOMPARE(events[i].seq, qint64(7 + i));
        const auto &news = std::get<contract::QrNews>(events[i].data);
        QCOMPARE(news.seq, events[i].seq);
        QCOMPARE(static_cast<size_t>(news.what), i);
    }
}

void FeedTest::unknownFramesAreIgnored_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("a frame of a later version") << QByteArray(R"({"type":"weather","x":1})");
    QTest::addRow("an event of a later version")
        << QByteArray(R"({"type":"events","events":[{"seq":5,"event":"moon","data":7}]})");
}

void FeedTest::unknownFramesAreIgnored()
{
    QFETCH(QByteArray, text);
    const auto frame = contract::decodeFeed(text);
    QVERIFY_OK(frame);
    if (const auto *events = std::get_if<contract::FeedEvents>(&*frame)) {
        QCOMPARE(events->events[0].seq, 5); // the sequence counts all the same
        QVERIFY(std::holds_alternative<std::monostate>(events->events[0].data));
    } else {
        QVERIFY(std::holds_alternative<std::monostate>(*frame));
    }
}

void FeedTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("no JSON") << QByteArray("hola");
    QTest::addRow("no object") << QByteArray("[]");
    QTest::addRow("no type") << QByteArray("{}");
    QTest::addRow("a hello without sequence") << QByteArray(R"({"type":"hello","epoch":"e"})");
    QTest::addRow("events that are no list") << QByteArray(R"({"type":"events","events":{}})");
    QTest::addRow("an event without sequence") << QByteArray(R"({"type":"events","events":[{"event":"x"}]})");
    QTest::addRow("a transaction without amount")
        << QByteArray(R"({"type":"events","events":[{"seq":1,"event":"transaction_posted","data":{}}]})");
    QTest::addRow("a status without data") << QByteArray(R"({"type":"status"})");
}

void FeedTest::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!contract::decodeFeed(text));
}

void FeedTest::positions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seq"); // -1: refused
    QTest::addRow("epoch and sequence") << u"ab12-17"_s << qint64{17};
    QTest::addRow("zero") << u"ab12-0"_s << qint64{0};
    QTest::addRow("no dash") << u"ab12"_s << qint64{-1};
    QTest::addRow("no epoch") << u"-17"_s << qint64{-1};
    QTest::addRow("no sequence") << u"ab12-"_s << qint64{-1};
    QTest::addRow("words") << u"ab12-x"_s << qint64{-1};
    QTest::addRow("beyond 2^63") << u"ab12-9223372036854775808"_s << qint64{-1};
}

void FeedTest::positions()
{
    QFETCH(QString, text);
    QFETCH(qint64, seq);
    const auto position = contract::FeedPosition::parse(text);
    QCOMPARE(position ? position->seq : qint64{-1}, seq);
    if (position)
        QCOMPARE(position->toString(), text);
}

QTEST_APPLESS_MAIN(FeedTest)
#include "tst_feed.moc"
