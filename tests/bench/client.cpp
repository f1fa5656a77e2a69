// SPDX-License-Identifier: GPL-3.0-or-later
#include "client.h"
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

namespace {
constexpr size_t inputSize = 256 * 1024;
}

Client::~Client()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

bool Client::open(const Address &address, const QByteArray &clientId, bool cleanSession)
{
    m_descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(address.port);
    if (::inet_pton(AF_INET, address.host.constData(), &to.sin_addr) != 1)
        return false;
    if (::connect(m_descriptor, reinterpret_cast<sockaddr *>(&to), sizeof to) != 0)
        return false;
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return exchange(wire::connectPacket(clientId, cleanSession), 4) && ::fcntl(m_descriptor, F_SETFL, O_NONBLOCK) == 0;
}

bool Client::subscribe(const QByteArrayList &filters, int qos)
{
    ::fcntl(m_descriptor, F_SETFL, 0);
    const bool done = exchange(wire::subscribePacket(filters, qos), 2);
    // The rest of SUBACK: remaining length was one or two bytes, the body is packet id and codes.
    const qsizetype body = 2 + filters.size();
    const qsizetype left = body + (body > 127 ? 1 : 0);
    QByteArray rest(left, '\0');
    const bool good = done && ::recv(m_descriptor, rest.data(), static_cast<size_t>(left), MSG_WAITALL) == left &&
                      static_cast<quint8>(rest.back()) <= 2;
    ::fcntl(m_descriptor, F_SETFL, O_NONBLOCK);
    return good;
}

bool Client::exchange(const QByteArray &request, qsizetype answerSize)
{
    if (::send(m_descriptor, request.constData(), static_cast<size_t>(request.size()), MSG_NOSIGNAL) != request.size())
        return false;
    std::array<char, 16> answer{};
    return ::recv(m_descriptor, answer.data(), static_cast<size_t>(answerSize), MSG_WAITALL) == answerSize;
}

void Client::send(const char *data, size_t size)
{
    flush();
    ssize_t n = 0;
    if (!isBlocked()) {
        n = ::send(m_descriptor, data, size, MSG_NOSIGNAL);
        m_broken = m_broken || (n < 0 && errno != EAGAIN);
        n = std::max<ssize_t>(n, 0);
    }
    if (static_cast<size_t>(n) < size)
        append(data + n, size - static_cast<size_t>(n));
}

void Client::flush()
{
    if (!isBlocked())
        return;
    const ssize_t n = ::send(m_descriptor, m_output.data() + m_sent, m_output.size() - m_sent, MSG_NOSIGNAL);
    m_broken = m_broken || (n < 0 && errno != EAGAIN);
    m_sent += static_cast<size_t>(std::max<ssize_t>(n, 0));
    if (m_sent == m_output.size()) {
        m_output.clear();
        m_sent = 0;
    }
}

char *Client::inputBuffer()
{
    static thread_local std::vector<char> buffer(inputSize);
    return buffer.data();
}

/// Drops what is to be skipped, then receives behind what was kept; returns the bytes in the buffer.
size_t Client::fillInput()
{
    if (m_skip > 0) { // Linux throws the bytes away without copying them
        const ssize_t n = ::recv(m_descriptor, nullptr, m_skip, MSG_TRUNC);
        m_broken = m_broken || n == 0 || (n < 0 && errno != EAGAIN);
        m_skip -= static_cast<size_t>(std::max<ssize_t>(n, 0));
        if (m_skip > 0)
            return 0;
    }
    char *buffer = inputBuffer();
    std::memcpy(buffer, m_rest.data(), m_restSize);
    const ssize_t n = ::recv(m_descriptor, buffer + m_restSize, inputSize - m_restSize, 0);
    m_broken = m_broken || n == 0 || (n < 0 && errno != EAGAIN);
    return m_restSize + static_cast<size_t>(std::max<ssize_t>(n, 0));
}

void Client::keep(const char *rest, size_t size)
{
    Q_ASSERT(size <= m_rest.size());
    std::memmove(m_rest.data(), rest, size);
    m_restSize = size;
}

} // namespace bench
