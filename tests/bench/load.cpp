// SPDX-License-Identifier: GPL-3.0-or-later
#include "load.h"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

namespace {

QByteArray text(const QByteArray &s)
{
    return QByteArray() + static_cast<char>(s.size() >> 8) + static_cast<char>(s.size() & 0xFF) + s;
}

QByteArray packet(int first, const QByteArray &body)
{
    QByteArray length;
    auto n = static_cast<unsigned>(body.size());
    do {
        length.append(static_cast<char>((n & 0x7F) | (n > 0x7F ? 0x80 : 0)));
        n >>= 7;
    } while (n > 0);
    return static_cast<char>(first) + length + body;
}

bool exchange(int descriptor, const QByteArray &request, qsizetype answerSize)
{
    if (::send(descriptor, request.constData(), static_cast<size_t>(request.size()), MSG_NOSIGNAL) != request.size())
        return false;
    std::array<char, 16> answer{};
    return ::recv(descriptor, answer.data(), static_cast<size_t>(answerSize), MSG_WAITALL) == answerSize;
}

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

struct Load::Client
{
    int descriptor = -1;
    QByteArray output;
    QByteArray input;
    qint64 received = 0; ///< PUBLISH, or PUBACK at the publisher
    bool wantsWrite = false;
    bool broken = false;
    Client() = default;
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;
    ~Client()
    {
        if (descriptor >= 0)
            ::close(descriptor);
    }
};

Load::Load()
    : m_epoll(epoll_create1(EPOLL_CLOEXEC))
{
}

Load::~Load()
{
    ::close(m_epoll);
}

std::unique_ptr<Load::Client> Load::open(quint16 port, const QByteArray &id) const
{
    auto client = std::make_unique<Client>();
    client->descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(client->descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        return nullptr;
    const int on = 1;
    ::setsockopt(client->descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const QByteArray connect = packet(0x10, text("MQTT") + QByteArray("\x04\x02\x00\x00", 4) + text(id));
    return exchange(client->descriptor, connect, 4) ? std::move(client) : nullptr;
}

bool Load::connect(quint16 port, const Workload &workload)
{
    m_workload = workload;
    const QByteArray topic("bench/topic");
    QByteArray body = text(topic);
    m_idOffset = static_cast<int>(body.size());
    if (workload.qos > 0)
        body.append(2, '\0');
    body.append(QByteArray(workload.payload, 'x'));
    m_publish = packet(0x30 | (workload.qos << 1), body);
    m_idOffset += static_cast<int>(m_publish.size() - body.size());
    const QByteArray subscribe = packet(0x82, QByteArray("\0\1", 2) + text(topic) + static_cast<char>(workload.qos));
    for (int i = 0; i < workload.subscribers; ++i) {
        auto client = open(port, "bench-sub-" + QByteArray::number(i));
        if (!client || !exchange(client->descriptor, subscribe, 5))
            return false;
        watch(*client);
        m_subscribers.push_back(std::move(client));
    }
    m_publisher = open(port, "bench-pub");
    if (m_publisher)
        watch(*m_publisher);
    return m_publisher != nullptr;
}

bool Load::connectIdle(quint16 port, int count)
{
    for (int i = 0; i < count; ++i) {
        auto client = open(port, "bench-idle-" + QByteArray::number(i));
        if (!client)
            return false;
        m_idle.push_back(std::move(client));
    }
    return true;
}

void Load::watch(Client &client)
{
    ::fcntl(client.descriptor, F_SETFL, O_NONBLOCK);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &client;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, client.descriptor, &event);
}

qint64 Load::slowest() const
{
    qint64 least = m_workload.qos > 0 ? m_publisher->received : m_published;
    for (const auto &subscriber : m_subscribers)
        least = std::min(least, subscriber->received);
    return least;
}

void Load::fill()
{
    const qint64 end = std::min<qint64>(m_workload.messages, slowest() + m_workload.window);
    while (m_published < end && m_publisher->output.size() < 64 * 1024) {
        if (m_workload.qos > 0) {
            const auto id = static_cast<quint16>(m_published % 60'000 + 1);
            m_publish[m_idOffset] = static_cast<char>(id >> 8);
            m_publish[m_idOffset + 1] = static_cast<char>(id & 0xFF);
        }
        m_publisher->output.append(m_publish);
        ++m_published;
    }
    write(*m_publisher);
}

void Load::write(Client &client)
{
    if (!client.output.isEmpty()) {
        const ssize_t n = ::send(client.descriptor, client.output.constData(),
                                 static_cast<size_t>(client.output.size()), MSG_NOSIGNAL);
        if (n > 0)
            client.output.remove(0, n);
        else if (n < 0 && errno != EAGAIN)
            client.broken = true;
    }
    if (client.wantsWrite == client.output.isEmpty()) {
        client.wantsWrite = !client.wantsWrite;
        epoll_event event{};
        event.events = EPOLLIN | (client.wantsWrite ? EPOLLOUT : 0u);
        event.data.ptr = &client;
        ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, client.descriptor, &event);
    }
}

void Load::receive(Client &client)
{
    static thread_local std::array<char, 256 * 1024> buffer;
    const ssize_t n = ::recv(client.descriptor, buffer.data(), buffer.size(), 0);
    if (n <= 0) {
        client.broken = client.broken || n == 0 || errno != EAGAIN;
        return;
    }
    client.input.append(buffer.data(), n);
    const auto *bytes = reinterpret_cast<const quint8 *>(client.input.constData());
    qsizetype at = 0;
    while (client.input.size() - at >= 2) {
        qsizetype length = 0, header = 1;
        for (int shift = 0; at + header < client.input.size(); shift += 7) {
            const quint8 byte = bytes[at + header++];
            length |= qsizetype(byte & 0x7F) << shift;
            if (!(byte & 0x80))
                break;
        }
        if (client.input.size() - at < header + length)
            break;
        const int type = bytes[at] >> 4;
        if (type == 3) { // PUBLISH
            ++client.received;
            if (bytes[at] & 0x02) {
                const qsizetype id = at + header + 2 + ((bytes[at + header] << 8) | bytes[at + header + 1]);
                const char ack[] = {0x40, 2, static_cast<char>(bytes[id]), static_cast<char>(bytes[id + 1])};
                client.output.append(ack, sizeof ack);
            }
        } else if (type == 4) { // PUBACK
            ++client.received;
        }
        at += header + length;
    }
    client.input.remove(0, at);
    write(client);
}

Outcome Load::run(double limitSeconds)
{
    const double begin = now();
    std::array<epoll_event, 256> events{};
    bool broken = false;
    fill();
    while (slowest() < m_workload.messages && !broken && now() - begin < limitSeconds) {
        const int n = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 100);
        for (int i = 0; i < n; ++i) {
            auto &client = *static_cast<Client *>(events[static_cast<size_t>(i)].data.ptr);
            if (events[static_cast<size_t>(i)].events & EPOLLOUT)
                write(client);
            receive(client);
            broken = broken || client.broken;
        }
        fill();
    }
    Outcome outcome;
    outcome.seconds = now() - begin;
    for (const auto &subscriber : m_subscribers)
        outcome.deliveries += subscriber->received;
    outcome.complete = slowest() == m_workload.messages;
    return outcome;
}

} // namespace bench
