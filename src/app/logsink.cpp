// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logsink.h"
#include "app/logformat.h"
#include <QLoggingCategory>
#include <atomic>
#include <cstdio>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;
using gateway::LogLevel;
using gateway::LogLine;

namespace app {
namespace {

/// Qt's message handler is a plain function: this is how it finds the sink.
std::atomic<LogSink *> theSink{nullptr};

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return LogLevel::Error;
}

QString categoryOf(const char *name)
{
    const QString text = QString::fromLatin1(name ? name : "default");
    return text.startsWith(u"ventanilla.") ? text.sliced(11) : text;
}

} // namespace

LogSink::LogSink(const base::Clock &clock, bool toStderr)
    : m_clock(clock)
    , m_toStderr(toStderr)
{
    m_thread = std::thread([this] { run(); });
    theSink = this;
    m_former = qInstallMessageHandler(&LogSink::handle);
    QLoggingCategory::setFilterRules(m_levels.filterRules());
}

LogSink::~LogSink()
{
    qInstallMessageHandler(m_former);
    theSink = nullptr;
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

Result<> LogSink::configure(const hub::LogSettings &settings, const QString &moreRules)
{
    {
        const std::scoped_lock lock(m_mutex);
        for (const QString &rules : {settings.levels, moreRules}) {
            if (const auto applied = m_levels.apply(rules); !applied)
                return applied;
        }
        QLoggingCategory::setFilterRules(m_levels.filterRules());
    }
    flush();
    const std::scoped_lock lock(m_outMutex);
    m_settings = settings;
    // journald sets it for services; what goes there needs no time of its own (systemd.exec(5)).
    if (settings.format == hub::LogFormat::Text && qEnvironmentVariableIsSet("JOURNAL_STREAM"))
        m_settings.format = hub::LogFormat::Journal;
    m_file.close();
    if (settings.file.isEmpty())
        return {};
    m_file.setFileName(settings.file);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return Error(ErrorCode::Io, u"log.file: %1 cannot be written: %2"_s.arg(settings.file, m_file.errorString()));
    return {};
}

void LogSink::handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    LogSink *sink = theSink;
    if (!sink)
        return;
    sink->take(type, context.category, message);
    if (type == QtFatalMsg) // the process ends when this returns
        sink->flush();
}

void LogSink::take(QtMsgType type, const char *category, const QString &message)
{
    LogLine line;
    line.at = m_clock.utcNow();
    line.level = levelOf(type);
    line.category = categoryOf(category);
    line.message = message.size() > maxMessage ? QString(message.first(maxMessage) + u'…') : message;
    line.requestId = requestIdIn(line.message);
    {
        const std::scoped_lock lock(m_mutex);
        line.number = ++m_last;
        m_kept.push_back(line);
        if (m_kept.size() > maxKept)
            m_kept.pop_front();
        if (m_waiting.size() >= maxWaiting)
            ++m_lost;
        else
            m_waiting.push_back(std::move(line));
    }
    m_wake.notify_one();
}

void LogSink::run()
{
    std::vector<LogLine> batch;
    std::unique_lock lock(m_mutex);
    while (true) {
        const auto isDue = [this] { return m_isStopping || !m_waiting.empty() || m_lost > 0; };
        if (const auto next = m_levels.nextExpiry()) {
            const qint64 left = std::clamp<qint64>(next->value - m_clock.utcNow().value, 1, 1'000);
            m_wake.wait_for(lock, std::chrono::milliseconds(left), isDue);
            if (m_levels.expire(m_clock.utcNow()))
                QLoggingCategory::setFilterRules(m_levels.filterRules());
        } else {
            m_wake.wait(lock, [&] { return isDue() || m_levels.nextExpiry(); });
        }
        batch.swap(m_waiting);
        const quint64 lost = std::exchange(m_lost, 0);
        const qint64 upTo = m_last;
        const bool isStopping = m_isStopping;
        if (!batch.empty() || lost > 0) {
            lock.unlock();
            write(batch, lost);
            batch.clear();
            lock.lock();
        }
        m_lastWritten = upTo;
        m_written.notify_all();
        if (isStopping && m_waiting.empty())
            return;
    }
}

void LogSink::write(const std::vector<LogLine> &batch, quint64 lost)
{
    const std::scoped_lock lock(m_outMutex);
    QByteArray bytes;
    for (const LogLine &line : batch)
        bytes += formatLine(line, m_settings.format);
    if (lost > 0) {
        LogLine gap;
        gap.at = m_clock.utcNow();
        gap.level = LogLevel::Warning;
        gap.category = u"app"_s;
        gap.message = u"%1 lines of the log were left out: they came faster than they could be written"_s.arg(lost);
        bytes += formatLine(gap, m_settings.format);
    }
    if (m_toStderr) {
        std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
        std::fflush(stderr);
    }
    if (m_file.isOpen())
        writeFile(bytes);
}

void LogSink::writeFile(const QByteArray &bytes)
{
    if (m_file.size() > 0 && m_file.size() + bytes.size() > m_settings.fileBytes)
        rotate();
    if (m_file.write(bytes) == bytes.size())
        return;
    // Not by the log, which this is.
    const QByteArray why = "ventanilla: the log's file cannot be written: " + m_file.errorString().toUtf8() + '\n';
    std::fwrite(why.constData(), 1, static_cast<size_t>(why.size()), stderr);
    m_file.close();
}

/// hub.log.1 is the newest of those put aside.
void LogSink::rotate()
{
    const QString name = m_file.fileName();
    const auto aside = [&name](int number) { return QString(name + u'.' + QString::number(number)); };
    m_file.close();
    if (m_settings.files == 0)
        QFile::remove(name);
    QFile::remove(aside(m_settings.files));
    for (int number = m_settings.files - 1; number >= 1; --number)
        QFile::rename(aside(number), aside(number + 1));
    if (m_settings.files > 0)
        QFile::rename(name, aside(1));
    m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered); // a failure shows at the next write
}

void LogSink::flush()
{
    std::unique_lock lock(m_mutex);
    const qint64 upTo = m_last;
    m_written.wait_for(lock, std::chrono::seconds(5), [this, upTo] { return m_lastWritten >= upTo; });
}

std::vector<gateway::LogCategory> LogSink::categories() const
{
    const std::scoped_lock lock(m_mutex);
    return m_levels.categories();
}

Result<> LogSink::setLevel(const QString &category, LogLevel level, std::optional<std::chrono::seconds> span)
{
    std::optional<base::UtcMs> until;
    if (span)
        until = base::UtcMs{m_clock.utcNow().value + std::chrono::milliseconds(*span).count()};
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto set = m_levels.set(category, level, until); !set)
            return set;
        QLoggingCategory::setFilterRules(m_levels.filterRules());
    }
    m_wake.notify_one(); // the thread looks at the new span
    return {};
}

std::vector<LogLine> LogSink::lines(const gateway::LogQuery &query) const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<LogLine> found;
    for (auto line = m_kept.rbegin(); line != m_kept.rend(); ++line) {
        if (line->number <= query.after || found.size() >= static_cast<size_t>(query.limit))
            break;
        if (line->level >= query.level && (query.category.isEmpty() || line->category == query.category))
            found.push_back(*line);
    }
    std::reverse(found.begin(), found.end());
    return found;
}

} // namespace app
