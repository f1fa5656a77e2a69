// SPDX-License-Identifier: GPL-3.0-or-later
#include "hubprocess.h"
#include "support/prometheus.h"
#include <QJsonArray>
#include <QTcpSocket>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace support;

/// What an operator sees of a real hub: readiness, figures, log.
class ObservabilityTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void isReady();
    void figuresMove();
    void everyFamilyIsDocumented(); // some are there only when something has happened
    void levelsSwitchAtRunTime();
    void theLogHoldsNoSecret();
    void tellsSystemd();

private:
    HubProcess m_hub;
    PrometheusText metrics(RestClient &rest) { return PrometheusText(rest.get(u"/metrics"_s).body); }
};

void ObservabilityTest::initTestCase()
{
    QVERIFY2(m_hub.start({u"--log"_s, u"*=debug"_s}), qPrintable(m_hub.said()));
}

void ObservabilityTest::isReady()
{
    RestClient rest(m_hub); // S2-65, without a login
    QTRY_COMPARE_WITH_TIMEOUT(rest.get(u"/ready"_s).status, 200, 30'000);
    QCOMPARE(rest.get(u"/health"_s).status, 200);
    QCOMPARE(rest.get(u"/metrics"_s).status, 401);
}

void ObservabilityTest::everyFamilyIsDocumented()
{
    RestClient rest(m_hub);
    QVERIFY(rest.login());
    const PrometheusText text = metrics(rest);
    QCOMPARE(text.problems, QStringList());
    QFile document(QStringLiteral(VENTANILLA_SOURCE_DIR "/docs/operations.md"));
    QVERIFY(document.open(QIODevice::ReadOnly));
    const QString words = QString::fromUtf8(document.readAll());
    QStringList missing;
    for (const auto &family : text.families) {
        if (!words.contains(u'`' + family.name + u'`'))
            missing << family.name;
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u' ')));
    static const QRegularExpression named(u"`((?:ventanilla|process)_[a-z_]+)`"_s);
    QStringList gone; // what the document tells of must be there
    for (const auto &match : named.globalMatch(words)) {
        if (!text.find(match.captured(1)))
            gone << match.captured(1);
    }
    QVERIFY2(gone.isEmpty(), qPrintable(gone.join(u' ')));
}

