// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/benchmarkcorpus.h"
#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;
using sensors::Reading;

namespace app {
namespace {

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    return file.readAll();
}

/// "2014-04-10 16:15:00" with or without fractions; the corpus has no zones, so they count as UTC.
std::optional<base::UtcMs> timeOf(const QString &text)
{
    QDateTime time = QDateTime::fromString(text.first(std::min<qsizetype>(text.size(), 19)), u"yyyy-MM-dd HH:mm:ss"_s);
    if (!time.isValid())
        return std::nullopt;
    time.setTimeSpec(Qt::UTC);
    return base::UtcMs{time.toMSecsSinceEpoch()};
}

Result<std::vector<Reading>> readReadings(const QString &path)
{
    const auto content = contentOf(path);
    if (!content)
        return content.error();
    std::vector<Reading> readings;
    QList<QByteArray> lines = content->split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) { // the first names the columns
        const QByteArray line = lines[i].trimmed();
        if (line.isEmpty())
            continue;
        const qsizetype comma = line.indexOf(',');
        bool isNumber = false;
        const double value = line.sliced(comma + 1).toDouble(&isNumber);
        const auto at = timeOf(QString::fromLatin1(line.first(std::max<qsizetype>(comma, 0))));
        if (!at || !isNumber)
            return Error(ErrorCode::Malformed, u"%1, line %2: timestamp,value is expected"_s.arg(path).arg(i + 1));
        readings.push_back({sensors::SensorId(1), *at, value, sensors::Quality::Good});
    }
    return readings;
}

Result<std::vector<sensors::BenchmarkWindow>> readWindows(const QJsonArray &pairs, const std::vector<Reading> &readings)
{
    std::vector<sensors::BenchmarkWindow> windows;
    for (const QJsonValue &pair : pairs) {
        const auto from = timeOf(pair[0].toString());
        const auto until = timeOf(pair[1].toString());
        if (!from || !until)
            return Error(ErrorCode::Malformed, u"a window is a pair of times"_s);
        const auto isBefore = [](const Reading &reading, base::UtcMs at) { return reading.at < at; };
        const auto isAfter = [](base::UtcMs at, const Reading &reading) { return at < reading.at; };
        const auto first = std::lower_bound(readings.begin(), readings.end(), *from, isBefore);
        const auto end = std::upper_bound(readings.begin(), readings.end(), *until, isAfter);
        if (first < end)
            windows.push_back({size_t(first - readings.begin()), size_t(end - readings.begin()) - 1});
    }
    return windows;
}

Result<QJsonObject> readLabels(const QString &folder)
{
    for (const QString &path :
         {u"%1/combined_windows.json"_s.arg(folder), u"%1/labels/combined_windows.json"_s.arg(folder)}) {
        if (!QFile::exists(path))
            continue;
        const auto content = contentOf(path);
        if (!content)
            return content.error();
        const QJsonDocument document = QJsonDocument::fromJson(*content);
        if (!document.isObject())
            return Error(ErrorCode::Malformed, u"%1 is no JSON object"_s.arg(path));
        return document.object();
    }
    return Error(ErrorCode::NotFound,
                 u"%1 has no combined_windows.json, nor labels/combined_windows.json"_s.arg(folder));
}

} // namespace

Result<std::vector<BenchmarkSeries>> readBenchmark(const QString &folder)
{
    const auto labels = readLabels(folder);
    if (!labels)
        return labels.error();
    std::vector<BenchmarkSeries> corpus;
    for (const QString &name : labels->keys()) { // sorted
        const QString path = folder + u"/data/"_s + name;
        if (!QFile::exists(path))
            continue;
        auto readings = readReadings(path);
        if (!readings)
            return readings.error();
        auto windows = readWindows(labels->value(name).toArray(), *readings);
        if (!windows)
            return windows.error().with(name);
        corpus.push_back({name.section(u'/', 0, 0), name.section(u'/', 1), *std::move(readings), *std::move(windows)});
    }
    if (corpus.empty())
        return Error(ErrorCode::NotFound, u"%1/data has none of the labelled files"_s.arg(folder));
    return corpus;
}

} // namespace app
