// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/logport.h"

namespace app {

/// A category that the program has, and what it says unless told otherwise.
struct KnownCategory
{
    QLatin1StringView name; ///< without "ventanilla."
    gateway::LogLevel level;
};
/// All of them (a test compares them with the sources).
const std::vector<KnownCategory> &knownCategories();

/// What each category says: defaults, then rules, then changes for a time. A value; Qt hears of it by filterRules().
class LogLevels
{
public:
    LogLevels();

    /// "gateway=info,websocket=debug,*=warning", with commas or line ends; also in the form of QT_LOGGING_RULES
    /// ("qt.network*=true", "ventanilla.gateway=true"). InvalidArgument names what is not understood; then nothing
    /// changes.
    base::Result<> apply(const QString &rules);
    /// NotFound for an unknown category; "*": all.
    base::Result<> set(const QString &category, gateway::LogLevel level, std::optional<base::UtcMs> until);
    /// Takes back what was set until a time that has passed; whether there was such.
    bool expire(base::UtcMs now);
    /// When expire() is due next.
    std::optional<base::UtcMs> nextExpiry() const;

    std::vector<gateway::LogCategory> categories() const;
    /// For QLoggingCategory::setFilterRules.
    QString filterRules() const;

private:
    struct State
    {
        QString name;
        gateway::LogLevel level;
        std::optional<gateway::LogLevel> forNow;
        std::optional<base::UtcMs> until; ///< of `forNow`
    };
    State *find(const QString &name);
    std::vector<State> m_states;
    QString m_qtRules;
};

} // namespace app
