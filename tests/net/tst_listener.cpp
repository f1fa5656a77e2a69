// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/admission.h"
#include "net/listener.h"
#include "net/loop.h"
#include "net/portholder.h"
#include "netmain.h"
#include "recorder.h"
#include "support/fakeclock.h"
#include "support/verify.h"
#include <QTcpServer>
#include <QTcpSocket>
#include <thread>

using net::ListenOptions;
using Code = base::ErrorCode;

namespace {

/// A listener that keeps what it accepts.
struct Fixture
{
    explicit Fixture(const ListenOptions &options = {})
        : listener(loop, options,
                   [this](std::unique_ptr<net::ByteStream> stream) { streams.push_back(std::move(stream)); })
    {
    }
    net::Loop loop;
    std::vector<std::unique_ptr<net::ByteStream>> streams;
    net::Listener listener;
};

std::unique_ptr<QTcpSocket> connectTo(quint16 port, const QHostAddress &address = QHostAddress(QHostAddress::LocalHost))
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(address, port);
    return socket;
}

} // namespace

class ListenerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void localhostIsBothFamilies();
    void onlyLoopbackByDefault();
    void busyPort();
    void badAddress();
    void limits_data();
    void limits();
    void severalAddresses();
    void newConnectionsPerSecond();
    void limitsByNetwork();
    void bannedAddressesAreClosed();
    void proxiesNameTheClient();
    void proxiesThatSayNothing_data();
    void proxiesThatSayNothing();
    void limitsHoldForProxiedClients();
    void closeStopsAccepting();
    void ticketsMayEndInAnotherThread();
    void openFiles();
};

