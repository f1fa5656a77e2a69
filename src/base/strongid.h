// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <compare>
#include <functional>

namespace base {

/// A number or text that names one kind of thing and mixes with no other: `using AccountId = StrongId<struct
/// AccountTag, qint64>`. Comparable with itself only; hashable; converts to its representation only by value().
template <typename Tag, typename Rep = qint64>
class StrongId
{
public:
    using Representation = Rep;
    StrongId() = default;
    explicit StrongId(Rep value)
        : m_value(std::move(value))
    {
    }
    const Rep &value() const { return m_value; }
    friend bool operator==(const StrongId &, const StrongId &) = default;
    friend auto operator<=>(const StrongId &a, const StrongId &b)
    {
        if (a.m_value < b.m_value)
            return std::strong_ordering::less;
        return b.m_value < a.m_value ? std::strong_ordering::greater : std::strong_ordering::equal;
    }
    friend size_t qHash(const StrongId &id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    Rep m_value{};
};

} // namespace base

template <typename Tag, typename Rep>
struct std::hash<base::StrongId<Tag, Rep>>
{
    size_t operator()(const base::StrongId<Tag, Rep> &id) const noexcept { return qHash(id, 0); }
};
