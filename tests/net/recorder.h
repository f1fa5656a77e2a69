// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/bytestream.h"
#include <functional>
#include <optional>

namespace support {

/// A stream's user that writes down what happens. `onBytes` takes the place of reading all.
class Recorder final : public net::ByteStream::Handler
{
public:
    explicit Recorder(std::unique_ptr<net::ByteStream> s)
        : stream(std::move(s))
    {
        stream->setHandler(this);
    }

    void bytesArrived() override
    {
        ++arrivals;
        if (onBytes)
            return onBytes();
        received.append(stream->read().view());
    }
    void drained() override
    {
        ++drains;
        if (onDrained)
            onDrained();
    }
    void inputEnded() override { hasInputEnded = true; }
    void closed(net::CloseReason why) override
    {
        ++closes;
        reason = why;
        if (onClosed)
            onClosed();
    }

    std::unique_ptr<net::ByteStream> stream;
    std::function<void()> onBytes;
    std::function<void()> onDrained;
    std::function<void()> onClosed;
    QByteArray received;
    int arrivals = 0;
    int drains = 0;
    int closes = 0;
    bool hasInputEnded = false;
    std::optional<net::CloseReason> reason;
};

} // namespace support