void ListenerTest::localhostIsBothFamilies()
{
    Fixture f;
    QVERIFY(!f.listener.isListening());
    QVERIFY_OK(f.listener.listen());
    QVERIFY(f.listener.isListening() && f.listener.port() != 0);
    const auto v4 = connectTo(f.listener.port());
    QTRY_COMPARE_WITH_TIMEOUT(f.streams.size(), size_t(1), 30'000);
    QCOMPARE(f.streams[0]->endpoints().localPort, f.listener.port());
    QTcpServer probe;
    if (!probe.listen(QHostAddress(QHostAddress::LocalHostIPv6)))
        QSKIP("no IPv6 on this machine");
    const auto v6 = connectTo(f.listener.port(), QHostAddress(QHostAddress::LocalHostIPv6));
    QTRY_COMPARE_WITH_TIMEOUT(f.streams.size(), size_t(2), 30'000);
}

void ListenerTest::onlyLoopbackByDefault()
{
    QCOMPARE(ListenOptions().addresses, {QHostAddress(QHostAddress::LocalHost)});
    QVERIFY(ListenOptions().addresses.first().isLoopback());
}

void ListenerTest::busyPort()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
    ListenOptions options;
    options.port = other.serverPort();
    options.purpose = u"MQTT"_qs;
    options.howToMove = u"--mqtt-port"_qs;
    Fixture f(options);
    const auto result = f.listener.listen();
    QVERIFY(!result);
    QCOMPARE(result.error().code(), Code::Busy);
    const QString text = result.error().message();
    QVERIFY2(text.contains(QString::number(options.port)) && text.contains(u"MQTT") && text.contains(u"--mqtt-port"),
             qPrintable(text));
#ifdef Q_OS_LINUX
    QVERIFY2(text.contains(u"process %1"_qs.arg(QCoreApplication::applicationPid())), qPrintable(text));
    QVERIFY(net::portHolder(options.port).contains(u"tst_listener"));
    QVERIFY(net::portHolder(1).isEmpty());
#endif
    QVERIFY(!f.listener.isListening());
}

void ListenerTest::badAddress()
{
    ListenOptions options;
    options.addresses = {QHostAddress(u"203.0.113.7"_qs)}; // TEST-NET: nobody's
    Fixture f(options);
    const auto result = f.listener.listen();
    QVERIFY(!result);
    QCOMPARE(result.error().code(), Code::InvalidArgument);
    QVERIFY(result.error().message().contains(u"203.0.113.7"));
}

void ListenerTest::limits_data()
{
    QTest::addColumn<int>("total");
    QTest::addColumn<int>("perAddress");
    QTest::addRow("in all") << 2 << 100;
    QTest::addRow("by address") << 100 << 2;
}

void ListenerTest::limits()
{
    QFETCH(int, total);
    QFETCH(int, perAddress);
    ListenOptions options;
    options.limits.connections = total;
    options.limits.perAddress = perAddress;
    Fixture f(options);
    QVERIFY_OK(f.listener.listen());
    const auto a = connectTo(f.listener.port()), b = connectTo(f.listener.port());
    QTRY_COMPARE_WITH_TIMEOUT(f.streams.size(), size_t(2), 30'000);
    const auto c = connectTo(f.listener.port());
    QTRY_COMPARE_WITH_TIMEOUT(f.listener.refused(), quint64(1), 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(c->state(), QAbstractSocket::UnconnectedState, 30'000); // closed at once
    QCOMPARE(f.listener.connections(), 2);
    f.streams.pop_back();
    QCOMPARE(f.listener.connections(), 1);
    const auto d = connectTo(f.listener.port());
    QTRY_COMPARE_WITH_TIMEOUT(f.streams.size(), size_t(2), 30'000);
}

void ListenerTest::severalAddresses()
{
    ListenOptions options;
    options.addresses = {QHostAddress(u"127.0.0.2"_qs), QHostAddress(u"127.0.0.3"_qs), QHostAddress(u"::1"_qs)};
    Fixture f(options);
    QVERIFY_OK(f.listener.listen());
    for (const QHostAddress &address : options.addresses) {
        const size_t before = f.streams.size();
        const auto socket = connectTo(f.listener.port(), address);
        QTRY_COMPARE_WITH_TIMEOUT(f.streams.size(), before + 1, 30'000);
    }
    const auto elsewhere = connectTo(f.listener.port()); // 127.0.0.1 is not among them
    QTRY_COMPARE_WITH_TIMEOUT(elsewhere->error(), QAbstractSocket::ConnectionRefusedError, 30'000);
}

void ListenerTest::newConnectionsPerSecond()
{
    support::FakeClock clock;
    ListenOptions options;
    options.clock = &clock;
    options.limits.perSecond = 2;
    options.limits.burst = 3;
    Fixture f(options);
    QVERIFY_OK(f.listener.listen());
    const auto tryOne = [&] {
        const auto socket = connectTo(f.listener.port());
        const quint64 before = f.listener.refused() + f.streams.size();
        const bool decided = QTest::qWaitFor([&] { return f.listener.refused() + f.streams.size() > before; }, 30'000);
        return decided ? f.streams.size() : size_t(0);
    };
    for (size_t i = 1; i <= 3; ++i)
        QCOMPARE(tryOne(), i);
    QCOMPARE(tryOne(), size_t(3)); // the bucket is empty
    clock.advance(std::chrono::milliseconds(500));
    QCOMPARE(tryOne(), size_t(4)); // one token has come back
    QCOMPARE(tryOne(), size_t(4));
}

void ListenerTest::limitsByNetwork()
{
    auto admission = std::make_shared<net::Admission>(net::AdmissionLimits{1'000, 1, 0, 0});
    const auto v4 = admission->admit(QHostAddress(u"192.0.2.1"_qs), {});
    QVERIFY(v4);
    QVERIFY(!admission->admit(QHostAddress(u"::ffff:192.0.2.1"_qs), {})); // the same address in IPv6 form
    QVERIFY(admission->admit(QHostAddress(u"192.0.2.2"_qs), {}));
    const auto v6 = admission->admit(QHostAddress(u"2001:db8::1"_qs), {});
    QVERIFY(v6);
    QVERIFY(!admission->admit(QHostAddress(u"2001:db8::2"_qs), {})); // one customer has a whole /64
    QVERIFY(admission->admit(QHostAddress(u"2001:db8:0:1::1"_qs), {}));
    QCOMPARE(admission->connections(), 2);
}

void ListenerTest::bannedAddressesAreClosed()
{
    ListenOptions options;
    options.isBanned = [](const QHostAddress &peer) { return peer == QHostAddress(u"127.0.0.1"_qs); };
    Fixture f(options);
    QVERIFY_OK(f.listener.listen());
    const auto banned = connectTo(f.listener.port());
    QTRY_COMPARE_WITH_TIMEOUT(f.listener.refused(), quint64(1), 30'000);
    const auto other = connectTo(f.listener.port(), QHostAddress(QHostAddress::LocalHostIPv6));
    QTRY_COMPARE_WITH_TIMEOUT(f.streams.size(), size_t(1), 30'000);
}

void ListenerTest::proxiesNameTheClient()
{
    ListenOptions options;
    options.proxies = {QHostAddress::parseSubnet(u"127.0.0.0/8"_qs)};
    Fixture f(options);
    QVERIFY_OK(f.listener.listen());
    const auto proxy = connectTo(f.listener.port());
    proxy->write("PROXY TCP4 192.0.2.7 198.51.");
    QTRY_COMPARE_WITH_TIMEOUT(f.listener.connections(), 1, 30'000);
    QVERIFY(f.streams.empty());
    proxy->write("100.1 56324 443\r\nhello");
    QTRY_COMPARE_WITH_TIMEOUT(f.streams.size(), size_t(1), 30'000);
    QCOMPARE(f.streams[0]->endpoints().peer, QHostAddress(u"192.0.2.7"_qs));
    QCOMPARE(f.streams[0]->endpoints().peerPort, quint16(56324));
    support::Recorder user(std::move(f.streams[0]));
    QTRY_COMPARE_WITH_TIMEOUT(user.received, QByteArray("hello"), 30'000);
    // Others are taken as they come, and their word is not believed.
    const auto direct = connectTo(f.listener.port(), QHostAddress(QHostAddress::LocalHostIPv6));
    QTRY_COMPARE_WITH_TIMEOUT(f.streams.size(), size_t(2), 30'000);
    QCOMPARE(f.streams[1]->endpoints().peer, QHostAddress(QHostAddress::LocalHostIPv6));
}

void ListenerTest::proxiesThatSayNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addRow("nothing in time") << QByteArray();
    QTest::addRow("half a header in time") << QByteArray("PROXY TCP4 192.");
    QTest::addRow("no header") << QByteArray("\x10\x0d");
}

void ListenerTest::proxiesThatSayNothing()
{
    QFETCH(QByteArray, bytes);
    ListenOptions options;
    options.proxies = {QHostAddress::parseSubnet(u"127.0.0.1"_qs)};
    net::Loop loop(std::chrono::milliseconds(20)); // the deadline's seconds
    size_t accepted = 0;
    net::Listener listener(loop, options, [&](std::unique_ptr<net::ByteStream>) { ++accepted; });
    QVERIFY_OK(listener.listen());
    const auto proxy = connectTo(listener.port());
    proxy->write(bytes);
    QTRY_COMPARE_WITH_TIMEOUT(listener.refused(), quint64(1), 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(proxy->state(), QAbstractSocket::UnconnectedState, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(listener.connections(), 0, 30'000);
    QCOMPARE(accepted, size_t(0));
}

void ListenerTest::limitsHoldForProxiedClients()
{
    ListenOptions options;
    options.proxies = {QHostAddress::parseSubnet(u"127.0.0.1"_qs)};
    options.limits.perAddress = 1;
    options.isBanned = [](const QHostAddress &peer) { return peer == QHostAddress(u"192.0.2.66"_qs); };
    Fixture f(options);
    QVERIFY_OK(f.listener.listen());
    std::vector<std::unique_ptr<QTcpSocket>> proxies;
    const auto come = [&](const QByteArray &source) {
        proxies.push_back(connectTo(f.listener.port()));
        proxies.back()->write("PROXY TCP4 " + source + " 198.51.100.1 1 2\r\n");
    };
    come("192.0.2.1");
    QTRY_COMPARE_WITH_TIMEOUT(f.streams.size(), size_t(1), 30'000);
    come("192.0.2.2"); // the proxy's own connections are not counted against it
    QTRY_COMPARE_WITH_TIMEOUT(f.streams.size(), size_t(2), 30'000);
    come("192.0.2.1");
    QTRY_COMPARE_WITH_TIMEOUT(f.listener.refused(), quint64(1), 30'000);
    come("192.0.2.66");
    QTRY_COMPARE_WITH_TIMEOUT(f.listener.refused(), quint64(2), 30'000);
    f.streams.erase(f.streams.begin());
    come("192.0.2.1");
    QTRY_COMPARE_WITH_TIMEOUT(f.streams.size(), size_t(2), 30'000);
}

void ListenerTest::closeStopsAccepting()
{
    Fixture f;
    QVERIFY_OK(f.listener.listen());
    const quint16 port = f.listener.port();
    const auto a = connectTo(port);
    QTRY_COMPARE_WITH_TIMEOUT(f.streams.size(), size_t(1), 30'000);
    f.listener.close();
    const auto late = connectTo(port);
    QTRY_COMPARE_WITH_TIMEOUT(late->state(), QAbstractSocket::UnconnectedState, 30'000);
    QVERIFY(f.streams[0]->isOpen());
}

void ListenerTest::ticketsMayEndInAnotherThread()
{
    auto admission = std::make_shared<net::Admission>(net::AdmissionLimits{1'000, 1'000, 0, 0});
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([admission, i] {
            for (int n = 0; n < 2'000; ++n)
                admission->admit(QHostAddress(static_cast<quint32>(i % 2)), {});
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(admission->connections(), 0);
    net::Ticket outlives = admission->admit(QHostAddress(QHostAddress::LocalHost), {});
    admission.reset();
    outlives.reset();
}

void ListenerTest::openFiles()
{
#ifdef Q_OS_UNIX
    QVERIFY(net::raiseOpenFileLimit(1'024) >= 1'024);
#endif
}

NET_TEST_MAIN(ListenerTest)
#include "tst_listener.moc"
