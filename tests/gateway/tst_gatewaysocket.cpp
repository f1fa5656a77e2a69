// SPDX-License-Identifier: GPL-3.0-or-later
// The gateway on real sockets and threads, with Qt's own clients as independent peers.
#include "gatewaybench.h"
#include "net/thread.h"
#include "support/verify.h"
#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QWebSocket>
#include <QtTest>
#include <condition_variable>
#include <deque>
#include <thread>
#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

using namespace support;

namespace {

/// A thread that runs jobs in order: the desk and the readers as the gateway sees them.
class Worker
{
public:
    Worker()
        : m_thread([this] { run(); })
    {
    }
    ~Worker()
    {
        post(nullptr);
        m_thread.join();
    }
    void post(std::function<void()> job)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_jobs.push_back(std::move(job));
        }
        m_wake.notify_one();
    }

private:
    void run()
    {
        while (true) {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return !m_jobs.empty(); });
            const auto job = std::move(m_jobs.front());
            m_jobs.pop_front();
            lock.unlock();
            if (!job)
                return;
            job();
        }
    }
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    std::thread m_thread;
};

/// A bank and logins on a thread of their own.
class ThreadedPorts final : public gateway::CommandPort, public gateway::ReaderPort, public gateway::AuthPort
{
public:
    explicit ThreadedPorts(const base::Clock &clock)
        : auth(clock)
    {
        bank.addAccount(QStringLiteral("1350509525"));
    }
    base::Result<> submit(desk::Command command, std::function<void(desk::Answer)> answer) override
    {
        worker.post([this, command, answer] { (void)bank.submit(command, answer); });
        return {};
    }
    base::Result<> read(Job job) override
    {
        worker.post([this, job] { (void)bank.read(job); });
        return {};
    }
    base::Result<> login(QString username, QString password, QString address,
                         std::function<void(::auth::Attempt<::auth::Session>)> answer) override
    {
        worker.post(
            [this, username, password, address, answer] { (void)auth.login(username, password, address, answer); });
        return {};
    }
    base::Result<> refresh(QByteArray token, QString from,
                           std::function<void(base::Result<::auth::Session>)> answer) override
    {
        worker.post([this, token, from, answer] { (void)auth.refresh(token, from, answer); });
        return {};
    }
    base::Result<> logout(QByteArray token, std::optional<::auth::Principal> who, QString from,
                          std::function<void(base::Result<>)> answer) override
    {
        worker.post([this, token, who, from, answer] { (void)auth.logout(token, who, from, answer); });
        return {};
    }
    base::Result<> changePassword(::auth::Principal who, QString current, QString next, QString address,
                                  std::function<void(::auth::Attempt<QString>)> answer) override
    {
        worker.post([this, who, current, next, address, answer] {
            (void)auth.changePassword(who, current, next, address, answer);
        });
        return {};
    }
    base::Result<> setPin(::auth::Principal who, QString password, QString pin, QString address,
                          std::function<void(::auth::Attempt<QString>)> answer) override
    {
        worker.post(
            [this, who, password, pin, address, answer] { (void)auth.setPin(who, password, pin, address, answer); });
        return {};
    }
    base::Result<> checkPin(QString username, QString pin, QString address,
                            std::function<void(base::Result<::auth::User>)> answer) override
    {
        worker.post([this, username, pin, address, answer] { (void)auth.checkPin(username, pin, address, answer); });
        return {};
    }
    FakeBank bank;
    DirectAuth auth;
    Worker worker; ///< last: ends before what its jobs touch
};

/// A gateway that listens, in its own thread.
class LiveGateway
{
public:
    LiveGateway()
        : ports(clock)
        , thread(QStringLiteral("gateway"))
    {
        thread.start();
        thread.call([this] {
            loop = std::make_unique<net::Loop>();
            gateway::GatewaySettings settings;
            settings.listeners = {net::ListenOptions()};
            settings.consoleSecret = "s3cret";
            settings.version = QStringLiteral("1.2.3");
            gateway = std::make_unique<gateway::Gateway>(
                *loop, clock, settings,
                gateway::GatewayPorts{
                    ports, ports, ports, DirectAuth::tokens(), ports.auth.authenticator->snapshot(), {}});
            listening = gateway->listen();
            port = gateway->port();
            consolePort = gateway->consolePort();
        });
        ports.worker.post([this] {
            ports.bank.committed = [this](qint64 seq) { gateway->committed(seq); };
            ports.auth.changed = [this](auth::SnapshotPtr users) { gateway->setUsers(std::move(users)); };
        });
    }
    ~LiveGateway()
    {
        ports.worker.post([this] {
            ports.bank.committed = nullptr;
            ports.auth.changed = nullptr;
        });
        thread.call([this] {
            gateway->stopAccepting([] {});
            gateway->close();
            gateway.reset();
            loop.reset();
        });
        thread.stop();
    }
    QUrl url(const QString &path, quint16 at = 0) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(at ? at : port).arg(path));
    }

    base::SystemClock clock;
    ThreadedPorts ports;
    net::HubThread thread;
    std::unique_ptr<net::Loop> loop;
    std::unique_ptr<gateway::Gateway> gateway;
    base::Result<> listening;
    quint16 port = 0;
    quint16 consolePort = 0;
};

