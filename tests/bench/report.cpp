// SPDX-License-Identifier: GPL-3.0-or-later
#include "report.h"
#include <QJsonObject>
#include <algorithm>
#include <cstdio>
#include <optional>

namespace bench {

namespace {

std::optional<double> median(const std::vector<Sample> &rounds, size_t metric)
{
    std::vector<double> values;
    for (const Sample &sample : rounds) {
        if (metric < sample.size())
            values.push_back(sample[metric].value);
    }
    std::sort(values.begin(), values.end());
    return values.empty() ? std::nullopt : std::optional(values[values.size() / 2]);
}

QByteArray number(double value)
{
    if (value >= 1'000)
        return QByteArray::number(value, 'f', 0);
    return QByteArray::number(value, 'f', value >= 10 ? 1 : 3);
}

QByteArray ratio(const Metric &metric, double ours, double theirs)
{
    if (metric.kind == Metric::Kind::Plain || ours <= 0 || theirs <= 0)
        return {};
    return "x" + QByteArray::number(metric.kind == Metric::Kind::MoreIsBetter ? ours / theirs : theirs / ours, 'f', 2);
}

void printRow(const QString &workload, const QByteArray &metric, const std::vector<QByteArray> &cells)
{
    std::printf("%-31s %-23s", qPrintable(workload), metric.constData());
    for (size_t i = 0; i < cells.size(); ++i)
        std::printf(" %12s", cells[i].constData());
    std::printf("\n");
}

} // namespace

Report::Report(QStringList brokers)
    : m_brokers(std::move(brokers))
{
}

void Report::printHead() const
{
    std::vector<QByteArray> cells;
    for (qsizetype i = 0; i < m_brokers.size(); ++i) {
        cells.push_back(m_brokers[i].toLocal8Bit());
        if (i > 0)
            cells.push_back("better by");
    }
    printRow(u"workload"_qs, "median of", cells);
}

void Report::add(const QString &workload, const std::vector<std::vector<Sample>> &rounds)
{
    const auto any = std::find_if(rounds.begin(), rounds.end(), [](const auto &list) { return !list.empty(); });
    if (any == rounds.end())
        return;
    const Sample &form = any->front();
    for (size_t m = 0; m < form.size(); ++m) {
        std::vector<QByteArray> cells;
        const auto first = median(rounds[0], m);
        for (size_t b = 0; b < rounds.size(); ++b) {
            const auto value = median(rounds[b], m);
            cells.push_back(value ? number(*value) : QByteArray("-"));
            if (b > 0)
                cells.push_back(first && value ? ratio(form[m], *first, *value) : QByteArray());
        }
        printRow(m == 0 ? workload : QString(), form[m].name.toLatin1(), cells);
    }
    std::fflush(stdout);
    for (size_t b = 0; b < rounds.size(); ++b) {
        QJsonObject metrics;
        for (size_t m = 0; m < form.size(); ++m) {
            if (const auto value = median(rounds[b], m))
                metrics.insert(form[m].name, *value);
        }
        m_json.append(QJsonObject{{u"workload"_qs, workload},
                                  {u"broker"_qs, m_brokers[static_cast<qsizetype>(b)]},
                                  {u"rounds"_qs, static_cast<int>(rounds[b].size())},
                                  {u"metrics"_qs, metrics}});
    }
}

} // namespace bench
