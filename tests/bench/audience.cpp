// SPDX-License-Identifier: GPL-3.0-or-later
#include "audience.h"
#include "httpwire.h"
#include <array>
#include <cerrno>
#include <cstdio>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

namespace {

constexpr quint8 textFrame = 1, pingFrame = 9, pongFrame = 10, closeFrame = 8;

/// A frame from a server: sizes beyond 64 KiB do not occur.
struct Frame
{
    qsizetype head = 0; ///< 0: not complete
    qsizetype size = 0;
    quint8 opcode = 0;
};

Frame readFrame(QByteArrayView bytes)
{
    Frame frame;
    if (bytes.size() < 2)
        return frame;
    const auto byte = [bytes](qsizetype at) { return static_cast<quint8>(bytes.at(at)); };
    frame.opcode = byte(0) & 0x0f;
    const quint8 length = byte(1) & 0x7f;
    if (length == 126 && bytes.size() < 4)
        return frame;
    frame.size = length < 126 ? length : byte(2) * 256 + byte(3);
    const qsizetype head = length < 126 ? 2 : 4;
    if (bytes.size() >= head + frame.size)
        frame.head = head;
    return frame;
}

/// Digits, a decimal point among them left out: 12.34 is 1234. -1: none.
qint64 numberAt(QByteArrayView text)
{
    qint64 number = -1;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            number = std::max<qint64>(number, 0) * 10 + (c - '0');
        else if (c != '.')
            break;
    }
    return number;
}

} // namespace

Audience::Audience(quint16 port, const Scene &scene)
    : m_port(port)
    , m_scene(scene)
{
}

Audience::~Audience()
{
    for (const Client &client : m_clients)
        ::close(client.descriptor);
}

bool Audience::connect(int count)
{
    m_clients.reserve(m_clients.size() + static_cast<size_t>(count));
    for (int i = 0; i < count; ++i) {
        Client client;
        client.descriptor = connectTo(m_port);
        if (client.descriptor < 0 || !sendAll(client.descriptor, m_scene.open))
            return false;
        m_poller.add(client.descriptor, m_clients.size());
        m_clients.push_back(std::move(client));
        if (i % 64 == 0)
            listen(0); // servers need not hold everyone's answer
    }
    const auto isOpen = [](const Client &client) { return client.open; };
    const double begin = now();
    while (m_fault.isEmpty() && now() - begin < 20 && !std::all_of(m_clients.begin(), m_clients.end(), isOpen))
        listen(100);
    const auto open = std::count_if(m_clients.begin(), m_clients.end(), isOpen);
    if (m_fault.isEmpty() && open < size())
        fail("only " + QByteArray::number(static_cast<qint64>(open)) + " clients were let in");
    return m_fault.isEmpty();
}

void Audience::expect(qint64 first, int count)
{
    m_joining = false;
    m_first = first;
    m_order.assign(static_cast<size_t>(count), -1);
    m_missing = static_cast<qint64>(size()) * count;
    for (Client &client : m_clients)
        client.position = 0;
}

void Audience::expectOnly(qint64 number)
{
    expect(number, 1);
    m_joining = true;
}

void Audience::listen(int timeoutMs, std::vector<double> *arrivals)
{
    for (const epoll_event &event : m_poller.wait(timeoutMs)) {
        if (event.data.u64 < m_clients.size())
            readable(m_clients[event.data.u64], arrivals);
    }
}

void Audience::readable(Client &client, std::vector<double> *arrivals)
{
    static std::array<char, 64 * 1024> buffer;
    const ssize_t n = ::recv(client.descriptor, buffer.data(), buffer.size(), 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n <= 0)
        return fail("a client was cut off");
    QByteArrayView bytes(buffer.data(), n);
    if (!client.rest.isEmpty()) {
        client.rest.append(bytes);
        bytes = client.rest;
    }
    m_fresh = 0;
    while (!bytes.isEmpty() && m_fault.isEmpty()) {
        const qsizetype taken = take(client, bytes);
        if (taken == 0)
            break;
        bytes = bytes.sliced(taken);
    }
    client.rest = bytes.isEmpty() ? QByteArray() : bytes.toByteArray();
    if (arrivals && m_fresh > 0)
        arrivals->insert(arrivals->end(), static_cast<size_t>(m_fresh), now());
}