struct HttpReply
{
    int status = 0;
    QByteArray body;
    QByteArray hit;
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

} // namespace

class TestGatewaySocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loginDepositStatementAndFeed();
    void manyClientsAtOnce();
    void theConsoleDoor();
    void aRequestInManySegments();
    void halfClosedClientsGetTheirAnswer();
    void webSocketResumes();
    void stopsWithClientsConnected();

private:
    HttpReply ask(const QByteArray &method, const QUrl &url, const QByteArray &body = {},
                  const QList<QPair<QByteArray, QByteArray>> &headers = {});
    QByteArray login(LiveGateway &live);
    std::unique_ptr<QWebSocket> openFeed(LiveGateway &live, const QByteArray &token, const QString &query = {});
    QNetworkAccessManager m_manager;
};

HttpReply TestGatewaySocket::ask(const QByteArray &method, const QUrl &url, const QByteArray &body,
                                 const QList<QPair<QByteArray, QByteArray>> &headers)
{
    QNetworkRequest request(url);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    if (method == "POST")
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    QNetworkReply *reply = m_manager.sendCustomRequest(request, method, body);
    QSignalSpy finished(reply, &QNetworkReply::finished);
    if (!reply->isFinished() && !finished.wait(10'000))
        return {};
    reply->deleteLater();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(),
            reply->rawHeader("Idempotency-Hit")};
}

QByteArray TestGatewaySocket::login(LiveGateway &live)
{
    const HttpReply reply =
        ask("POST", live.url(QStringLiteral("/auth/login")), R"({"username":"cajero","password":"correct horse"})");
    return reply.json().value(u"access_token").toString().toLatin1();
}

std::unique_ptr<QWebSocket> TestGatewaySocket::openFeed(LiveGateway &live, const QByteArray &token,
                                                        const QString &query)
{
    auto socket = std::make_unique<QWebSocket>();
    QUrl url = live.url(QStringLiteral("/api/v1/feed"));
    url.setScheme(QStringLiteral("ws"));
    url.setQuery(query);
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + token);
    socket->open(request);
    return socket;
}

