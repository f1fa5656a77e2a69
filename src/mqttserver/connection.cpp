// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttserver/connection.h"
#include "mqttserver/enginehost.h"

namespace mqttserver {

namespace {
/// What one publisher's turn may cause: with a wide fan-out a full read would hold the thread for a third of a second.
constexpr size_t deliveriesPerTurn = 8'192;
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
    while (!input.isEmpty() && m_stream->isOpen()) {
        if (turn.isHeld(m_id)) { // the engine says Resume, then resume() is called
            m_backlog = std::move(input);
            m_stream->pauseReading(true);
            break;
        }
        if (turn.deliveries() > deliveriesPerTurn) {
            m_backlog = std::move(input);
            m_stream->pauseReading(true);
            m_host.continueLater(m_id);
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
            const qsizetype expected = header && *header ? (*header)->packetSize : 0;
            m_stream->putBack(std::move(input), expected);
            break;
        }
        input = input.slice(*size);
        turn.packet(m_id, packet, *size);
    }
    turn.finish(); // the last thing: this object may be gone then
}

void Connection::closed(net::CloseReason reason)
{
    m_host.closed(m_id, reason);
}

} // namespace mqttserver
