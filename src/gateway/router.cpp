// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/router.h"

namespace gateway {
namespace {

const QString placeholder = u"{}"_qs;

/// Without the empty segment of a trailing slash.
qsizetype significant(const QStringList &segments)
{
    return segments.size() > 1 && segments.last().isEmpty() ? segments.size() - 1 : segments.size();
}

bool isAtOrBelow(QByteArrayView path, QByteArrayView prefix)
{
    return path.startsWith(prefix) && (path.size() == prefix.size() || path.at(prefix.size()) == '/');
}

} // namespace

void Router::add(Route route)
{
    Entry entry;
    entry.segments = route.pattern.sliced(1).split(u'/');
    entry.route = std::move(route);
    // Fixed segments first, so that "/a/b" is found before "/a/{}".
    const auto at = std::find_if(m_entries.begin(), m_entries.end(), [&entry](const Entry &other) {
        return entry.segments.count(placeholder) < other.segments.count(placeholder);
    });
    m_entries.insert(at, std::move(entry));
}

void Router::addUpgrade(UpgradeRoute route)
{
    m_upgrades.push_back(std::move(route));
}

const UpgradeRoute *Router::findUpgrade(const QStringList &segments, QStringList &captured) const
{
    for (const UpgradeRoute &route : m_upgrades) {
        if (matches(route.pattern.sliced(1).split(u'/'), segments, captured))
            return &route;
    }
    return nullptr;
}

void Router::setErrorShape(const QByteArray &prefix, ErrorShape shape)
{
    m_shapes.emplace_back(prefix, shape);
    std::stable_sort(m_shapes.begin(), m_shapes.end(),
                     [](const auto &a, const auto &b) { return a.first.size() > b.first.size(); });
}

ErrorShape Router::errorShape(QByteArrayView path) const
{
    for (const auto &[prefix, shape] : m_shapes) {
        if (isAtOrBelow(path, prefix))
            return shape;
    }
    return ErrorShape::Problem;
}

std::vector<const Route *> Router::routes() const
{
    std::vector<const Route *> all;
    all.reserve(m_entries.size());
    for (const Entry &entry : m_entries)
        all.push_back(&entry.route);
    return all;
}

bool Router::matches(const QStringList &pattern, const QStringList &segments, QStringList &captured)
{
    if (pattern.size() != significant(segments))
        return false;
    captured.clear();
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == placeholder && !segments[i].isEmpty())
            captured.append(segments[i]);
        else if (pattern[i] != segments[i])
            return false;
    }
    return true;
}

Router::Match Router::find(QByteArrayView method, const QStringList &segments) const
{
    Match match;
    QStringList captured;
    QByteArrayList allowed;
    const QByteArrayView wanted = method == "HEAD" ? QByteArrayView("GET") : method;
    for (const Entry &entry : m_entries) {
        if (!matches(entry.segments, segments, captured))
            continue;
        if (!match.route && entry.route.method == wanted) {
            match.route = &entry.route;
            match.captured = captured;
        }
        if (allowed.contains(entry.route.method))
            continue;
        allowed.append(entry.route.method);
        if (entry.route.method == "GET")
            allowed.append("HEAD");
    }
    if (!allowed.isEmpty())
        allowed.append("OPTIONS");
    match.allow = allowed.join(", ");
    return match;
}

} // namespace gateway
