// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewaybench.h"

namespace support {

GatewayBench::GatewayBench(auth::Profile profile, bool hasBroker, gateway::HttpSettings http, const Change &change)
    : authPort(clock)
    , accessPort(clock, authPort)
    , adminPort(clock, authPort, audit)
    , messaging(clock)
{
    gateway::GatewaySettings settings;
    settings.consoleSecret = "s3cret";
    settings.profile = profile;
    settings.hubName = QStringLiteral("test hub");
    settings.version = QStringLiteral("1.2.3");
    settings.http = std::move(http);
    if (change)
        change(settings);
    gateway = std::make_unique<gateway::Gateway>(
        loop, clock, settings,
        gateway::GatewayPorts{
            authPort, bank, bank, DirectAuth::tokens(), authPort.authenticator->snapshot(),
            [this](std::unique_ptr<net::DetachedStream> stream) { adopted.push_back(std::move(stream)); }, &accessPort,
            hasBroker ? &broker : nullptr, hasBroker ? &messaging : nullptr, nullptr, &adminPort, &audit, &audit});
    authPort.changed = [this](auth::SnapshotPtr users) { gateway->setUsers(std::move(users)); };
    bank.committed = [this](qint64 seq) { gateway->committed(seq); };
    bank.addAccount(QStringLiteral("1350509525"));
    settle();
}
GatewayBench::~GatewayBench()
{
    wires.clear();
}

net::LoopbackWire &GatewayBench::connect(gateway::Door door)
{
    wires.push_back(std::make_unique<net::LoopbackWire>());
    gateway->serve(wires.back()->takeStream(), door);
    return *wires.back();
}

void GatewayBench::settle()
{
    for (int i = 0; i < 8; ++i) {
        for (const auto &wire : wires)
            wire->run();
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        loop.flushNow();
    }
}

void GatewayBench::pass(std::chrono::seconds span)
{
    for (std::chrono::seconds i{0}; i < span; ++i) {
        clock.advance(std::chrono::seconds(1));
        gateway->tick();
        settle();
    }
}

Reply GatewayBench::ask(const QByteArray &method, const QByteArray &target, const QByteArray &headers,
                        const QByteArray &body, gateway::Door door)
{
    net::LoopbackWire &wire = connect(door);
    wire.send(request(method, target, headers, body));
    settle();
    QByteArray received = wire.takeReceived();
    return takeReply(received, method == "HEAD");
}

QByteArray GatewayBench::request(const QByteArray &method, const QByteArray &target, const QByteArray &headers,
                                 const QByteArray &body)
{
    QByteArray bytes = method + " " + target + " HTTP/1.1\r\n" + headers;
    if (!headers.contains("Host:"))
        bytes += "Host: localhost\r\n";
    if (!body.isEmpty() || method == "POST")
        bytes += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    return bytes + "\r\n" + body;
}

Reply GatewayBench::takeReply(QByteArray &bytes, bool head)
{
    Reply reply;
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return reply;
    const QList<QByteArray> lines = bytes.first(end).split('\n');
    reply.status = lines.first().split(' ').value(1).toInt();
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        reply.headers[line.first(colon).toLower()] = line.mid(colon + 1).trimmed();
    }
    const qsizetype size = head ? 0 : reply.headers.value("content-length", "0").toLongLong();
    reply.body = bytes.mid(end + 4, size);
    bytes.remove(0, end + 4 + size);
    return reply;
}

QByteArray GatewayBench::bearer(auth::Role role)
{
    const auto attempt =
        authPort.authenticator->login(auth::word(role), QStringLiteral("correct horse"), QStringLiteral("t"));
    return "Authorization: Bearer " + attempt.result->accessToken + "\r\n";
}

Reply GatewayBench::post(const QByteArray &body, const QByteArray &key, const QByteArray &more)
{
    return ask("POST", "/api/v1/bank/transactions", bearer() + "Idempotency-Key: " + key + "\r\n" + more, body);
}

} // namespace support
