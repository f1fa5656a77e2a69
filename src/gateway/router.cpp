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
    const auto size = static_cast<size_t>(entry.segments.size());
    if (m_entries.size() <= size)
        m_entries.resize(size + 1);
    // Fixed segments first, so that "/a/b" is found before "/a/{}".
    std::vector<Entry> &same = m_entries[size];
    const auto at = std::find_if(same.begin(), same.end(), [&entry](const Entry &other) {
        return entry.segments.count(placeholder) < other.segments.count(placeholder);
    });
    same.insert(at, std::move(entry));
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
    for (const std::vector<Entry> &same : m_entries) {
        for (const Entry &entry : same)
            all.push_back(&entry.route);
    }
    return all;
}

void Router::describe(const std::function<RouteDoc(const QByteArray &, const QString &)> &find)
{
    for (std::vector<Entry> &same : m_entries) {
        for (Entry &entry : same) {
            if (entry.route.doc.summary.isEmpty())
                entry.route.doc = find(entry.route.method, entry.route.pattern);
        }
    }
    for (UpgradeRoute &route : m_upgrades) {
        if (route.doc.summary.isEmpty())
            route.doc = find("UPGRADE", route.pattern);
    }
}

const std::vector<Router::Entry> &Router::entriesLike(const QStringList &segments) const
{
    static const std::vector<Entry> none;
    const auto size = static_cast<size_t>(significant(segments));
    return size < m_entries.size() ? m_entries[size] : none;
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
    const QByteArrayView wanted = method == "HEAD" ? QByteArrayView("GET") : method;
    for (const Entry &entry : entriesLike(segments)) {
        if (entry.route.method != wanted || !matches(entry.segments, segments, match.captured))
            continue;
        match.route = &entry.route;
        return match;
    }
    return {};
}

QByteArray Router::allowed(const QStringList &segments) const
{
    QStringList captured;
    QByteArrayList methods;
    for (const Entry &entry : entriesLike(segments)) {
        if (methods.contains(entry.route.method) || !matches(entry.segments, segments, captured))
            continue;
        methods.append(entry.route.method);
        if (entry.route.method == "GET")
            methods.append("HEAD");
    }
    if (!methods.isEmpty())
        methods.append("OPTIONS");
    return methods.join(", ");
}

} // namespace gateway
