// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include <QStringList>
#include <optional>
#include <vector>

namespace gateway {

enum class LogLevel { Debug, Info, Warning, Error };
/// "debug", "info", "warning", "error".
QLatin1StringView word(LogLevel level);
std::optional<LogLevel> parseLogLevel(QStringView word);

/// One line of the log. Its message never holds a password, a token or a key.
struct LogLine
{
    qint64 number = 0; ///< counted from 1 since the start
    base::UtcMs at;
    LogLevel level = LogLevel::Info;
    QString category; ///< "gateway", without "ventanilla."
    QString message;
    QString requestId; ///< of the request that it is about; often empty
};

/// A category and what it says at present.
struct LogCategory
{
    QString name;
    LogLevel level = LogLevel::Info;
    std::optional<base::UtcMs> until; ///< when it goes back to what it was
};

struct LogQuery
{
    LogLevel level = LogLevel::Debug; ///< and above
    QString category = {};            ///< empty: all
    qint64 after = 0;                 ///< lines with greater numbers
    int limit = 200;                  ///< the newest ones, 1–1000
};

/// Port: the log of this process. Categories and lines are the process's: two hubs in one process share them. Any
/// thread.
class LogPort
{
public:
    virtual ~LogPort() = default;
    virtual std::vector<LogCategory> categories() const = 0;
    /// At once, and for good or for `span`. NotFound: no such category; "*" means all.
    virtual base::Result<> setLevel(const QString &category, LogLevel level,
                                    std::optional<std::chrono::seconds> span) = 0;
    /// What is kept of the newest lines, oldest first.
    virtual std::vector<LogLine> lines(const LogQuery &query) const = 0;
};

} // namespace gateway
