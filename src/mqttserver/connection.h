// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/ids.h"
#include "net/bytestream.h"
#include <memory>

namespace mqttserver {

class EngineHost;

/// One client's transport: reads packets off its stream and gives them to the engine. Owned by EngineHost.
class Connection final : private net::ByteStream::Handler
{
public:
    Connection(EngineHost &host, broker::ConnectionId id, std::unique_ptr<net::ByteStream> stream);
    ~Connection() override;

    /// Begins reading.
    void start();
    /// Goes on with what a long turn left over.
    void resume();
    net::ByteStream &stream() { return *m_stream; }
    broker::ConnectionId id() const { return m_id; }

private:
    void bytesArrived() override;
    void closed(net::CloseReason reason) override;
    void process(base::Bytes input);
    bool readOn(base::Bytes &input, qsizetype &budget);
    bool mustWait(bool isHeld, size_t deliveries);

    EngineHost &m_host;
    broker::ConnectionId m_id;
    std::unique_ptr<net::ByteStream> m_stream;
    base::Bytes m_backlog; ///< read, but for a later turn; reading is paused meanwhile
};

} // namespace mqttserver
