// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <QUuid>
#include <QtTest>
#include <csignal>

namespace support {

/// The built program, headless, on free ports in a folder of its own.
class HubProcess
{
public:
    static constexpr const char *adminPassword = "una clave larga de prueba";

    HubProcess() { m_dir.setAutoRemove(true); }
    ~HubProcess() { kill(); }
    QString dataDir() const { return m_dir.path(); }

    /// True once hub.json is there and the process lives; else `said()` tells why not.
    bool start(const QStringList &options = {}, int timeoutMs = 30'000)
    {
        launch(options);
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < timeoutMs && m_process.state() != QProcess::NotRunning) {
            if (readPorts())
                return true;
            QTest::qWait(5); // there is no signal for a file that another process writes
        }
        return false;
    }
    void launch(const QStringList &options)
    {
        QFile::remove(m_dir.filePath(QStringLiteral("hub.json")));
        m_ports = {};
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("VENTANILLA_ADMIN_PASSWORD"), QString::fromUtf8(adminPassword));
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        QStringList all{QStringLiteral("--headless"), QStringLiteral("--data-dir"), m_dir.path()};
        for (const char *port : {"--mqtt-port", "--mqtt-ws-port", "--mqtts-port", "--mqtt-wss-port", "--https-port",
                                 "--http-port", "--http-alias-port", "--bank-socket-port", "--bank-socket-tls-port"}) {
            if (!options.contains(QString::fromLatin1(port)))
                all << QString::fromLatin1(port) << QStringLiteral("0");
        }
        m_process.start(QStringLiteral(VENTANILLA_PROGRAM), all + options);
        m_process.waitForStarted();
    }
    /// As a power cut for the process: nothing of it runs any more when this returns.
    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished();
    }
    /// SIGTERM; the exit code, or -1 if it did not end in time or crashed.
    int terminate(int timeoutMs = 15'000)
    {
        m_process.terminate();
        return waitForEnd(timeoutMs);
    }
    int waitForEnd(int timeoutMs = 15'000)
    {
        if (!m_process.waitForFinished(timeoutMs) || m_process.exitStatus() != QProcess::NormalExit)
            return -1;
        return m_process.exitCode();
    }
    QString said()
    {
        m_said += QString::fromUtf8(m_process.readAll());
        return m_said;
    }
    QProcess &process() { return m_process; }
    int port(const char *name) const { return m_ports[QLatin1StringView(name)].toInt(); }
    QUrl url(const QString &path) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(port("http")).arg(path));
    }

private:
    bool readPorts()
    {
        QFile file(m_dir.filePath(QStringLiteral("hub.json")));
        if (!file.open(QIODevice::ReadOnly))
            return false;
        m_ports = QJsonDocument::fromJson(file.readAll()).object();
        return m_ports[QLatin1StringView("pid")].toInteger() == m_process.processId();
    }
    QTemporaryDir m_dir;
    QProcess m_process;
    QJsonObject m_ports;
    QString m_said;
};

/// One answer of the REST API.
struct RestAnswer
{
    int status = 0; ///< 0: not reached
    QByteArray body;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

/// A plain HTTP client, as curl is one.
class RestClient
{
public:
    explicit RestClient(const HubProcess &hub)
        : m_hub(hub)
    {
    }

    bool login(const QString &user = QStringLiteral("admin"),
               const QString &password = QString::fromUtf8(HubProcess::adminPassword))
    {
        const QJsonObject body{{QStringLiteral("username"), user}, {QStringLiteral("password"), password}};
        const RestAnswer answer = send("POST", QStringLiteral("/auth/login"), QJsonDocument(body).toJson());
        m_token = answer.json()[QLatin1StringView("access_token")].toString().toUtf8();
        return answer.status == 200;
    }
    void setToken(const QByteArray &token) { m_token = token; }
    QByteArray token() const { return m_token; }

