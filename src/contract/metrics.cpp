// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/metrics.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace contract {
namespace {

using namespace Qt::StringLiterals;

/// Whole numbers stay whole, so that counters read as such.
QByteArray numberText(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    constexpr double exact = 9'007'199'254'740'992.0; // 2^53
    if (std::trunc(value) == value && std::abs(value) <= exact)
        return QByteArray::number(static_cast<qint64>(value));
    return QByteArray::number(value, 'g', 15);
}

/// Text format 0.0.4: backslash, line feed and (in label values) the double quote are escaped.
QByteArray escaped(QByteArray text, bool isLabel)
{
    text.replace('\\', "\\\\").replace('\n', "\\n");
    return isLabel ? text.replace('"', "\\\"") : text;
}

QByteArray labelText(const MetricLabels &labels)
{
    QByteArray text;
    for (const auto &[name, value] : labels) {
        text += text.isEmpty() ? '{' : ',';
        text += name.toString().toLatin1() + "=\"" + escaped(value.toUtf8(), true) + '"';
    }
    return text.isEmpty() ? text : text + '}';
}

void appendSample(QByteArray &samples, const QByteArray &name, const MetricLabels &labels, double value)
{
    samples += name + labelText(labels) + ' ' + numberText(value) + '\n';
}

} // namespace

void LatencyHistogram::add(std::chrono::nanoseconds took)
{
    const double seconds = std::chrono::duration<double>(took).count();
    const auto bound = std::lower_bound(bounds.begin(), bounds.end(), seconds);
    ++m_counts[static_cast<size_t>(bound - bounds.begin())];
    m_sum += took;
}

quint64 LatencyHistogram::count() const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), quint64{0});
}

MetricsPage::Family &MetricsPage::family(QLatin1StringView name, QLatin1StringView help, QLatin1StringView type)
{
    const auto known =
        std::find_if(m_families.begin(), m_families.end(), [name](const Family &one) { return one.name == name; });
    if (known != m_families.end())
        return *known;
    m_families.append({name, help, type, {}});
    return m_families.last();
}

void MetricsPage::counter(QLatin1StringView name, QLatin1StringView help, double value, const MetricLabels &labels)
{
    appendSample(family(name, help, "counter"_L1).samples, name.toString().toLatin1(), labels, value);
}

void MetricsPage::gauge(QLatin1StringView name, QLatin1StringView help, double value, const MetricLabels &labels)
{
    appendSample(family(name, help, "gauge"_L1).samples, name.toString().toLatin1(), labels, value);
}

void MetricsPage::histogram(QLatin1StringView name, QLatin1StringView help, const LatencyHistogram &value,
                            const MetricLabels &labels)
{
    QByteArray &samples = family(name, help, "histogram"_L1).samples;
    const QByteArray stem = name.toString().toLatin1();
    double below = 0;
    for (size_t i = 0; i <= LatencyHistogram::bounds.size(); ++i) {
        below += static_cast<double>(value.countIn(i));
        const bool isLast = i == LatencyHistogram::bounds.size();
        MetricLabels all = labels;
        all.append({"le"_L1, isLast ? u"+Inf"_s : QString::fromLatin1(numberText(LatencyHistogram::bounds[i]))});
        appendSample(samples, stem + "_bucket", all, below);
    }
    appendSample(samples, stem + "_sum", labels, value.sumSeconds());
    appendSample(samples, stem + "_count", labels, below);
}

QByteArray MetricsPage::text() const
{
    QByteArray text;
    for (const Family &one : m_families) {
        const QByteArray name = one.name.toString().toLatin1();
        text += "# HELP " + name + ' ' + escaped(one.help.toString().toUtf8(), false) + '\n';
        text += "# TYPE " + name + ' ' + one.type.toString().toLatin1() + '\n';
        text += one.samples;
    }
    return text;
}

} // namespace contract
