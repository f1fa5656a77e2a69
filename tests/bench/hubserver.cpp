// SPDX-License-Identifier: GPL-3.0-or-later
// Ours: the built program, headless, as users run it, its log going to a file.
#include "httpwire.h"
#include "webserver.h"
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>
#include <cstdio>

namespace bench {

namespace {

const QByteArray adminPassword = "una clave larga de prueba";
const QByteArray cedula = "1710034065";
/// Of a message's payload, so that the whole event has eventBytes about.
constexpr qsizetype payloadBytes = 100;

class Hub final : public WebServer
{
public:
    bool start(const QString &program);
    Scene scene(Dialect dialect) const override;
    QByteArray detailRequest() const override
    {
        return httpRequest("GET", "/api/v1/bank/accounts/" + cedula, m_authorization);
    }
    QByteArray healthRequest() const override { return httpRequest("GET", "/health"); }

private:
    bool waitForPorts();
    bool prepare();
    void fillEvents(Scene &scene) const;
    void fillChannels(Scene &scene) const;
    void fillSocketIo(Scene &scene) const;
    QByteArray deposit(qint64 number) const;
    std::optional<QJsonObject> ask(const QByteArray &target, const QByteArray &body);

    QByteArray m_token;
    QByteArray m_key; ///< an API key that hears the account's events
    QByteArray m_authorization;
};

bool Hub::start(const QString &program)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"VENTANILLA_ADMIN_PASSWORD"_qs, QString::fromUtf8(adminPassword));
    environment.insert(u"WEBSOCKET_MAX_CONNECTIONS"_qs, u"50000"_qs); // the seed's 100 by default
    process().setProcessEnvironment(environment);
    process().setProcessChannelMode(QProcess::SeparateChannels);
    process().setStandardOutputFile(QProcess::nullDevice());
    process().setStandardErrorFile(QString(folder() + u"/log"_qs));
    QStringList arguments{u"--headless"_qs, u"--data-dir"_qs, folder()};
    for (const char *port : {"--mqtt-port", "--mqtt-ws-port", "--http-port", "--http-alias-port"})
        arguments << QString::fromLatin1(port) << u"0"_qs;
    return WebServer::start(program, arguments, 1) && waitForPorts() && prepare();
}

bool Hub::waitForPorts()
{
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < 20'000 && process().state() != QProcess::NotRunning; QThread::msleep(5)) {
        QFile file(QString(folder() + u"/hub.json"_qs));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QJsonObject ports = QJsonDocument::fromJson(file.readAll()).object();
        setPort(static_cast<quint16>(ports[u"http"_qs].toInt()));
        if (port() != 0)
            return true;
    }
    std::fprintf(stderr, "the hub does not start\n");
    return false;
}

std::optional<QJsonObject> Hub::ask(const QByteArray &target, const QByteArray &body)
{
    HttpWire wire;
    const QByteArray headers = "Content-Type: application/json\r\n" + m_authorization;
    if (wire.open(port()) && wire.ask(httpRequest("POST", target, headers, body)) && wire.wait() &&
        wire.status() / 100 == 2)
        return QJsonDocument::fromJson(wire.body().toByteArray()).object();
    std::fprintf(stderr, "%s was answered %d\n", target.constData(), wire.status());
    return std::nullopt;
}

bool Hub::prepare()
{
    const auto login = ask("/auth/login", "{\"username\":\"admin\",\"password\":\"" + adminPassword + "\"}");
    if (!login)
        return false;
    m_token = (*login)[u"access_token"_qs].toString().toUtf8();
    m_authorization = "Authorization: Bearer " + m_token + "\r\n";
    const auto account = ask("/api/v1/bank/accounts", "{\"cedula\":\"" + cedula + "\",\"nombre\":\"Ana Torres\"}");
    if (!account)
        return false;
    const auto key =
        ask("/api/v1/admin/api-keys", R"({"name":"bench","scopes":["events:read"],"account_id":)" +
                                          QByteArray::number((*account)[u"accountId"_qs].toInteger()) + '}');
    m_key = key ? (*key)[u"key"_qs].toString().toLatin1() : QByteArray();
    return true; // without a key the streams refuse, the rest can be measured
}

void Hub::fillEvents(Scene &scene) const
{
    const QByteArray who = m_key.isEmpty() ? QByteArray("token=" + m_token) : QByteArray("api-key=" + m_key);
    scene.open = httpRequest("GET", "/events/stream?" + who, "Accept: text/event-stream\r\n");
    scene.tag = "\"newBalance\":";
    scene.content = eventContent;
    scene.post = [this](qint64 number) { return deposit(number); };
}

void Hub::fillSocketIo(Scene &scene) const
{
    scene.open = httpRequest("GET", "/socket.io/?EIO=4&transport=websocket", webSocketHandshake);
    scene.connect = "40/mqtt,{\"token\":\"" + m_token + "\"}";
    scene.subscribe = R"(42/mqtt,["mqtt:subscribe",{"topic":"bench/events","qos":0}])";
    scene.tag = eventTag;
    scene.content = eventContent;
    scene.post = [this](qint64 number) {
        return httpRequest("POST", "/mqtt/publish", "Content-Type: application/json\r\n" + m_authorization,
                           R"({"topic":"bench/events","qos":0,"retain":false,"payload":)" +
                               eventText(number, payloadBytes) + '}');
    };
}

/// One cent: the new balance is the number of deposits, and so the number of the event.
QByteArray Hub::deposit(qint64 number) const
{
    const QByteArray headers = "Content-Type: application/json\r\nIdempotency-Key: bench-" +
                               QByteArray::number(number) + "\r\n" + m_authorization;
    return httpRequest("POST", "/api/v1/bank/transactions", headers,
                       "{\"cedula\":\"" + cedula + "\",\"tipo\":\"DEPOSITO\",\"monto\":0.01,\"concepto\":\"" +
                           eventContent + "\"}");
}

Scene Hub::scene(Dialect dialect) const
{
    Scene scene;
    scene.dialect = dialect;
    if (dialect == Dialect::WebSocket)
        fillChannels(scene);
    else if (dialect == Dialect::Sse)
        fillEvents(scene);
    else if (dialect == Dialect::SocketIo)
        fillSocketIo(scene);
    return scene;
}

void Hub::fillChannels(Scene &scene) const
{
    scene.open = httpRequest("GET", "/api/v1/ws?channel=general", m_authorization + webSocketHandshake);
    scene.tag = eventTag;
    scene.content = eventContent;
    scene.post = [this](qint64 number) {
        const QByteArray message = eventTag + QByteArray::number(number) + ' ' + eventContent;
        return httpRequest("POST", "/api/v1/ws/test-event?channel=general&message=" + message.toPercentEncoding(":"),
                           m_authorization);
    };
}

} // namespace

std::unique_ptr<WebServer> startHub(const QString &program)
{
    auto hub = std::make_unique<Hub>();
    return hub->start(program) ? std::move(hub) : nullptr;
}

} // namespace bench
