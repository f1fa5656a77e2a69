// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/rawmqtt.h"
#include <arpa/inet.h>
#include <chrono>
#include <fcntl.h>
#include <functional>
#include <map>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_map>

namespace endurance {

using Clock = std::chrono::steady_clock;

/// One of thousands of raw clients on one epoll: acknowledges what it receives by itself.
struct Member
{
    int fd = -1;
    int version = 4;
    QByteArray connect; ///< its line, for another try
    QByteArray in;
    QByteArray out;
    bool isOnline = false; ///< CONNACK 0 has come
    bool isDeaf = false;   ///< reads nothing
    quint64 received = 0;  ///< messages
};

/// Raw MQTT clients over TCP, all in the calling thread, none of them waiting for another.
class Fleet
{
public:
    explicit Fleet(quint16 port)
        : m_port(port)
        , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    {
    }
    ~Fleet()
    {
        while (!m_members.empty())
            drop(m_members.begin()->first, true);
        ::close(m_epoll);
    }
    Fleet(const Fleet &) = delete;
    Fleet &operator=(const Fleet &) = delete;

    /// A connection that begins with the CONNECT line (support/rawmqtt.h); -1: no socket. The number is its descriptor.
    int open(const QByteArray &connect)
    {
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (fd < 0)
            return -1;
        const int on = 1;
        ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(m_port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 && errno != EINPROGRESS) {
            ::close(fd);
            return -1;
        }
        Member &member = m_members[fd];
        member.fd = fd;
        member.connect = connect;
        for (const QByteArray &word : support::raw::wordsOf(connect)) {
            if (word.startsWith("v="))
                member.version = word.mid(2).toInt();
        }
        member.out = *support::raw::Writer(connect, member.version, 0).packet();
        epoll_event event{};
        event.events = EPOLLIN | EPOLLOUT;
        event.data.fd = fd;
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
        return fd;
    }
    Member *find(int fd)
    {
        const auto found = m_members.find(fd);
        return found == m_members.end() ? nullptr : &found->second;
    }
    void send(int fd, const QByteArray &line)
    {
        if (Member *member = find(fd)) {
            member->out += *support::raw::Writer(line, member->version, 0).packet();
            write(*member);
        }
    }
    void setDeaf(int fd, bool deaf)
    {
        if (Member *member = find(fd)) {
            member->isDeaf = deaf;
            watch(*member);
        }
    }
    /// Ends a connection: in order, or by RST.
    void drop(int fd, bool hard = false)
    {
        if (!m_members.erase(fd))
            return;
        const linger end{hard ? 1 : 0, 0};
        if (hard)
            ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &end, sizeof end);
        ::close(fd);
    }
    /// Reads and writes for so long, or until `done`.
    bool run(std::chrono::milliseconds time, const std::function<bool()> &done = {})
    {
        const Clock::time_point end = Clock::now() + time;
        while (Clock::now() < end) {
            if (done && done())
                return true;
            epoll_event events[256];
            const int count = epoll_wait(m_epoll, events, 256, 5);
            for (int i = 0; i < count; ++i)
                serve(events[i].data.fd, events[i].events);
        }
        return done && done();
    }
    size_t size() const { return m_members.size(); }
    size_t online() const
    {
        return static_cast<size_t>(
            std::count_if(m_members.begin(), m_members.end(), [](const auto &one) { return one.second.isOnline; }));
    }
    quint64 received() const { return m_received; }
    quint64 lost() const { return m_lost; } ///< connections that the server ended
    /// Tries again with those whom the server has turned away or thrown out since the last call.
    void retry()
    {
        for (const QByteArray &connect : std::exchange(m_turnedAway, {}))
            open(connect);
    }
    /// CONNACKs that said no, by their code.
    QByteArray refusals() const
    {
        QByteArray text;
        for (const auto &[code, count] : m_refusals)
            text += count == 0 ? QByteArray() : " code " + QByteArray::number(code) + ": " + QByteArray::number(count);
        return text;
    }
    std::vector<int> all() const
    {
        std::vector<int> fds;
        for (const auto &[fd, member] : m_members)
            fds.push_back(fd);
        return fds;
    }

private:
    void serve(int fd, quint32 events)
    {
        Member *member = find(fd);
        if (!member)
            return;
        if (events & EPOLLOUT)
            write(*member);
        if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) && !read(*member)) {
            ++m_lost;
            m_turnedAway.push_back(member->connect);
            drop(fd);
        }
    }
    bool read(Member &member)
    {
        char buffer[64 * 1024];
        const ssize_t size = ::recv(member.fd, buffer, sizeof buffer, 0);
        if (size < 0)
            return errno == EAGAIN || errno == EINTR;
        if (size == 0)
            return false;
        member.in.append(buffer, size);
        for (QByteArray packet = support::raw::takePacket(member.in); !packet.isEmpty();
             packet = support::raw::takePacket(member.in))
            take(member, packet);
        if (!member.out.isEmpty())
            write(member);
        return true;
    }
    void take(Member &member, const QByteArray &packet)
    {
        const int type = static_cast<quint8>(packet[0]) >> 4;
        support::raw::ByteReader reader(packet);
        qsizetype head = 2;
        while (static_cast<quint8>(packet[head - 1]) & 0x80)
            ++head;
        reader.skip(head);
        if (type == 2) {
            (void)reader.byte();
            const int code = reader.byte();
            member.isOnline = code == 0;
            m_refusals[code] += code == 0 ? 0 : 1;
        } else if (type == 3) {
            ++member.received;
            ++m_received;
            (void)reader.text();
            const int qos = (packet[0] >> 1) & 3;
            if (qos > 0)
                answer(member, qos == 1 ? 0x40 : 0x50, reader.word());
        } else if (type == 5) {
            answer(member, 0x62, reader.word());
        } else if (type == 6) {
            answer(member, 0x70, reader.word());
        }
    }
    static void answer(Member &member, int type, int id)
    {
        member.out += support::raw::framed(static_cast<quint8>(type), support::raw::word16(id));
    }
    void write(Member &member)
    {
        const ssize_t size =
            ::send(member.fd, member.out.constData(), static_cast<size_t>(member.out.size()), MSG_NOSIGNAL);
        if (size > 0)
            member.out.remove(0, size);
        watch(member);
    }
    void watch(Member &member)
    {
        epoll_event event{};
        event.events = (member.isDeaf ? 0u : unsigned(EPOLLIN)) | (member.out.isEmpty() ? 0u : unsigned(EPOLLOUT));
        event.data.fd = member.fd;
        epoll_ctl(m_epoll, EPOLL_CTL_MOD, member.fd, &event);
    }

    quint16 m_port;
    int m_epoll;
    std::unordered_map<int, Member> m_members;
    std::map<int, quint64> m_refusals;
    std::vector<QByteArray> m_turnedAway;
    quint64 m_received = 0;
    quint64 m_lost = 0;
};

} // namespace endurance
