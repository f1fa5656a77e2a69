// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/admission.h"
#include "net/listener.h"
#include "net/loop.h"
#include "net/portholder.h"
#include "netmain.h"
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
