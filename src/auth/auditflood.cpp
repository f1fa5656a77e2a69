// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/auditflood.h"

using namespace Qt::StringLiterals;

namespace auth {

QString strangerOf(const QString &address)
{
    if (!address.contains(u':') || address.startsWith(u"::ffff:") || address == u"::1")
        return address;
    // The first four groups; "::" among them stands for the zeros that are left out.
    const QStringList groups = address.section(u'%', 0, 0).split(u':');
    QStringList network;
    for (const QString &group : groups) {
        if (group.isEmpty()) {
            while (network.size() < 4)
                network << u"0"_s;
        } else {
            network << group;
        }
        if (network.size() >= 4)
            break;
    }
    return network.first(std::min<qsizetype>(network.size(), 4)).join(u':') + u"::/64"_s;
}

std::vector<AuditEntry> AuditFlood::due(base::Monotonic now, base::UtcMs utc, bool atOnce)
{
    if (now - m_begun < window && !atOnce)
        return {};
    m_begun = now;
    m_written.clear();
    m_writtenInAll = 0;
    std::vector<AuditEntry> summaries;
    for (auto kind = m_dropped.begin(); kind != m_dropped.end(); ++kind) {
        AuditEntry summary = std::move(kind->last);
        summary.detail = {{u"times"_s, kind->times}, {u"collapsed"_s, true}};
        if (kind->times > 1)
            summary.target.clear();
        summary.at = utc;
        summaries.push_back(std::move(summary));
    }
    m_dropped.clear();
    return summaries;
}

std::vector<AuditEntry> AuditFlood::pass(AuditEntry entry, base::Monotonic now, base::UtcMs utc)
{
    if (entry.at.value == 0)
        entry.at = utc;
    std::vector<AuditEntry> out = due(now, utc);
    if (entry.result == AuditEntry::Result::Done) {
        out.push_back(std::move(entry));
        return out;
    }
    const QString stranger = strangerOf(entry.from);
    if (m_writtenInAll < inAll && m_written.value(stranger) < perAddress) {
        ++m_writtenInAll;
        ++m_written[stranger];
        out.push_back(std::move(entry));
        return out;
    }
    ++m_suppressed;
    Kind kind{entry.action, QString(word(entry.result)), stranger};
    if (m_dropped.size() >= maxKinds && !m_dropped.contains(kind))
        kind.from.clear(); // a flood from everywhere is one line
    Count &count = m_dropped[kind];
    ++count.times;
    entry.from = kind.from;
    if (count.times > 1 && count.last.who != entry.who)
        entry.who.clear();
    count.last = std::move(entry);
    return out;
}

} // namespace auth
