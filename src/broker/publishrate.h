// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/ids.h"
#include <algorithm>

namespace broker {

/// How fast a client may publish; 0: as it likes.
struct PublishRate
{
    quint32 messagesPerSecond = 0;
    quint32 bytesPerSecond = 0; ///< of payloads

    bool isOff() const { return messagesPerSecond == 0 && bytesPerSecond == 0; }
    friend bool operator==(const PublishRate &, const PublishRate &) = default;
};

/// Token buckets over one client's publishing. Each holds one second's worth, so that what comes in bursts is not
/// punished; a message larger than a whole second's bytes passes when the bucket is full and leaves a debt.
class PublishMeter
{
public:
    PublishMeter(const PublishRate &rate, base::Monotonic now)
        : m_messages{double(rate.messagesPerSecond), double(rate.messagesPerSecond)}
        , m_bytes{double(rate.bytesPerSecond), double(rate.bytesPerSecond)}
        , m_last(now)
    {
    }

    /// Whether a message may pass now; if so it is charged.
    bool take(qint64 bytes, base::Monotonic now)
    {
        refill(now);
        const double asked = std::min(double(bytes), m_bytes.perSecond);
        if (!m_messages.has(1) || !m_bytes.has(asked))
            return false;
        charge(bytes);
        return true;
    }
    /// Charges a message that has to pass (3.x has no way to refuse it): a debt may remain, and isReady() says when
    /// it has been paid off.
    void takeAnyway(qint64 bytes, base::Monotonic now)
    {
        refill(now);
        charge(bytes);
    }
    /// Whether nothing is owed.
    bool isReady(base::Monotonic now)
    {
        refill(now);
        return m_messages.has(0) && m_bytes.has(0);
    }

private:
    struct Bucket
    {
        double perSecond = 0; ///< 0: unlimited
        double level = 0;
        bool has(double amount) const { return perSecond == 0 || level >= amount; }
        void fill(double seconds) { level = std::min(perSecond, level + seconds * perSecond); }
    };
    void refill(base::Monotonic now)
    {
        const double seconds = std::chrono::duration<double>(now - m_last).count();
        m_last = now;
        m_messages.fill(seconds);
        m_bytes.fill(seconds);
    }
    void charge(qint64 bytes)
    {
        m_messages.level -= m_messages.perSecond > 0 ? 1 : 0;
        m_bytes.level -= m_bytes.perSecond > 0 ? double(bytes) : 0;
    }

    Bucket m_messages;
    Bucket m_bytes;
    base::Monotonic m_last;
};

} // namespace broker
