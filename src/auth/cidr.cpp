// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/cidr.h"
#include <algorithm>
#include <vector>

namespace auth {
namespace {

/// Four numbers; no octal, no shortened forms.
bool parseIpv4(QStringView text, quint8 *four)
{
    const auto parts = text.split(u'.');
    if (parts.size() != 4)
        return false;
    for (int i = 0; i < 4; ++i) {
        const QStringView part = parts[i];
        const bool digits = !part.isEmpty() && part.size() <= 3 &&
                            std::all_of(part.begin(), part.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (!digits || part.toInt() > 255 || (part.size() > 1 && part.front() == u'0'))
            return false;
        four[i] = static_cast<quint8>(part.toInt());
    }
    return true;
}

bool appendGroups(QStringView text, std::vector<quint8> &bytes)
{
    if (text.isEmpty())
        return true;
    const auto groups = text.split(u':');
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const QStringView group = groups[i];
        quint8 four[4];
        if (i == groups.size() - 1 && group.contains(u'.')) {
            if (!parseIpv4(group, four))
                return false;
            bytes.insert(bytes.end(), four, four + 4);
            continue;
        }
        bool ok = false;
        const uint value = group.toUInt(&ok, 16);
        if (!ok || group.size() > 4 || !group.front().isLetterOrNumber())
            return false;
        bytes.push_back(static_cast<quint8>(value >> 8));
        bytes.push_back(static_cast<quint8>(value & 0xFF));
    }
    return bytes.size() <= 16;
}

bool parseIpv6(QStringView text, std::array<quint8, 16> &bytes)
{
    const qsizetype zone = text.indexOf(u'%'); // fe80::1%eth0
    if (zone >= 0)
        text = text.first(zone);
    const qsizetype gap = text.indexOf(QStringView(u"::"));
    std::vector<quint8> head;
    std::vector<quint8> tail;
    if (!appendGroups(gap < 0 ? text : text.first(gap), head) ||
        (gap >= 0 && !appendGroups(text.sliced(gap + 2), tail)))
        return false;
    const size_t known = head.size() + tail.size();
    if (gap < 0 ? known != 16 : known > 14)
        return false;
    bytes.fill(0);
    std::copy(head.begin(), head.end(), bytes.begin());
    std::copy(tail.begin(), tail.end(), bytes.end() - static_cast<std::ptrdiff_t>(tail.size()));
    return true;
}

} // namespace

std::optional<Cidr::Bytes> Cidr::bytesOf(QStringView address, bool *isIpv4)
{
    Bytes bytes{};
    *isIpv4 = !address.contains(u':');
    if (*isIpv4) {
        bytes[10] = bytes[11] = 0xFF;
        return parseIpv4(address, bytes.data() + 12) ? std::optional(bytes) : std::nullopt;
    }
    return parseIpv6(address, bytes) ? std::optional(bytes) : std::nullopt;
}

std::optional<Cidr> Cidr::parse(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    bool isIpv4 = false;
    const auto bytes = bytesOf(slash < 0 ? text : text.first(slash), &isIpv4);
    if (!bytes)
        return {};
    const int width = isIpv4 ? 32 : 128;
    int bits = width;
    if (slash >= 0) {
        bool ok = false;
        bits = text.sliced(slash + 1).toInt(&ok);
        if (!ok || bits < 0 || bits > width)
            return {};
    }
    Cidr made;
    made.m_network = *bytes;
    made.m_bits = bits + (isIpv4 ? 96 : 0);
    return made;
}

bool Cidr::contains(QByteArrayView address) const
{
    bool isIpv4 = false;
    const auto bytes = bytesOf(QString::fromLatin1(address), &isIpv4);
    if (!bytes)
        return false;
    for (int bit = 0; bit < m_bits; bit += 8) {
        const int left = std::min(8, m_bits - bit);
        const auto mask = static_cast<quint8>(0xFF << (8 - left));
        const auto at = static_cast<size_t>(bit / 8);
        if (((m_network[at] ^ (*bytes)[at]) & mask) != 0)
            return false;
    }
    return true;
}

} // namespace auth
