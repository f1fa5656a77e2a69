// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/logforms.h"
#include "contract/feed.h"
#include "contract/sseforms.h"
#include "web/ssewriter.h"

namespace gateway {
namespace {

constexpr int lookBack = 100;

} // namespace

LogItem LogEncoder::encode(const events::Event &event)
{
    LogItem item;
    item.seq = events::sequenceOf(event);
    item.at = events::timeOf(event);
    item.feed = contract::feedForm(event, m_zone);
    item.sse = encodeSse(event);
    if (!item.sse.isEmpty())
        item.account = events::accountOf(event).value_or(0);
    return item;
}

base::Bytes LogEncoder::encodeSse(const events::Event &event)
{
    const auto form = contract::sseForm(event, m_zone);
    if (!form)
        return {};
    const QByteArray id = form->isNumbered ? m_ids.distinct(events::timeOf(event), form->id) : form->id;
    return web::encodeSse({id, QByteArrayView(form->event.data(), form->event.size()), form->data});
}

base::Result<> LogEncoder::prime(events::EventSource &log, qint64 seq, base::UtcMs at)
{
    std::vector<events::Event> run; // newest first
    bool isWhole = false;
    for (qint64 end = seq; end > 1 && !isWhole;) {
        const qint64 after = std::max<qint64>(0, end - 1 - lookBack);
        const auto before = log.readAfter(after, static_cast<int>(end - 1 - after));
        if (!before)
            return before.error();
        for (auto event = before->rbegin(); event != before->rend() && !isWhole; ++event) {
            isWhole = events::timeOf(*event) != at;
            if (!isWhole)
                run.push_back(*event);
        }
        isWhole = isWhole || before->empty();
        end = after + 1;
    }
    for (auto event = run.rbegin(); event != run.rend(); ++event)
        encodeSse(*event);
    return {};
}

} // namespace gateway
