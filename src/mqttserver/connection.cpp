// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttserver/connection.h"
#include "mqttserver/enginehost.h"

namespace mqttserver {

namespace {
/// What one publisher's turn may cause: with a wide fan-out a full read would hold the thread for a third of a second.
constexpr size_t deliveriesPerTurn = 8'192;
/// What one turn may read while large packets stream in; they go out together at its end.
constexpr qsizetype bytesPerTurn = 256 * 1024;
} // namespace

Connection::Connection(EngineHost &host, broker::ConnectionId id, std::unique_ptr<net::ByteStream> stream)
    : m_host(host)
    , m_id(id)
    , m_stream(std::move(stream))
{
}

Connection::~Connection() = default;

void Connection::start()
{
    m_stream->setHandler(this);
}

void Connection::bytesArrived()
{
    process(m_stream->read());
}

void Connection::resume()
{
    m_stream->pauseReading(false);
    process(std::exchange(m_backlog, {}));
}

void Connection::process(base::Bytes input)
{
    EngineHost::Turn turn(m_host);
    mqtt::Packet packet;
    qsizetype budget = bytesPerTurn - input.size();
    while (m_stream->isOpen()) {
        if (input.isEmpty() && !readOn(input, budget))
            break;
        if (mustWait(turn.isHeld(m_id), turn.deliveries())) {
            m_backlog = std::move(input);
            break;
        }
        const mqtt::DecodeOptions options = turn.decodeOptions(m_id);
        const auto size = mqtt::decode(input, options, packet);
        if (!size) {
            turn.refused(m_id, size.error());
            break;
        }
        if (*size == 0) {
            const auto header = mqtt::peekHeader(input.view(), options.maxPacketSize);
            m_stream->putBack(std::exchange(input, {}), header && *header ? (*header)->packetSize : 0);
            continue;
        }
        input = input.slice(*size);
        turn.packet(m_id, packet, *size);
    }
    turn.finish(); // the last thing: this object may be gone then
}

/// More input within the same turn, when large packets stream in.
bool Connection::readOn(base::Bytes &input, qsizetype &budget)
{
    if (budget <= 0 || !m_stream->isStreaming())
        return false;
    input = m_stream->read();
    budget -= input.size();
    return !input.isEmpty();
}

/// Whether the rest of the input is for a later turn: resume() is called then.
bool Connection::mustWait(bool isHeld, size_t deliveries)
{
    if (!isHeld && deliveries <= deliveriesPerTurn)
        return false;
    m_stream->pauseReading(true);
    if (!isHeld) // else the engine says Resume
        m_host.continueLater(m_id);
    return true;
}

void Connection::closed(net::CloseReason reason)
{
    m_host.closed(m_id, reason);
}

} // namespace mqttserver
