// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/channeltester.h"
#include "support/verify.h"
#include <QTimer>

using namespace Qt::StringLiterals;
using app::ChannelTester;

class ChannelTesterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsTheAddress_data();
    void findsTheAddress();
    void refusesWhatIsNoAddress_data();
    void refusesWhatIsNoAddress();
    void tellsThatNobodyAnswers();
    void endsWhenCancelled();
};

void ChannelTesterTest::findsTheAddress_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    QTest::newRow("S3-10 the seed's") << u"ws://localhost:8000/api/v1/ws"_s << u"ws://localhost:8000/api/v1/ws"_s;
    QTest::newRow("with the seed's query")
        << u"ws://localhost:8000/api/v1/ws?channel=general"_s << u"ws://localhost:8000/api/v1/ws"_s;
    QTest::newRow("as --attach has it") << u"http://127.0.0.1:8000"_s << u"ws://127.0.0.1:8000/api/v1/ws"_s;
    QTest::newRow("S3-67 over TLS") << u"https://hub.example/"_s << u"wss://hub.example/api/v1/ws"_s;
    QTest::newRow("behind a proxy's path") << u" wss://h/x/ws "_s << u"wss://h/x/ws"_s;
}

void ChannelTesterTest::findsTheAddress()
{
    QFETCH(QString, text);
    const auto address = ChannelTester::addressOf(text);
    QVERIFY_OK(address);
    QTEST(address->toString(), "address");
}

void ChannelTesterTest::refusesWhatIsNoAddress_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "localhost:8000", "ftp://x", "ws://", "mqtt://h:1883"})
        QTest::addRow("\"%s\"", text) << QString::fromLatin1(text);
}

void ChannelTesterTest::refusesWhatIsNoAddress()
{
    QFETCH(QString, text);
    const auto address = ChannelTester::addressOf(text);
    QVERIFY(!address);
    QCOMPARE(address.error().code(), base::ErrorCode::InvalidArgument);
}

/// S3-74
void ChannelTesterTest::tellsThatNobodyAnswers()
{
    ChannelTester tester(*ChannelTester::addressOf(u"ws://127.0.0.1:1"_s), {});
    QCOMPARE(tester.connect(u"general"_s).error().code(), base::ErrorCode::Unavailable);
    QCOMPARE(tester.statistics().error().code(), base::ErrorCode::Unavailable);
    QCOMPARE(tester.roundTrip(u"general"_s, u"x"_s).error().code(), base::ErrorCode::Unavailable);
    QVERIFY(!tester.isConnected());
}

void ChannelTesterTest::endsWhenCancelled()
{
    ChannelTester tester(*ChannelTester::addressOf(u"ws://127.0.0.1:1"_s), {});
    QTimer::singleShot(0, this, [&tester] { tester.cancel(); });
    tester.pause(std::chrono::hours(1)); // ends at once
    QVERIFY(tester.isCancelled());
}

QTEST_GUILESS_MAIN(ChannelTesterTest)
#include "tst_channeltester.moc"
