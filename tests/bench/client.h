// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "wire.h"
#include <QString>
#include <array>
#include <vector>

namespace bench {

/// Where a broker listens.
struct Address
{
    QByteArray host = "127.0.0.1"; ///< a number
    quint16 port = 0;
};

/// One connection of the load generator. Cheap: what is sent has been encoded before, what is received is looked at
/// where it lies, and the rest of a long payload is thrown away unread.
class Client
{
public:
    Client() = default;
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;
    ~Client();

    /// Connects and waits for CONNACK; non-blocking afterwards.
    bool open(const Address &address, const QByteArray &clientId, bool cleanSession = true);
    /// SUBSCRIBE and its SUBACK, waiting.
    bool subscribe(const QByteArrayList &filters, int qos);
    int descriptor() const { return m_descriptor; }
    bool isBroken() const { return m_broken; }

    /// Sends `data` after what waits; what the kernel does not take is kept.
    void send(const char *data, size_t size);
    void append(const char *data, size_t size) { m_output.insert(m_output.end(), data, data + size); }
    /// Sends what was appended.
    void flush();
    bool isBlocked() const { return m_sent < m_output.size(); }

    /// One recv; calls `frame(const wire::Frame &)` for each packet of which at least the first `head` bytes are there.
    template <typename Function>
    void receive(Function &&frame)
    {
        char *buffer = inputBuffer();
        size_t size = fillInput();
        size_t at = 0;
        wire::Frame one;
        while (size - at > 0 && wire::readFrame(buffer + at, size - at, one) && size - at >= std::min(one.size, head)) {
            frame(one);
            if (one.size > size - at) {
                m_skip = one.size - (size - at);
                at = size;
            } else {
                at += one.size;
            }
        }
        keep(buffer + at, size - at);
    }

    /// Bytes of a packet that a receiver may look at.
    static constexpr size_t head = 256;

private:
    static char *inputBuffer();
    size_t fillInput();
    void keep(const char *rest, size_t size);
    bool exchange(const QByteArray &request, qsizetype answerSize);

    int m_descriptor = -1;
    std::vector<char> m_output;
    size_t m_sent = 0;
    std::array<char, head + 16> m_rest; ///< the beginning of a packet
    size_t m_restSize = 0;
    size_t m_skip = 0; ///< bytes of a packet that has been looked at
    bool m_broken = false;
};

} // namespace bench
