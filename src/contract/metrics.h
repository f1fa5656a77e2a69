// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <QString>
#include <array>
#include <chrono>
#include <utility>

/// Figures of the hub in the words of Prometheus (text format 0.0.4, docs/operations.md). Values, any thread.
namespace contract {

/// How long things took: counts in fixed classes up to 10 s. Cheap to add to (a search in 14 bounds); belongs to one
/// thread and crosses by copy.
class LatencyHistogram
{
public:
    /// Upper bounds of the classes, in seconds; what takes longer is in the last, unbounded one.
    static constexpr std::array<double, 14> bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                   0.1,    0.25,  0.5,    1,     2.5,  5,     10};

    void add(std::chrono::nanoseconds took);
    /// Of this class alone, not of those below it.
    quint64 countIn(size_t index) const { return m_counts[index]; }
    quint64 count() const;
    double sumSeconds() const { return std::chrono::duration<double>(m_sum).count(); }

private:
    std::array<quint64, bounds.size() + 1> m_counts{};
    std::chrono::nanoseconds m_sum{0};
};

/// Name and value, such as {"cause", "queue_full"}. The page escapes values.
using MetricLabel = std::pair<QLatin1StringView, QString>;
using MetricLabels = QList<MetricLabel>;

/// Collects samples and writes them family by family. Names: `ventanilla_<part>_<what>_<unit>`, counters end in
/// `_total`; every family is listed in docs/operations.md, which a test compares. A sample of a family that is there
/// already joins it; type and help are those of the first.
class MetricsPage
{
public:
    /// Only ever grows, until the process ends.
    void counter(QLatin1StringView name, QLatin1StringView help, double value, const MetricLabels &labels = {});
    void gauge(QLatin1StringView name, QLatin1StringView help, double value, const MetricLabels &labels = {});
    /// In seconds: `name` ends in `_seconds`.
    void histogram(QLatin1StringView name, QLatin1StringView help, const LatencyHistogram &value,
                   const MetricLabels &labels = {});

    /// The media type of text().
    static constexpr const char *contentType = "text/plain; version=0.0.4; charset=utf-8";
    QByteArray text() const;

private:
    struct Family
    {
        QLatin1StringView name;
        QLatin1StringView help;
        QLatin1StringView type;
        QByteArray samples;
    };
    Family &family(QLatin1StringView name, QLatin1StringView help, QLatin1StringView type);
    QList<Family> m_families;
};

} // namespace contract
