// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakehub.h"
#include "contract/bankjson.h"

FakeHub::FakeHub()
{
    handler = [this](const Request &request) { return standard(request); };
    connect(&m_server, &QTcpServer::newConnection, this, &FakeHub::accept);
    connect(&m_feed, &QWebSocketServer::newConnection, this, [this] {
        QWebSocket *socket = m_feed.nextPendingConnection();
        socket->setParent(this);
        feedTargets.append(socket->requestUrl().toString(QUrl::RemoveScheme | QUrl::RemoveAuthority));
        feedTokens.append(socket->request().rawHeader("Authorization"));
        feeds.append(socket);
    });
    listen();
}

void FakeHub::listen()
{
    if (m_server.listen(QHostAddress::LocalHost, m_port))
        m_port = m_server.serverPort();
}

void FakeHub::goDown()
{
    m_server.close();
    for (const auto &socket : std::as_const(m_sockets)) {
        if (socket)
            socket->abort();
    }
    for (const auto &feed : std::as_const(feeds)) {
        if (feed)
            feed->abort();
    }
}

client::HubAddress FakeHub::address(const QByteArray &secret) const
{
    return {QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)), secret};
}

void FakeHub::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        m_sockets.append(socket);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

void FakeHub::read(QTcpSocket *socket)
{
    const QByteArray bytes = socket->peek(1'000'000);
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    Request request;
    const QList<QByteArray> lines = bytes.left(end).split('\n');
    request.method = lines[0].split(' ').value(0);
    request.target = lines[0].split(' ').value(1);
    for (const QByteArray &line : lines.mid(1))
        request.headers[line.left(line.indexOf(':')).toLower()] = line.mid(line.indexOf(':') + 1).trimmed();
    if (request.headers.value("upgrade").toLower() == "websocket") {
        if (refuseFeed) {
            socket->write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            socket->disconnectFromHost();
            return;
        }
        socket->disconnect(this);
        m_sockets.removeAll(socket);
        m_feedSockets.append(socket);
        m_feed.handleConnection(socket);
        QMetaObject::invokeMethod(socket, "readyRead"); // what has arrived already
        return;
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (bytes.size() < end + 4 + length)
        return;
    request.body = bytes.mid(end + 4, length);
    socket->read(end + 4 + length);
    requests.append(request);
    const Answer answer = handler(request);
    if (answer.fate == Fate::Cut)
        socket->abort();
    if (answer.fate != Fate::Answer)
        return;
    socket->write("HTTP/1.1 " + QByteArray::number(answer.status) + " X\r\nContent-Type: application/json\r\n" +
                  answer.headers + "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n\r\n" +
                  answer.body);
}

FakeHub::Answer FakeHub::tokens()
{
    const QByteArray n = QByteArray::number(++tokenNumber);
    return {200, R"({"access_token":"access)" + n + R"(","refresh_token":"refresh)" + n +
                     R"(","token_type":"Bearer","expires_in":)" + QByteArray::number(expiresIn) + R"(,"user":)" +
                     userJson() + "}"};
}

FakeHub::Answer FakeHub::problem(int status, const QByteArray &code, const QByteArray &detail)
{
    return {status, R"({"type":"about:blank","title":"X","status":)" + QByteArray::number(status) + R"(,"code":")" +
                        code + R"(","detail":")" + detail + R"("})"};
}

FakeHub::Answer FakeHub::standard(const Request &request)
{
    if (request.path() == "/auth/login")
        return request.body.contains("secreto") ? tokens() : problem(401, "unauthenticated", "wrong user or password");
    if (request.path() == "/auth/refresh")
        return tokens();
    if (request.path() == "/auth/logout" || request.path() == "/auth/password")
        return {204, {}};
    if (request.path() == "/auth/me")
        return {200, userJson()};
    return problem(404, "not_found", "no such thing");
}

QByteArray FakeHub::transactionJson(qint64 seq)
{
    contract::Transaction transaction;
    transaction.id = seq;
    transaction.seq = seq;
    transaction.folio = QStringLiteral("%1").arg(seq, 6, 10, QLatin1Char('0'));
    transaction.cedula = QStringLiteral("1350509525");
    transaction.amount = base::Money::parse("150.00", base::Currency::usd()).value();
    transaction.balanceAfter = base::Money::parse("1150.00", base::Currency::usd()).value();
    transaction.balanceBefore = base::Money::parse("1000.00", base::Currency::usd()).value();
    transaction.localTime = QStringLiteral("2024-01-15T14:30:00");
    transaction.at = base::UtcMs{1'705'347'000'000};
    return contract::toJson(transaction);
}

void FakeHub::send(const QByteArray &text)
{
    QVERIFY(!feeds.isEmpty() && feeds.last());
    feeds.last()->sendTextMessage(QString::fromUtf8(text));
}

void FakeHub::closeFeed(quint16 code)
{
    // QWebSocket::close() knows no codes of our own: the frame by hand, FIN + close, two bytes.
    QVERIFY(!m_feedSockets.isEmpty() && m_feedSockets.last());
    const char frame[] = {char(0x88), 2, char(code >> 8), char(code & 0xff)};
    m_feedSockets.last()->write(frame, sizeof frame);
    m_feedSockets.last()->flush();
}

void FakeHub::hello(const QByteArray &epoch, qint64 seq, bool resumed)
{
    send(R"({"type":"hello","epoch":")" + epoch + R"(","seq":)" + QByteArray::number(seq) + R"(,"resumed":)" +
         (resumed ? "true" : "false") + R"(,"hub":{"name":"Matriz","version":"0.1.0","profile":"branch"}})");
}

void FakeHub::event(qint64 seq)
{
    send(R"({"type":"events","events":[{"seq":)" + QByteArray::number(seq) +
         R"(,"event":"transaction_posted","data":)" + transactionJson(seq) + "}]}");
}
