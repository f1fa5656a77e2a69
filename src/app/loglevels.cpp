// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/loglevels.h"

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;
using gateway::LogLevel;

namespace app {
namespace {

const QString prefix = QStringLiteral("ventanilla.");

QString shortName(const QString &name)
{
    return name.startsWith(prefix) ? name.sliced(prefix.size()) : name;
}

} // namespace

const std::vector<KnownCategory> &knownCategories()
{
    static const std::vector<KnownCategory> categories{
        {"app"_L1, LogLevel::Info},   {"auth"_L1, LogLevel::Info},        {"bank.socket"_L1, LogLevel::Warning},
        {"desk"_L1, LogLevel::Info},  {"gateway"_L1, LogLevel::Warning},  {"hub"_L1, LogLevel::Info},
        {"mqtt"_L1, LogLevel::Info},  {"socketio"_L1, LogLevel::Warning}, {"sse"_L1, LogLevel::Warning},
        {"store"_L1, LogLevel::Info}, {"websocket"_L1, LogLevel::Info},
    };
    return categories;
}

LogLevels::LogLevels()
{
    for (const KnownCategory &known : knownCategories())
        m_states.push_back({known.name.toString(), known.level, {}, {}});
}

LogLevels::State *LogLevels::find(const QString &name)
{
    const auto found =
        std::find_if(m_states.begin(), m_states.end(), [&name](const State &state) { return state.name == name; });
    return found != m_states.end() ? &*found : nullptr;
}

Result<> LogLevels::apply(const QString &rules)
{
    LogLevels next = *this;
    for (const QString &part : QString(rules).replace(u'\n', u',').split(u',', Qt::SkipEmptyParts)) {
        const QString rule = part.trimmed();
        const qsizetype equals = rule.lastIndexOf(u'=');
        const QString name = rule.left(equals).trimmed();
        const QString value = rule.mid(equals + 1).trimmed();
        if (rule.isEmpty())
            continue;
        if (equals > 0 && (value == u"true" || value == u"false")) {
            next.m_qtRules += rule + u'\n';
            continue;
        }
        const auto level = gateway::parseLogLevel(value);
        if (equals <= 0 || !level)
            return Error(ErrorCode::InvalidArgument,
                         u"\"%1\" is no rule of the log; category=debug|info|warning|error is expected"_s.arg(rule));
        if (const auto set = next.set(shortName(name), *level, {}); !set)
            return set.error();
    }
    *this = std::move(next);
    return {};
}

Result<> LogLevels::set(const QString &category, LogLevel level, std::optional<base::UtcMs> until)
{
    if (category != u"*" && !find(category))
        return Error(ErrorCode::NotFound, u"there is no category \"%1\" of the log"_s.arg(category.left(40)));
    for (State &state : m_states) {
        if (category != u"*" && state.name != category)
            continue;
        state.until = until;
        state.forNow.reset();
        if (until)
            state.forNow = level;
        else
            state.level = level;
    }
    return {};
}

bool LogLevels::expire(base::UtcMs now)
{
    bool changed = false;
    for (State &state : m_states) {
        if (!state.until || *state.until > now)
            continue;
        state.until.reset();
        state.forNow.reset();
        changed = true;
    }
    return changed;
}

std::optional<base::UtcMs> LogLevels::nextExpiry() const
{
    std::optional<base::UtcMs> next;
    for (const State &state : m_states) {
        if (state.until && (!next || *state.until < *next))
            next = state.until;
    }
    return next;
}

std::vector<gateway::LogCategory> LogLevels::categories() const
{
    std::vector<gateway::LogCategory> categories;
    for (const State &state : m_states)
        categories.push_back({state.name, state.forNow.value_or(state.level), state.until});
    return categories;
}

QString LogLevels::filterRules() const
{
    QString rules;
    for (const State &state : m_states) {
        const LogLevel level = state.forNow.value_or(state.level);
        const std::pair<QLatin1StringView, LogLevel> kinds[] = {
            {"debug"_L1, LogLevel::Debug}, {"info"_L1, LogLevel::Info}, {"warning"_L1, LogLevel::Warning}};
        for (const auto &[kind, of] : kinds)
            rules += u"%1%2.%3=%4\n"_s.arg(prefix, state.name, kind, level <= of ? u"true"_s : u"false"_s);
    }
    return rules + m_qtRules; // of two that fit, Qt takes the last
}

} // namespace app
