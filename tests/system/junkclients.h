// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QElapsedTimer>
#include <arpa/inet.h>
#include <atomic>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace support {

/// A connected blocking TCP socket to this machine, or -1.
inline int connectPlain(int port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<quint16>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || ::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0)
        return fd;
    ::close(fd);
    return -1;
}

/// What an ill-meaning client does with its connection.
enum class Junk { Silent, SlowHead, SlowBody, Garbage, DeafReader, HalfClosed, Count };

/// Connections that do harm and wait. Not one of them reads an answer.
class JunkClients
{
public:
    explicit JunkClients(int port)
        : m_port(port)
    {
    }
    ~JunkClients() { drop(); }
    JunkClients(const JunkClients &) = delete;
    JunkClients &operator=(const JunkClients &) = delete;

    /// False when no connection came about.
    bool add(Junk kind)
    {
        const int fd = connectPlain(m_port);
        if (fd < 0)
            return false;
        ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
        m_all.push_back(fd);
        const QByteArray bytes = bytesOf(kind);
        (void)!::send(fd, bytes.constData(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL);
        if (kind == Junk::HalfClosed)
            ::shutdown(fd, SHUT_WR);
        return true;
    }
    /// One more byte on each, so that nobody is idle.
    void drip()
    {
        for (const int fd : m_all)
            (void)!::send(fd, "A", 1, MSG_NOSIGNAL);
    }
    /// Every other one ends with a reset.
    void drop()
    {
        for (size_t i = 0; i < m_all.size(); ++i) {
            const linger reset{1, 0};
            if (i % 2 == 0)
                ::setsockopt(m_all[i], SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
            ::close(m_all[i]);
        }
        m_all.clear();
    }
    /// How many the server has ended (what it sent before is read away).
    int ended() const
    {
        int count = 0;
        char buffer[4096];
        for (const int fd : m_all) {
            ssize_t got = 0;
            do
                got = ::recv(fd, buffer, sizeof buffer, 0);
            while (got > 0);
            count += got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK) ? 1 : 0;
        }
        return count;
    }
    size_t size() const { return m_all.size(); }

private:
    static QByteArray bytesOf(Junk kind)
    {
        switch (kind) {
        case Junk::SlowHead:
            return "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ";
        case Junk::SlowBody:
            return "POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                   "Content-Length: 900000\r\n\r\n{";
        case Junk::Garbage:
            return QByteArray("\x16\x03\x01\x02", 4) + QByteArray(2000, '\xff');
        case Junk::DeafReader:
            return QByteArray("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n").repeated(200);
        case Junk::HalfClosed:
            return "GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HT";
        case Junk::Silent:
        case Junk::Count:
            break;
        }
        return {};
    }
    const int m_port;
    std::vector<int> m_all;
};

/// An honest client on a thread of its own: asks on one connection, again and again, and times each answer.
class Canary
{
public:
    explicit Canary(int port)
        : m_port(port)
        , m_thread([this] { run(); })
    {
    }
    ~Canary() { stop(); }
    void stop()
    {
        m_stopping = true;
        if (m_thread.joinable())
            m_thread.join();
    }
    /// After stop().
    int failures = 0;
    std::vector<qint64> milliseconds;

private:
    void run()
    {
        int fd = -1;
        while (!m_stopping) {
            if (fd < 0)
                fd = connectPlain(m_port);
            QElapsedTimer timer;
            timer.start();
            if (!ask(fd)) {
                ++failures;
                if (fd >= 0)
                    ::close(fd);
                fd = -1;
            }
            milliseconds.push_back(timer.elapsed());
            std::this_thread::sleep_for(std::chrono::milliseconds(5)); // an honest client thinks
        }
        if (fd >= 0)
            ::close(fd);
    }
    static bool ask(int fd)
    {
        static const QByteArray request = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
        if (fd < 0 || ::send(fd, request.constData(), static_cast<size_t>(request.size()), MSG_NOSIGNAL) < 0)
            return false;
        QByteArray received;
        while (!received.endsWith('}')) {
            pollfd wait{fd, POLLIN, 0};
            char buffer[4096];
            const ssize_t got = ::poll(&wait, 1, 10'000) == 1 ? ::recv(fd, buffer, sizeof buffer, 0) : -1;
            if (got <= 0)
                return false;
            received.append(buffer, static_cast<qsizetype>(got));
        }
        return received.startsWith("HTTP/1.1 200");
    }
    const int m_port;
    std::atomic<bool> m_stopping{false};
    std::thread m_thread;
};

} // namespace support