qsizetype Audience::take(Client &client, QByteArrayView bytes)
{
    if (!client.open)
        return takeHead(client, bytes);
    if (m_scene.dialect != Dialect::Sse)
        return takeFrame(client, bytes);
    const qsizetype end = bytes.indexOf("\n\n");
    if (end < 0)
        return 0;
    takeEvent(client, bytes.first(end));
    return end + 2;
}

qsizetype Audience::takeHead(Client &client, QByteArrayView bytes)
{
    const HttpHead head = readHead(bytes);
    if (head.size == 0)
        return 0;
    const int wanted = m_scene.dialect == Dialect::Sse ? 200 : 101;
    if (head.status != wanted)
        fail("a client was answered " + bytes.toByteArray().left(600));
    client.open = true;
    return head.size;
}

qsizetype Audience::takeFrame(Client &client, QByteArrayView bytes)
{
    const Frame frame = readFrame(bytes);
    if (frame.head == 0)
        return 0;
    const QByteArrayView payload = bytes.sliced(frame.head, frame.size);
    if (frame.opcode == pingFrame)
        reply(client, pongFrame, payload);
    else if (frame.opcode == closeFrame)
        fail("a client was told to close: " + payload.toByteArray());
    else if (frame.opcode == textFrame)
        takeText(client, payload);
    return frame.head + frame.size;
}

void Audience::takeText(Client &client, QByteArrayView text)
{
    if (m_scene.dialect == Dialect::WebSocket || text.startsWith("42"))
        takeEvent(client, text);
    else if (text == "2")
        reply(client, textFrame, "3");
    else if (text.startsWith("0{"))
        reply(client, textFrame, m_scene.connect);
    else if (text.startsWith("40") && !m_scene.subscribe.isEmpty())
        reply(client, textFrame, m_scene.subscribe);
    else if (text.startsWith("44"))
        fail("the namespace was refused: " + text.toByteArray());
}

void Audience::takeEvent(Client &client, QByteArrayView text)
{
    const qsizetype at = text.indexOf(m_scene.tag);
    if (at < 0)
        return; // a heartbeat, a greeting
    const qint64 number = numberAt(text.sliced(at + m_scene.tag.size()));
    if (text.indexOf(m_scene.content) < 0)
        return fail("an event is not what was sent: " + text.toByteArray());
    ++m_deliveries;
    ++m_fresh;
    count(client, number);
}

void Audience::count(Client &client, qint64 number)
{
    if (m_joining) {
        if (number == m_first)
            --m_missing;
        return;
    }
    if (m_order.empty())
        return; // nothing was posted yet: the last word of the workload before
    const auto position = static_cast<size_t>(client.position++);
    const auto size = static_cast<qint64>(m_order.size());
    if (position >= m_order.size() || number < m_first || number >= m_first + size)
        return fail("event " + QByteArray::number(number) + " came between those of " + QByteArray::number(m_first));
    if (m_order[position] < 0 && std::find(m_order.begin(), m_order.end(), number) == m_order.end())
        m_order[position] = number;
    if (m_order[position] != number)
        return fail("event " + QByteArray::number(number) + " came twice or out of order");
    --m_missing;
}

void Audience::reply(const Client &client, quint8 opcode, QByteArrayView payload)
{
    QByteArray frame;
    frame.append(static_cast<char>(0x80 | opcode));
    if (payload.size() < 126)
        frame.append(static_cast<char>(0x80 | payload.size()));
    else
        frame.append(static_cast<char>(0x80 | 126))
            .append(static_cast<char>(payload.size() >> 8))
            .append(static_cast<char>(payload.size() & 0xff));
    frame.append(4, '\0').append(payload); // masked with zeros
    if (!sendAll(client.descriptor, frame))
        fail("a client was cut off");
}

void Audience::fail(const QByteArray &why)
{
    if (m_fault.isEmpty())
        m_fault = why;
}

} // namespace bench
