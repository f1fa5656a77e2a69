// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/feedpull.h"
#include "contract/feed.h"
#include "gateway/logging.h"

namespace gateway {
namespace {

/// One open read a feed: as many answers may wait.
constexpr size_t maxWaiting = 25'000;

void post(const net::MailboxSender<FeedPull> &sender, FeedPull result)
{
    if (!sender.push(std::move(result)))
        qCWarning(lcGateway) << "feed: what was read is dropped, the gateway has gone";
}

base::Result<std::vector<FeedItem>> readItems(desk::Reader &reader, qint64 after, const QTimeZone &zone)
{
    const auto events = reader.log().readAfter(after, FeedPuller::batch);
    if (!events)
        return events.error();
    std::vector<FeedItem> items;
    items.reserve(events->size());
    for (const events::Event &event : *events)
        items.push_back({events::sequenceOf(event), contract::feedForm(event, zone)});
    return items;
}

} // namespace

FeedPuller::FeedPuller(ReaderPort &reader, QTimeZone zone, Receiver receiver)
    : m_reader(reader)
    , m_zone(std::move(zone))
    , m_box(maxWaiting, [receiver = std::move(receiver)](std::vector<FeedPull> &results) {
        for (FeedPull &result : results)
            receiver(result);
    })
{
}

base::Result<> FeedPuller::pull(FeedId feed, qint64 after)
{
    return m_reader.read(
        [sender = m_box.sender(), feed, after, zone = m_zone](const base::Result<desk::Reader *> &reader) {
            FeedPull result;
            result.feed = feed;
            result.after = after;
            if (reader)
                result.items = readItems(**reader, after, zone);
            else
                result.items = reader.error();
            post(sender, std::move(result));
        });
}

} // namespace gateway
