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

class Hub final : public WebServer
{
public:
    bool start();
    Scene scene(Dialect dialect) const override;
    QByteArray detailRequest() const override
    {
        return httpRequest("GET", "/api/v1/bank/accounts/" + cedula, m_authorization);
    }
    QByteArray healthRequest() const override { return httpRequest("GET", "/health"); }

private:
    bool waitForPorts();
    bool prepare();
    QByteArray deposit(qint64 number) const;
    std::optional<QJsonObject> ask(const QByteArray &target, const QByteArray &body);

    QByteArray m_authorization;
};

bool Hub::start()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"VENTANILLA_ADMIN_PASSWORD"_qs, QString::fromUtf8(adminPassword));
    process().setProcessEnvironment(environment);
    process().setProcessChannelMode(QProcess::SeparateChannels);
    process().setStandardOutputFile(QProcess::nullDevice());
    process().setStandardErrorFile(QString(folder() + u"/log"_qs));
    QStringList arguments{u"--headless"_qs, u"--data-dir"_qs, folder()};
    for (const char *port : {"--mqtt-port", "--mqtt-ws-port", "--http-port", "--http-alias-port"})
        arguments << QString::fromLatin1(port) << u"0"_qs;
    return WebServer::start(QStringLiteral(VENTANILLA_PROGRAM), arguments, 1) && waitForPorts() && prepare();
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
    m_authorization = "Authorization: Bearer " + (*login)[u"access_token"_qs].toString().toUtf8() + "\r\n";
    return ask("/api/v1/bank/accounts", "{\"cedula\":\"" + cedula + "\",\"nombre\":\"Ana Torres\"}").has_value();
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
    scene.open = httpRequest("GET", "/api/v1/feed",
                             m_authorization + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: "
                                               "13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    scene.tag = "\"saldo\":";
    scene.content = eventContent;
    scene.post = [this](qint64 number) { return deposit(number); };
    return scene;
}

} // namespace

std::unique_ptr<WebServer> startHub()
{
    auto hub = std::make_unique<Hub>();
    return hub->start() ? std::move(hub) : nullptr;
}

} // namespace bench
