// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpwire.h"
#include "poller.h"
#include <QList>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace bench {

namespace {
constexpr double patience = 10; // seconds
}

int connectTo(quint16 port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        std::perror("connect");
        ::close(descriptor);
        return -1;
    }
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const linger cut{1, 0}; // no thousands of TIME_WAIT
    ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &cut, sizeof cut);
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    return descriptor;
}

bool sendAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t n = ::send(descriptor, bytes.data(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL);
        if (n < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        if (n > 0) {
            bytes = bytes.sliced(n);
            continue;
        }
        pollfd waiting{descriptor, POLLOUT, 0};
        ::poll(&waiting, 1, 1'000);
    }
    return true;
}

HttpHead readHead(QByteArrayView bytes)
{
    HttpHead head;
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return head;
    head.size = end + 4;
    head.status = bytes.sliced(9, 3).toByteArray().toInt();
    const QByteArray lower = bytes.first(end).toByteArray().toLower();
    const QByteArrayView name = "\r\ncontent-length:";
    const qsizetype at = lower.indexOf(name);
    if (at >= 0)
        head.body = lower.sliced(at + name.size()).split('\r').value(0).trimmed().toLongLong();
    return head;
}

HttpWire::~HttpWire()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

HttpWire::HttpWire(HttpWire &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_input(std::move(other.m_input))
    , m_head(other.m_head)
    , m_waiting(other.m_waiting)
    , m_broken(other.m_broken)
{
}

bool HttpWire::open(quint16 port)
{
    m_descriptor = connectTo(port);
    m_broken = m_descriptor < 0;
    return !m_broken;
}

bool HttpWire::ask(QByteArrayView request)
{
    m_input.resize(0);
    m_head = {};
    m_waiting = true;
    m_broken = m_broken || !sendAll(m_descriptor, request);
    return !m_broken;
}

bool HttpWire::receive()
{
    constexpr qsizetype room = 16 * 1024;
    const qsizetype before = m_input.size();
    m_input.resize(before + room);
    const ssize_t n = ::recv(m_descriptor, m_input.data() + before, static_cast<size_t>(room), 0);
    m_input.resize(before + std::max<ssize_t>(n, 0));
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
        m_broken = true;
    if (n <= 0 || !m_waiting)
        return false;
    if (m_head.size == 0)
        m_head = readHead(m_input);
    if (m_head.size == 0 || m_input.size() < m_head.size + m_head.body)
        return false;
    m_waiting = false;
    return true;
}

bool HttpWire::wait()
{
    for (const double begin = now(); !m_broken && now() - begin < patience;) {
        pollfd waiting{m_descriptor, POLLIN, 0};
        ::poll(&waiting, 1, 100);
        if (receive())
            return true;
    }
    return false;
}

QByteArray httpRequest(const QByteArray &method, const QByteArray &target, const QByteArray &headers,
                       const QByteArray &body)
{
    QByteArray out;
    out.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: localhost\r\n").append(headers);
    if (method == "POST" || !body.isEmpty())
        out.append("Content-Length: ").append(QByteArray::number(body.size())).append("\r\n");
    return out.append("\r\n").append(body);
}

} // namespace bench
