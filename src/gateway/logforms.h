// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "contract/sseids.h"
#include "events/eventlog.h"
#include <QTimeZone>

namespace gateway {

/// An event of the log in its outward forms, built once and shared by every connection.
struct LogItem
{
    qint64 seq = 0;
    base::UtcMs at;
    base::Bytes feed;   ///< part of the console's frame
    qint64 account = 0; ///< whose streams tell it; 0: nobody's
    base::Bytes sse;    ///< a whole block, id first; empty when it is nobody's
};

/// Builds the forms of events that come in the log's order. Belongs to one thread at a time.
class LogEncoder
{
public:
    explicit LogEncoder(QTimeZone zone)
        : m_zone(std::move(zone))
    {
    }
    LogItem encode(const events::Event &event);
    /// The stream's block alone, of an event that has one; empty otherwise.
    base::Bytes encodeSse(const events::Event &event);
    /// Goes back over the events before `seq` that have its time, so that ids are numbered as ever (S2-19).
    base::Result<> prime(events::EventSource &log, qint64 seq, base::UtcMs at);

private:
    QTimeZone m_zone;
    contract::SseIds m_ids;
};

} // namespace gateway