    RestAnswer get(const QString &path) { return send("GET", path, {}); }
    RestAnswer post(const QString &path, const QByteArray &body, const QByteArray &key = {})
    {
        return send("POST", path, body, key);
    }
    RestAnswer openAccount(const QString &cedula, const QString &name = {})
    {
        const QJsonObject body{{QStringLiteral("cedula"), cedula}, {QStringLiteral("nombre"), name}};
        return post(QStringLiteral("/api/v1/bank/accounts"), QJsonDocument(body).toJson(QJsonDocument::Compact));
    }
    /// `amount` as it shall stand in the JSON text.
    RestAnswer movement(const QString &cedula, const char *kind, const QByteArray &amount,
                        const QByteArray &key = QUuid::createUuid().toByteArray(QUuid::WithoutBraces))
    {
        const QByteArray body =
            "{\"cedula\":\"" + cedula.toUtf8() + "\",\"tipo\":\"" + kind + "\",\"monto\":" + amount + "}";
        return post(QStringLiteral("/api/v1/bank/transactions"), body, key);
    }
    RestAnswer send(const QByteArray &verb, const QString &path, const QByteArray &body, const QByteArray &key = {})
    {
        QNetworkRequest request(m_hub.url(path));
        request.setTransferTimeout(20'000);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        if (!m_token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + m_token);
        if (!key.isEmpty())
            request.setRawHeader("Idempotency-Key", key);
        return wait(m_network.sendCustomRequest(request, verb, body));
    }
    /// Not waited for: the caller owns the reply.
    QNetworkReply *postLater(const QString &path, const QByteArray &body, const QByteArray &key)
    {
        QNetworkRequest request(m_hub.url(path));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        request.setRawHeader("Authorization", "Bearer " + m_token);
        request.setRawHeader("Idempotency-Key", key);
        return m_network.post(request, body);
    }

private:
    static RestAnswer wait(QNetworkReply *reply)
    {
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        if (!reply->isFinished())
            loop.exec();
        RestAnswer answer;
        answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        answer.body = reply->readAll();
        for (const auto &[name, value] : reply->rawHeaderPairs())
            answer.headers.insert(name.toLower(), value);
        reply->deleteLater();
        return answer;
    }
    const HubProcess &m_hub;
    QNetworkAccessManager m_network;
    QByteArray m_token;
};

/// Another program whose lines we wait for.
class LineReader
{
public:
    ~LineReader()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    void start(const QString &program, const QStringList &arguments, const QStringList &environment = {})
    {
        QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
        for (const QString &variable : environment)
            all.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
        m_process.setProcessEnvironment(all);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program, arguments);
        m_process.waitForStarted();
    }
    /// mosquitto_sub, which keeps its debug lines in a buffer unless told otherwise.
    void subscribe(const QStringList &arguments)
    {
        start(QStringLiteral("stdbuf"),
              QStringList{QStringLiteral("-oL"), QStringLiteral("mosquitto_sub")} + arguments);
    }
    /// The first line that contains `part`, not given before; empty when none comes in time.
    QString waitFor(const QString &part, int timeoutMs = 15'000)
    {
        QElapsedTimer timer;
        timer.start();
        while (true) {
            collect();
            for (qsizetype i = m_next; i < m_lines.size(); ++i) {
                if (m_lines[i].contains(part)) {
                    m_next = i + 1;
                    return m_lines[i];
                }
            }
            const qint64 left = timeoutMs - timer.elapsed();
            if (left <= 0)
                return {};
            if (m_process.state() == QProcess::NotRunning)
                return {};
            QTest::qWait(5);
        }
    }
    const QStringList &lines()
    {
        collect();
        return m_lines;
    }
    QProcess &process() { return m_process; }

private:
    void collect()
    {
        m_partial += m_process.readAll();
        const QByteArrayList parts = m_partial.split('\n');
        for (qsizetype i = 0; i + 1 < parts.size(); ++i)
            m_lines << QString::fromUtf8(parts[i]);
        m_partial = parts.last();
    }
    QProcess m_process;
    QByteArray m_partial;
    QStringList m_lines;
    qsizetype m_next = 0;
};

} // namespace support