void ObservabilityTest::figuresMove()
{
    RestClient rest(m_hub);
    QVERIFY(rest.login());
    QCOMPARE(rest.openAccount(u"1350509525"_s).status, 201);
    const PrometheusText before = metrics(rest);
    QCOMPARE(rest.movement(u"1350509525"_s, "DEPOSITO", "10.00").status, 201);
    QCOMPARE(rest.movement(u"1350509525"_s, "RETIRO", "99.00").status, 422);
    LineReader subscriber;
    subscriber.start(u"mosquitto_sub"_s,
                     {u"-p"_s, QString::number(m_hub.port("mqtt")), u"-u"_s, u"admin"_s, u"-P"_s,
                      QString::fromUtf8(HubProcess::adminPassword), u"-t"_s, u"banco/#"_s, u"-C"_s, u"1"_s});
    QTRY_VERIFY_WITH_TIMEOUT(subscriber.process().state() == QProcess::NotRunning, 30'000);
    const auto grown = [&](const char *name, const QHash<QString, QString> &labels = {}) {
        const QString family = QString::fromLatin1(name);
        return metrics(rest).value(family, labels).value_or(0) - before.value(family, labels).value_or(0);
    };
    QCOMPARE(grown("ventanilla_desk_commands_total", {{u"outcome"_s, u"done"_s}}), 1.0);
    QCOMPARE(grown("ventanilla_desk_commands_total", {{u"outcome"_s, u"refused"_s}}), 1.0);
    QVERIFY(grown("ventanilla_desk_batch_duration_seconds_count") >= 2);
    QVERIFY(grown("ventanilla_mqtt_connects_total", {{u"outcome"_s, u"accepted"_s}}) >= 1);
    QVERIFY(grown("ventanilla_mqtt_messages_total", {{u"direction"_s, u"sent"_s}}) >= 1);
    QVERIFY(grown("ventanilla_mqtt_persistence_commits_total") >= 1);
    QVERIFY(grown("ventanilla_http_requests_total", {{u"route"_s, u"/metrics"_s}}) >= 1);
    QVERIFY(metrics(rest).value(u"ventanilla_store_file_bytes"_s, {{u"file"_s, u"ledger.db"_s}}) > 4096.0);
    QVERIFY(metrics(rest).value(u"process_resident_memory_bytes"_s) > 1e6);
    const double started = *metrics(rest).value(u"process_start_time_seconds"_s);
    QVERIFY(std::abs(started - double(QDateTime::currentSecsSinceEpoch())) < 600);
    QVERIFY(*metrics(rest).value(u"process_open_fds"_s) > 5);
}

void ObservabilityTest::levelsSwitchAtRunTime()
{
    RestClient rest(m_hub);
    QVERIFY(rest.login());
    const QString path = u"/api/v1/admin/log-levels"_s;
    QCOMPARE(RestClient(m_hub).get(path).status, 401);
    QCOMPARE(rest.send("PUT", path, R"({"levels":{"gateway":"error","websocket":"debug"},"span_s":3600})").status, 200);
    QHash<QString, QJsonObject> levels;
    for (const auto &item : rest.get(path).json()[u"items"_s].toArray())
        levels[item.toObject()[u"category"_s].toString()] = item.toObject();
    QCOMPARE(levels[u"gateway"_s][u"level"_s].toString(), u"error"_s);
    QVERIFY(levels[u"gateway"_s][u"until"_s].toDouble() > double(QDateTime::currentMSecsSinceEpoch()));
    QVERIFY(levels[u"mqtt"_s][u"until"_s].isNull());
    QCOMPARE(rest.send("PUT", path, R"({"levels":{"nothing":"info"}})").status, 404);
    QCOMPARE(rest.send("PUT", path, R"({"levels":{"gateway":"loud"}})").status, 422);
    QCOMPARE(rest.send("PUT", path, R"({"levels":{"gateway":"info"}})").status, 200);
    rest.get(u"/api/v1/bank/summary"_s);
    const RestAnswer lines = rest.get(u"/api/v1/admin/logs?category=gateway&level=info&limit=50"_s);
    QCOMPARE(lines.status, 200);
    QVERIFY2(lines.body.contains("GET /api/v1/bank/summary"), lines.body.constData());
    QCOMPARE(rest.get(u"/api/v1/admin/logs?limit=0"_s).status, 422);
}

void ObservabilityTest::theLogHoldsNoSecret()
{
    RestClient rest(m_hub);
    QVERIFY(rest.login());
    const QByteArray password = HubProcess::adminPassword;
    QByteArrayList secrets{password, rest.token()};
    QCOMPARE(rest.send("PUT", u"/api/v1/admin/log-levels"_s, R"({"levels":{"*":"debug"}})").status, 200);
    rest.get(u"/api/v1/bank/summary?token="_s + QString::fromLatin1(rest.token()));
    const QByteArray login = R"({"username":"admin","password":")" + password + "\"}";
    const QJsonObject session = rest.post(u"/auth/login"_s, login).json();
    secrets << session[u"access_token"_s].toString().toUtf8() << session[u"refresh_token"_s].toString().toUtf8();
    rest.post(u"/auth/refresh"_s, R"({"refresh_token":")" + secrets.last() + "\"}");
    rest.post(u"/auth/login"_s, R"({"username":"admin","password":"wrong secret word"})");
    secrets << "wrong secret word";
    const RestAnswer device = rest.post(u"/api/v1/admin/credentials"_s, R"({"username":"sensor-1"})");
    secrets << device.json()[u"secret"_s].toString().toUtf8();
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(m_hub.port("bank_socket")));
    QVERIFY(socket.waitForConnected());
    socket.write(R"({"op":"login","username":"admin","password":")" + password + "\"}\n" +
                 R"({"op":"login","token":")" + secrets[2] + "\"}\n" + R"({"op":"login","token":"vk_live_)" +
                 QByteArray(51, 'Z') + "\"}\n");
    secrets << "vk_live_" + QByteArray(51, 'Z');
    QByteArray answers;
    while (answers.count('\n') < 3 && socket.waitForReadyRead(30'000))
        answers += socket.readAll();
    QCOMPARE(answers.count('\n'), 3);
    const QByteArray kept = rest.get(u"/api/v1/admin/logs?limit=1000"_s).body;
    const QByteArray said = m_hub.said().toUtf8();
    QVERIFY(said.contains("bank.socket: login user=admin")); // it does say what happens
    for (const QByteArray &secret : secrets) {
        QVERIFY(secret.size() > 8);
        QVERIFY2(!said.contains(secret), "a secret is in the log");
        QVERIFY2(!kept.contains(secret), "a secret is among the kept lines");
    }
}

void ObservabilityTest::tellsSystemd()
{
    QTemporaryDir folder;
    const QByteArray path = QFile::encodeName(folder.filePath(u"notify"_s));
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
    QCOMPARE(::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    qputenv("NOTIFY_SOCKET", path);
    HubProcess hub;
    const bool started = hub.start();
    qunsetenv("NOTIFY_SOCKET");
    QVERIFY2(started, qPrintable(hub.said()));
    QByteArray heard;
    const auto hear = [&] {
        char buffer[256];
        for (ssize_t got = ::recv(descriptor, buffer, sizeof buffer, 0); got > 0;
             got = ::recv(descriptor, buffer, sizeof buffer, 0))
            heard += QByteArray(buffer, got) + '|';
        return heard;
    };
    QTRY_VERIFY_WITH_TIMEOUT(hear().startsWith("READY=1\n"), 30'000);
    QCOMPARE(hub.terminate(), 0);
    QVERIFY(hear().endsWith("STOPPING=1|"));
    ::close(descriptor);
}

QTEST_GUILESS_MAIN(ObservabilityTest)
#include "tst_observability.moc"
