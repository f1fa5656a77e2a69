// SPDX-License-Identifier: GPL-3.0-or-later
#include "floorserver.h"
#include "httpwire.h"
#include "poller.h"
#include "webserver.h"
#include <QCryptographicHash>
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

namespace {

constexpr quint64 listening = ~quint64{0};

class FloorServer
{
public:
    bool listen();
    void run();

private:
    void accept();
    void readable(int descriptor);
    void upgrade(int descriptor, QByteArrayView head);
    void publish(QByteArrayView body);
    static void answer(int descriptor, QByteArrayView body);
    void drop(int descriptor);

    int m_listener = -1;
    Poller m_poller;
    std::vector<int> m_events, m_sockets;
};

bool FloorServer::listen()
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 8192) != 0 ||
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return false;
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    m_poller.add(m_listener, listening);
    return true;
}

void FloorServer::run()
{
    for (;;) {
        for (const epoll_event &event : m_poller.wait(-1)) {
            if (event.data.u64 == listening)
                accept();
            else
                readable(static_cast<int>(event.data.u64));
        }
    }
}

void FloorServer::accept()
{
    for (int fd = 0; (fd = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
        const int on = 1;
        ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        m_poller.add(fd, static_cast<quint64>(fd));
    }
}

void FloorServer::readable(int descriptor)
{
    static std::array<char, 16 * 1024> buffer;
    const ssize_t n = ::recv(descriptor, buffer.data(), buffer.size(), 0);
    if (n == 0 || (n < 0 && errno != EAGAIN))
        return drop(descriptor);
    const QByteArrayView bytes(buffer.data(), std::max<ssize_t>(n, 0));
    if (bytes.startsWith("GET /sse")) {
        m_events.push_back(descriptor);
        sendAll(descriptor, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
    } else if (bytes.startsWith("GET /ws")) {
        upgrade(descriptor, bytes);
    } else if (bytes.startsWith("GET ")) {
        answer(descriptor, eventText(0, detailBytes));
    } else if (bytes.startsWith("POST ")) {
        const HttpHead head = readHead(bytes);
        publish(bytes.sliced(head.size));
        answer(descriptor, "ok");
    }
}

void FloorServer::upgrade(int descriptor, QByteArrayView head)
{
    const QByteArray text = head.toByteArray();
    const qsizetype at = text.indexOf("Sec-WebSocket-Key: ") + 19;
    const QByteArray key = text.sliced(at, text.indexOf('\r', at) - at) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    sendAll(descriptor, QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                   "Sec-WebSocket-Accept: " +
                                   QCryptographicHash::hash(key, QCryptographicHash::Sha1).toBase64() + "\r\n\r\n"));
    m_sockets.push_back(descriptor);
}

void FloorServer::publish(QByteArrayView body)
{
    const QByteArray event = QByteArray("data: ").append(body).append("\n\n");
    for (const int descriptor : m_events)
        sendAll(descriptor, event);
    QByteArray frame("\x81\x7e");
    frame.append(static_cast<char>(body.size() >> 8)).append(static_cast<char>(body.size() & 0xff)).append(body);
    for (const int descriptor : m_sockets)
        sendAll(descriptor, frame);
}

void FloorServer::answer(int descriptor, QByteArrayView body)
{
    sendAll(descriptor, QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                                   QByteArray::number(body.size()) + "\r\n\r\n")
                            .append(body));
}

void FloorServer::drop(int descriptor)
{
    std::erase(m_events, descriptor);
    std::erase(m_sockets, descriptor);
    ::close(descriptor);
}

} // namespace

int runFloorServer()
{
    std::signal(SIGPIPE, SIG_IGN);
    FloorServer server;
    if (!server.listen())
        return 1;
    server.run();
    return 0;
}

} // namespace bench
