// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/acltopic.h"
#include "mqtt/topic.h"
#include <array>

namespace auth {
namespace {

/// A value that would change the filter's shape is none: a client that calls itself `+` or `#` must not get everybody's
/// topics (SPEC 3).
bool isSafe(QByteArrayView value)
{
    constexpr std::array<char, 4> forbidden{'+', '#', '/', '\0'};
    return !value.isEmpty() &&
           std::none_of(forbidden.begin(), forbidden.end(), [value](char c) { return value.indexOf(c) >= 0; });
}

/// As a first level it would open a tree that is not the clients': the broker's own, the bank's.
bool opensForeignTree(QByteArrayView value)
{
    return value.startsWith('$') || value == "banco";
}

} // namespace

CompiledTopic::Placeholder CompiledTopic::placeholderOf(QByteArrayView level)
{
    if (level == "%c" || level == "${clientid}")
        return Placeholder::ClientId;
    if (level == "%u" || level == "${username}")
        return Placeholder::User;
    return level == "${cert_common_name}" ? Placeholder::Certificate : Placeholder::None;
}

QByteArrayView CompiledTopic::valueOf(Placeholder placeholder, const AclPlaceholders &who)
{
    switch (placeholder) {
    case Placeholder::ClientId:
        return who.clientId;
    case Placeholder::User:
        return who.user;
    case Placeholder::Certificate:
        return who.certificate;
    case Placeholder::None:
        break;
    }
    return {};
}

base::Result<CompiledTopic> CompiledTopic::compile(const AclTopic &topic)
{
    const auto wrong = [&topic](const QString &why) {
        return base::Error(base::ErrorCode::InvalidArgument, u"\"%1\" %2"_qs.arg(QString::fromUtf8(topic.filter), why));
    };
    if (!mqtt::isValidTopicFilter(topic.filter) || topic.filter.startsWith("$share/"))
        return wrong(u"is no topic filter"_qs);
    CompiledTopic made;
    made.m_text = topic.filter;
    made.m_literal = topic.isLiteral;
    made.m_wild = mqtt::hasWildcard(topic.filter);
    if (topic.isLiteral)
        return made;
    bool found = false;
    for (const QByteArray &level : topic.filter.split('/')) {
        const Placeholder placeholder = placeholderOf(level);
        if (placeholder == Placeholder::None) {
            for (const char *word : {"%c", "%u", "${"}) {
                if (level.contains(word))
                    return wrong(u"has a placeholder that is unknown or not a whole level"_qs);
            }
        }
        found = found || placeholder != Placeholder::None;
        made.m_levels.emplace_back(placeholder, level);
    }
    if (!found)
        made.m_levels.clear();
    return made;
}

std::optional<QByteArray> CompiledTopic::resolved(const AclPlaceholders &who) const
{
    QByteArray text;
    for (size_t i = 0; i < m_levels.size(); ++i) {
        if (i > 0)
            text += '/';
        const auto &[placeholder, own] = m_levels[i];
        if (placeholder == Placeholder::None) {
            text += own;
            continue;
        }
        const QByteArrayView value = valueOf(placeholder, who);
        if (!isSafe(value) || (i == 0 && opensForeignTree(value)))
            return {};
        text += value;
    }
    return text;
}

bool CompiledTopic::matches(QByteArrayView name, const AclPlaceholders &who) const
{
    if (m_levels.empty())
        return m_literal ? m_text == name : mqtt::matches(m_text, name);
    const auto text = resolved(who);
    return text && mqtt::matches(*text, name);
}

bool CompiledTopic::matchesAsFilter(QByteArrayView name) const
{
    return mqtt::matches(m_text, name);
}

bool CompiledTopic::covers(QByteArrayView filter, const AclPlaceholders &who) const
{
    if (m_levels.empty())
        return m_literal ? m_text == filter : mqtt::covers(m_text, filter);
    const auto text = resolved(who);
    return text && mqtt::covers(*text, filter);
}

} // namespace auth
