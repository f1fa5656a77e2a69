// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/topic.h"
#include <algorithm>
#include <cstring>

namespace mqtt {

namespace {

constexpr qsizetype maxLength = 65535;
constexpr QByteArrayView sharePrefix = "$share/";

uchar byteAt(QByteArrayView text, qsizetype at)
{
    return static_cast<uchar>(text[at]);
}

/// Bytes of the well-formed sequence at `at` (Unicode 15, table 3-7), 0 when it is none.
qsizetype sequenceLength(QByteArrayView text, qsizetype at)
{
    const uchar lead = byteAt(text, at);
    const qsizetype length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > text.size())
        return 0;
    for (qsizetype i = 1; i < length; ++i) {
        if ((byteAt(text, at + i) & 0xC0) != 0x80)
            return 0;
    }
    const uchar second = byteAt(text, at + 1);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool surrogate = lead == 0xED && second > 0x9F;
    const bool beyond = lead == 0xF4 && second > 0x8F;
    return overlong || surrogate || beyond ? 0 : length;
}

/// Whether none of eight bytes is 0 or above 0x7F.
bool isPlain(const char *bytes)
{
    quint64 word;
    std::memcpy(&word, bytes, sizeof word);
    constexpr quint64 ones = 0x0101010101010101u;
    constexpr quint64 highs = 0x8080808080808080u;
    return ((word | (word - ones)) & highs) == 0;
}

/// The level that begins at `from`; `from` moves behind its slash, or beyond the end after the last.
QByteArrayView takeLevel(QByteArrayView topic, qsizetype &from)
{
    const char *begin = topic.data() + from;
    const auto rest = static_cast<size_t>(topic.size() - from);
    const void *slash = rest == 0 ? nullptr : std::memchr(begin, '/', rest);
    const qsizetype length = slash ? static_cast<const char *>(slash) - begin : static_cast<qsizetype>(rest);
    from += length + 1;
    return QByteArrayView(begin, length);
}

bool startsWithDollar(QByteArrayView topic)
{
    return !topic.isEmpty() && topic[0] == '$';
}

bool areLevelsValid(QByteArrayView filter)
{
    for (qsizetype at = 0; at <= filter.size();) {
        const QByteArrayView level = takeLevel(filter, at);
        if (level.size() > 1 && hasWildcard(level))
            return false; // MQTT-4.7.1-2, MQTT-4.7.1-3: a wildcard is a whole level
        if (level == "#" && at <= filter.size())
            return false; // MQTT-4.7.1-2: nothing behind '#'
    }
    return true;
}

} // namespace

bool isUtf8(QByteArrayView text)
{
    for (qsizetype at = 0; at < text.size();) {
        if (at + 8 <= text.size() && isPlain(text.data() + at)) {
            at += 8;
            continue;
        }
        const qsizetype length = byteAt(text, at) < 0x80 ? 1 : sequenceLength(text, at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

bool isValidUtf8(QByteArrayView text)
{
    if (text.size() > maxLength)
        return false;
    qsizetype at = 0;
    while (at < text.size()) {
        if (at + 8 <= text.size() && isPlain(text.data() + at)) {
            at += 8;
            continue;
        }
        // The rest in one look, together with bytes that are plain already.
        if (at >= 8 && at + 8 > text.size() && isPlain(text.data() + text.size() - 8))
            return true;
        const uchar byte = byteAt(text, at);
        if (byte == 0)
            return false; // MQTT-1.5.3-2
        const qsizetype length = byte < 0x80 ? 1 : sequenceLength(text, at);
        if (length == 0)
            return false; // MQTT-1.5.3-1
        at += length;
    }
    return true;
}

bool hasWildcard(QByteArrayView filter)
{
    const auto size = static_cast<size_t>(filter.size());
    return size != 0 &&
           (std::memchr(filter.data(), '+', size) != nullptr || std::memchr(filter.data(), '#', size) != nullptr);
}

bool isValidTopicName(QByteArrayView name)
{
    return !name.isEmpty() && !hasWildcard(name) && isValidUtf8(name);
}

bool isValidTopicFilter(QByteArrayView filter)
{
    if (filter.isEmpty() || !isValidUtf8(filter))
        return false;
    if (!filter.startsWith(sharePrefix))
        return !hasWildcard(filter) || areLevelsValid(filter);
    const SharedFilter parts = splitShared(filter);
    return !parts.group.isEmpty() && !hasWildcard(parts.group) && !parts.filter.isEmpty() &&
           areLevelsValid(parts.filter);
}

bool matches(QByteArrayView filter, QByteArrayView name)
{
    if (startsWithDollar(name) && !startsWithDollar(filter) && (filter.startsWith('+') || filter.startsWith('#')))
        return false; // MQTT-4.7.2-1
    qsizetype inFilter = 0;
    qsizetype inName = 0;
    while (inFilter <= filter.size()) {
        const QByteArrayView level = takeLevel(filter, inFilter);
        if (level == "#")
            return true; // also the parent level: "sport/#" matches "sport"
        if (inName > name.size())
            return false;
        const QByteArrayView nameLevel = takeLevel(name, inName);
        if (level != "+" && level != nameLevel)
            return false;
    }
    return inName > name.size();
}

bool covers(QByteArrayView outer, QByteArrayView inner)
{
    // A leading wildcard of `outer` says nothing about `$` names, which `inner` may spell out.
    if (startsWithDollar(inner) && (outer.startsWith('+') || outer.startsWith('#')))
        return false;
    qsizetype inOuter = 0;
    qsizetype inInner = 0;
    while (inOuter <= outer.size()) {
        const QByteArrayView level = takeLevel(outer, inOuter);
        if (level == "#")
            return true;
        if (inInner > inner.size())
            return false;
        const QByteArrayView innerLevel = takeLevel(inner, inInner);
        if (innerLevel == "#")
            return false; // `inner` reaches deeper (and one level higher) than `outer` here
        if (level != "+" && (level != innerLevel || innerLevel == "+"))
            return false;
    }
    return inInner > inner.size();
}

int levelCount(QByteArrayView topic)
{
    return 1 + static_cast<int>(std::count(topic.begin(), topic.end(), '/'));
}

SharedFilter splitShared(QByteArrayView filter)
{
    if (!filter.startsWith(sharePrefix))
        return {{}, filter};
    const QByteArrayView rest = filter.sliced(sharePrefix.size());
    const qsizetype slash = rest.indexOf('/');
    if (slash < 0)
        return {rest, {}};
    return {rest.first(slash), rest.sliced(slash + 1)};
}

} // namespace mqtt
