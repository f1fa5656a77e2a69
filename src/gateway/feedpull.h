// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/eventring.h"
#include "gateway/feedsocket.h"
#include "gateway/ports.h"
#include "net/mailbox.h"
#include <QTimeZone>

namespace gateway {

/// What a reader found in the log for the feed, encoded there.
struct FeedPull
{
    FeedId feed;      ///< 0: for the ring
    qint64 after = 0; ///< what was asked for
    base::Result<std::vector<FeedItem>> items = std::vector<FeedItem>();
    QString epoch;   ///< set by start()
    qint64 head = 0; ///< set by start()
};

/// Reads the log on the reader threads and posts what it found to the thread that made it.
class FeedPuller
{
public:
    /// Events of one read.
    static constexpr int batch = 500;
    using Receiver = std::function<void(FeedPull &)>;

    FeedPuller(ReaderPort &reader, QTimeZone zone, Receiver receiver);

    /// Reads the log's epoch and head. Busy, Unavailable: nothing will come.
    base::Result<> start();
    /// Reads up to `batch` events after `seq`.
    base::Result<> pull(FeedId feed, qint64 after);

private:
    ReaderPort &m_reader;
    QTimeZone m_zone;
    net::Mailbox<FeedPull> m_box;
};

} // namespace gateway
