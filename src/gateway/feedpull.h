// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "gateway/feedsocket.h"
#include "gateway/ports.h"
#include "net/mailbox.h"
#include <QTimeZone>

namespace gateway {

/// An event in its feed form.
struct FeedItem
{
    qint64 seq = 0;
    base::Bytes form;
};

/// What a reader found in the log for a feed that is behind the ring, encoded there.
struct FeedPull
{
    FeedId feed;
    qint64 after = 0; ///< what was asked for
    base::Result<std::vector<FeedItem>> items = std::vector<FeedItem>();
};

/// Reads the log on the reader threads and posts what it found to the thread that made it.
class FeedPuller
{
public:
    /// Events of one read.
    static constexpr int batch = 500;
    using Receiver = std::function<void(FeedPull &)>;

    FeedPuller(ReaderPort &reader, QTimeZone zone, Receiver receiver);

    /// Reads up to `batch` events after `seq`. Busy, Unavailable: nothing will come.
    base::Result<> pull(FeedId feed, qint64 after);

private:
    ReaderPort &m_reader;
    QTimeZone m_zone;
    net::Mailbox<FeedPull> m_box;
};

} // namespace gateway
