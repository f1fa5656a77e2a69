// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of a filter, and then of names: the index and the retained store agree with the plain matcher, and inclusion
// of filters with what they match.
#include "broker/retainedstore.h"
#include "broker/topicindex.h"
#include "mqtt/topic.h"
#include <QList>

namespace {

void check(QByteArrayView first, QByteArrayView second, QByteArrayView name)
{
    const bool matchesFirst = mqtt::matches(first, name);
    if (mqtt::covers(first, second) && mqtt::matches(second, name) && !matchesFirst)
        qFatal("a filter covers another but does not match its name");
    broker::TopicIndex index;
    index.set(first, {1, mqtt::QoS::AtMostOnce});
    index.set(second, {2, mqtt::QoS::AtMostOnce});
    std::vector<broker::Subscriber> found;
    index.match(name, found);
    const size_t wanted = (matchesFirst ? 1u : 0u) + (mqtt::matches(second, name) ? 1u : 0u);
    if (found.size() != wanted)
        qFatal("the index finds %zu, the matcher %zu", found.size(), wanted);
    if (!index.remove(first, 1) || !index.remove(second, 2) || index.size() != 0)
        qFatal("the index does not forget");
    auto message = std::make_shared<broker::Message>();
    message->topic = base::Bytes::copyOf(name);
    broker::RetainedStore store;
    (void)store.set(message, broker::Limits());
    std::vector<broker::MessageRef> retained;
    store.match(first, retained);
    if (retained.size() != (matchesFirst ? 1u : 0u))
        qFatal("the retained store finds %zu", retained.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    if (size > 4096) // as deep as recursion may go
        return 0;
    const QList<QByteArray> lines =
        QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)).split('\n');
    if (lines.size() < 3 || !mqtt::isValidTopicFilter(lines[0]) || !mqtt::isValidTopicFilter(lines[1]))
        return 0;
    for (qsizetype i = 2; i < lines.size(); ++i) {
        if (mqtt::isValidTopicName(lines[i]))
            check(lines[0], lines[1], lines[i]);
    }
    return 0;
}
