// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/loop.h"
#include "net/proxyheader.h"
#include "net/socketstream.h"
#include <functional>

namespace net {

/// Reads a trusted proxy's header off a fresh connection. Owned by its Listener, in the listener's thread.
class ProxyReader final : private ByteStream::Handler, private LoopClient
{
public:
    static constexpr int secondsAllowed = 3;

    struct Outcome
    {
        std::unique_ptr<ByteStream> stream; ///< null: no header in time, or a wrong one; closed
        Ticket ticket;
        QHostAddress source; ///< null: the proxy's own
    };
    /// Called once, from the event loop; may delete the reader.
    using Finished = std::function<void(ProxyReader *reader, Outcome outcome)>;

    ProxyReader(Loop &loop, std::unique_ptr<ByteStream> stream, Ticket ticket, Finished finished);
    ~ProxyReader() override;

private:
    void bytesArrived() override;
    void closed(CloseReason reason) override;
    void endOfTurn() override {}
    void tick() override;
    void giveUp();

    Loop &m_loop;
    std::unique_ptr<ByteStream> m_stream;
    Ticket m_ticket;
    const Finished m_finished;
    int m_secondsLeft = secondsAllowed;
};

} // namespace net
