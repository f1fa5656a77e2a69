// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of a filter, and then of names: the index and the retained store agree with the plain matcher, and inclusion
// of filters with what they match.
#include "broker/retainedstore.h"
#include "broker/topicindex.h"
#include "mqtt/topic.h"
#include <QList>

namespace {

/// The rules of 4.7 word by word, as slowly as one likes.
bool matchesNaively(const QList<QByteArray> &filter, const QList<QByteArray> &name, qsizetype at = 0)
{
    if (at == filter.size())
        return at == name.size();
    const bool isOwn = at == 0 && name[0].startsWith('$'); // MQTT-4.7.2-1
    if (filter[at] == "#")
        return !isOwn;
    if (at == name.size() || (filter[at] == "+" ? isOwn : filter[at] != name[at]))
        return false;
    return matchesNaively(filter, name, at + 1);
}

bool isFilterNaively(const QByteArray &text)
{
    if (!mqtt::isValidUtf8(text) || text.isEmpty() || text.size() > 65'535)
        return false;
    const QList<QByteArray> levels = text.split('/');
    for (qsizetype i = 0; i < levels.size(); ++i) {
        const bool isWild = levels[i].contains('+') || levels[i].contains('#');
        if (isWild && (levels[i].size() > 1 || (levels[i] == "#" && i + 1 < levels.size())))
            return false;
    }
    const bool isShared = levels[0] == "$share" && levels.size() > 1;
    return !isShared || (levels.size() > 2 && !levels[1].isEmpty() && levels[1] != "+" && levels[1] != "#" &&
                         !(levels.size() == 3 && levels[2].isEmpty()));
}

void checkRules(const QByteArray &filter, const QByteArray &name)
{
    if (mqtt::isValidTopicFilter(filter) != isFilterNaively(filter))
        qFatal("is it a filter: %s", filter.constData());
    const QString text = QString::fromUtf8(name);
    if (mqtt::isValidUtf8(name) !=
            (text.toUtf8() == name && !name.contains('\0') && !text.contains(QChar::ReplacementCharacter)) &&
        !name.contains("\xEF\xBF\xBD") && !name.contains("\xEF\xBB\xBF")) // Qt's own marks
        qFatal("is it UTF-8: %s", name.toHex().constData());
    if (mqtt::isValidTopicFilter(filter) && mqtt::isValidTopicName(name) &&
        mqtt::matches(filter, name) != matchesNaively(filter.split('/'), name.split('/')))
        qFatal("%s against %s", filter.constData(), name.constData());
}

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
    for (qsizetype i = 1; i < lines.size(); ++i)
        checkRules(lines[0], lines[i]);
    if (lines.size() < 3 || !mqtt::isValidTopicFilter(lines[0]) || !mqtt::isValidTopicFilter(lines[1]))
        return 0;
    for (qsizetype i = 2; i < lines.size(); ++i) {
        if (mqtt::isValidTopicName(lines[i]))
            check(lines[0], lines[1], lines[i]);
    }
    return 0;
}
