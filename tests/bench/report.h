// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "workloads.h"
#include <QJsonArray>
#include <QStringList>

namespace bench {

/// Gathers the rounds of every broker at every workload and prints the medians and how they compare.
class Report
{
public:
    /// `brokers`: their names; ratios are those of the first to each other one.
    explicit Report(QStringList brokers);
    /// One workload: `rounds[b]` are the samples of broker b (none: it failed).
    void add(const QString &workload, const std::vector<std::vector<Sample>> &rounds);
    void printHead() const;
    /// All medians: [{"workload", "broker", "rounds", "metrics": {name: median}}].
    const QJsonArray &json() const { return m_json; }

private:
    QStringList m_brokers;
    QJsonArray m_json;
};

} // namespace bench
