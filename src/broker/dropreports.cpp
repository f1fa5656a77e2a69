// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/dropreports.h"

namespace broker {

QString textOf(const DropReport &report)
{
    const qint64 seconds = (report.to.value - report.from.value + 500) / 1000;
    QString text = QStringLiteral("%1 messages not delivered").arg(report.count);
    if (seconds > 0)
        text += QStringLiteral(" in %1 s").arg(seconds);
    text += QStringLiteral(": ") + inWords(report.cause);
    if (!report.topic.isEmpty())
        text += QStringLiteral(" (for example %1)").arg(QString::fromUtf8(report.topic));
    return text;
}

std::optional<DropReport> DropReports::add(const Notice &notice)
{
    using Kind = Notice::Kind;
    if (notice.count == 0 || (notice.kind != Kind::MessagesDropped && notice.kind != Kind::PublishDenied))
        return std::nullopt;
    Key key{notice.clientId, static_cast<quint8>(notice.cause)};
    if (m_sums.size() >= maxKeys && !m_sums.contains(key))
        key.first = QByteArrayLiteral("(others)");
    const bool isFirst = !m_sums.contains(key);
    Sum &sum = m_sums[key];
    DropReport &next = sum.next;
    if (next.count == 0)
        next = {key.first, notice.cause, notice.topic, 0, notice.at, notice.at};
    next.count += notice.count;
    next.to = notice.at;
    if (!isFirst && notice.at.value - sum.told.value < intervalMs)
        return std::nullopt;
    sum.told = notice.at;
    return std::exchange(next, {});
}

std::vector<DropReport> DropReports::due(base::UtcMs now)
{
    std::vector<DropReport> reports;
    for (auto sum = m_sums.begin(); sum != m_sums.end();) {
        if (now.value - sum->told.value < intervalMs) {
            ++sum;
            continue;
        }
        if (sum->next.count == 0) { // quiet for a whole interval
            sum = m_sums.erase(sum);
            continue;
        }
        sum->told = now;
        reports.push_back(std::exchange(sum->next, {}));
        ++sum;
    }
    return reports;
}

} // namespace broker