void TestGatewaySocket::loginDepositStatementAndFeed()
{
    LiveGateway live;
    QVERIFY_OK(live.listening);
    const QByteArray token = login(live);
    QVERIFY(!token.isEmpty());
    const auto feed = openFeed(live, token);
    QSignalSpy frames(feed.get(), &QWebSocket::textMessageReceived);
    QVERIFY(frames.wait());
    QVERIFY(frames.first().first().toString().contains(u"\"hello\""));
    const QList<QPair<QByteArray, QByteArray>> headers{{"Authorization", "Bearer " + token}, {"Idempotency-Key", "k"}};
    const QByteArray body = R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":150.00})";
    const QUrl url = live.url(QStringLiteral("/api/v1/bank/transactions"));
    const HttpReply first = ask("POST", url, body, headers);
    QCOMPARE(first.status, 201);
    const HttpReply again = ask("POST", url, body, headers);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.hit, QByteArray("true"));
    const auto posted = [&frames] {
        return std::any_of(frames.begin(), frames.end(), [](const QList<QVariant> &frame) {
            return frame.first().toString().contains(u"transaction_posted");
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(posted(), 30'000);
    const HttpReply statement =
        ask("GET", live.url(QStringLiteral("/api/v1/bank/accounts/1350509525/statement")), {}, headers);
    QCOMPARE(statement.json().value(u"items").toArray().size(), 1);
}

void TestGatewaySocket::manyClientsAtOnce()
{
    LiveGateway live;
    const QByteArray token = login(live);
    constexpr int count = 200;
    int finished = 0;
    int created = 0;
    for (int i = 0; i < count; ++i) {
        QNetworkRequest request(live.url(QStringLiteral("/api/v1/bank/transactions")));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        request.setRawHeader("Authorization", "Bearer " + token);
        request.setRawHeader("Idempotency-Key", QByteArray::number(i));
        QNetworkReply *reply = m_manager.post(request, R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1})");
        connect(reply, &QNetworkReply::finished, this, [reply, &finished, &created] {
            ++finished;
            created += reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 201;
            reply->deleteLater();
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(finished, count, 30'000);
    QCOMPARE(created, count);
}

void TestGatewaySocket::theConsoleDoor()
{
    LiveGateway live;
    QVERIFY(live.consolePort != 0 && live.consolePort != live.port);
    QCOMPARE(ask("GET", live.url(QStringLiteral("/"), live.consolePort)).status, 403);
    QCOMPARE(
        ask("GET", live.url(QStringLiteral("/"), live.consolePort), {}, {{"X-Ventanilla-Console", "s3cret"}}).status,
        200);
}

void TestGatewaySocket::aRequestInManySegments()
{
    LiveGateway live;
    QTcpSocket socket;
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket.connectToHost(QHostAddress::LocalHost, live.port);
    QVERIFY(socket.waitForConnected());
    for (const char c : GatewayBench::request("GET", "/")) {
        socket.write(&c, 1);
        socket.flush();
    }
    QByteArray received;
    QTRY_VERIFY_WITH_TIMEOUT((received += socket.readAll(), received.contains("Ventanilla")), 30'000);
    QVERIFY(received.startsWith("HTTP/1.1 200 OK\r\n"));
}

void TestGatewaySocket::halfClosedClientsGetTheirAnswer()
{
#if defined(Q_OS_UNIX) && !defined(VENTANILLA_PORTABLE_NET)
    LiveGateway live;
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, live.port);
    QVERIFY(socket.waitForConnected());
    socket.write(GatewayBench::request("GET", "/") + GatewayBench::request("GET", "/none"));
    QVERIFY(socket.waitForBytesWritten());
    ::shutdown(static_cast<int>(socket.socketDescriptor()), SHUT_WR); // as `printf … | nc` does
    QByteArray received;
    QTRY_VERIFY_WITH_TIMEOUT((received += socket.readAll(), socket.state() == QAbstractSocket::UnconnectedState),
                             30'000);
    QCOMPARE(GatewayBench::takeReply(received).status, 200);
    QCOMPARE(GatewayBench::takeReply(received).status, 404);
#else
    QSKIP("a QTcpSocket cannot end one side, and takes it for the end of both");
#endif
}

void TestGatewaySocket::webSocketResumes()
{
    LiveGateway live;
    const QByteArray token = login(live);
    live.ports.worker.post([&live] {
        for (int i = 0; i < 50; ++i)
            live.ports.bank.deposit(QStringLiteral("1350509525"), 100);
    });
    const auto feed = openFeed(live, token, QStringLiteral("after=e1-20"));
    QSignalSpy frames(feed.get(), &QWebSocket::textMessageReceived);
    const auto sequences = [&frames] {
        QList<int> all;
        for (const QList<QVariant> &frame : frames) {
            const QJsonObject json = QJsonDocument::fromJson(frame.first().toString().toUtf8()).object();
            for (const QJsonValue &event : json.value(u"events").toArray())
                all.append(event.toObject().value(u"seq").toInt());
        }
        return all;
    };
    QList<int> expected;
    for (int seq = 21; seq <= 50; ++seq)
        expected.append(seq);
    QTRY_COMPARE_WITH_TIMEOUT(sequences(), expected, 30'000);
}

void TestGatewaySocket::stopsWithClientsConnected()
{
    auto live = std::make_unique<LiveGateway>();
    const QByteArray token = login(*live);
    const auto feed = openFeed(*live, token);
    QSignalSpy connected(feed.get(), &QWebSocket::connected);
    QSignalSpy ended(feed.get(), &QWebSocket::disconnected);
    QVERIFY(connected.wait());
    live.reset();
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30'000);
    QCOMPARE(feed->closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
}

QTEST_GUILESS_MAIN(TestGatewaySocket)
#include "tst_gatewaysocket.moc"
