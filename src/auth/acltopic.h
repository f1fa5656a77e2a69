// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/acl.h"
#include "base/result.h"
#include <optional>

namespace auth {

/// What the placeholders of a filter stand for. Views.
struct AclPlaceholders
{
    QByteArrayView clientId;
    QByteArrayView user;
    QByteArrayView certificate; ///< empty: came without one
};

/// A rule's filter, checked, with its placeholders found. Immutable; any thread.
class CompiledTopic
{
public:
    /// InvalidArgument for what is no filter, and for a placeholder that is not a whole level.
    static base::Result<CompiledTopic> compile(const AclTopic &topic);

    /// Whether the name falls under it (mqtt::matches).
    bool matches(QByteArrayView name, const AclPlaceholders &who) const;
    /// Whether every name of the filter does (mqtt::covers); a literal one: whether it is that text.
    bool covers(QByteArrayView filter, const AclPlaceholders &who) const;
    /// Literal, with wildcards: says nothing about a name, only about a subscription.
    bool isLiteralFilter() const { return m_literal && m_wild; }
    /// A literal filter as an ordinary one: what a subscription that it permitted lets through.
    bool matchesAsFilter(QByteArrayView name) const;

private:
    enum class Placeholder : quint8 { None, ClientId, User, Certificate };
    static Placeholder placeholderOf(QByteArrayView level);
    static QByteArrayView valueOf(Placeholder placeholder, const AclPlaceholders &who);
    /// The filter with the client's own values; nothing when one of them has none.
    std::optional<QByteArray> resolved(const AclPlaceholders &who) const;

    QByteArray m_text;
    std::vector<std::pair<Placeholder, QByteArray>> m_levels; ///< empty: no placeholder
    bool m_literal = false;
    bool m_wild = false;
};

} // namespace auth
