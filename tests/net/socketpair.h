// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QtTest>
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace support {

/// Two connected TCP sockets on loopback: `ours` to be given away, `peer` for the test, which does not block.
class SocketPair
{
public:
    explicit SocketPair(int bufferSize = 0)
    {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        if (bufferSize > 0)
            ::setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &bufferSize, sizeof bufferSize);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *raw = reinterpret_cast<sockaddr *>(&address);
        ::bind(listener, raw, size);
        ::listen(listener, 1);
        ::getsockname(listener, raw, &size);
        peer = ::socket(AF_INET, SOCK_STREAM, 0);
        if (bufferSize > 0) {
            ::setsockopt(peer, SOL_SOCKET, SO_RCVBUF, &bufferSize, sizeof bufferSize);
            ::setsockopt(peer, SOL_SOCKET, SO_SNDBUF, &bufferSize, sizeof bufferSize);
        }
        ::connect(peer, raw, size);
        ours = ::accept(listener, nullptr, nullptr);
        if (bufferSize > 0)
            ::setsockopt(ours, SOL_SOCKET, SO_SNDBUF, &bufferSize, sizeof bufferSize);
        ::close(listener);
        ::fcntl(peer, F_SETFL, O_NONBLOCK);
    }
    ~SocketPair()
    {
        closePeer();
        if (ours >= 0)
            ::close(ours);
    }
    SocketPair(const SocketPair &) = delete;
    SocketPair &operator=(const SocketPair &) = delete;

    int takeOurs() { return std::exchange(ours, -1); }
    void closePeer()
    {
        if (peer >= 0)
            ::close(std::exchange(peer, -1));
    }
    /// Closes with a reset instead of an orderly end.
    void resetPeer()
    {
        const linger hard{1, 0};
        ::setsockopt(peer, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        closePeer();
    }
    bool send(const QByteArray &bytes) const
    {
        return ::send(peer, bytes.constData(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL) == bytes.size();
    }
    /// What has arrived at the peer, without waiting.
    QByteArray receive(qsizetype most = 1024 * 1024) const
    {
        QByteArray bytes(most, Qt::Uninitialized);
        const ssize_t n = ::recv(peer, bytes.data(), static_cast<size_t>(most), 0);
        return n > 0 ? bytes.first(n) : QByteArray();
    }
    /// All that has arrived at the peer since the beginning.
    const QByteArray &collect()
    {
        while (true) {
            const QByteArray more = receive();
            if (more.isEmpty())
                return m_collected;
            m_collected.append(more);
        }
    }
    /// Collects while the event loop runs, until `size` bytes are there or ten seconds have passed.
    const QByteArray &collectUpTo(qsizetype size)
    {
        const QDeadlineTimer deadline(10'000);
        while (collect().size() < size && !deadline.hasExpired())
            QCoreApplication::processEvents();
        return m_collected;
    }
    /// True once the peer reads the end of the stream.
    bool peerSeesEnd() const
    {
        char byte = 0;
        return ::recv(peer, &byte, 1, MSG_PEEK) == 0;
    }

    int ours = -1;
    int peer = -1;

private:
    QByteArray m_collected;
};

} // namespace support
