// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/linereader.h"
#include <utility>

namespace web {
namespace {

QByteArrayView withoutReturn(QByteArrayView line)
{
    return line.endsWith('\r') ? line.chopped(1) : line;
}

} // namespace

/// A CR at the end may turn out to belong to the line's end, so it does not count yet.
bool LineReader::isOver(QByteArrayView line) const
{
    return withoutReturn(line).size() > m_limit;
}

LineReader::Line LineReader::takePartial()
{
    QByteArray whole = std::exchange(m_partial, {});
    if (whole.endsWith('\r'))
        whole.chop(1);
    return {std::move(whole), false};
}

LineReader::Progress LineReader::feed(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const QByteArrayView piece = end < 0 ? bytes : bytes.first(end);
    const qsizetype consumed = end < 0 ? bytes.size() : end + 1;
    if (m_skipping) {
        m_skipping = end < 0;
        Progress next = m_skipping ? Progress{} : feed(bytes.sliced(consumed));
        return {consumed + next.consumed, std::move(next.line)};
    }
    // Looked at no further than what decides, so that a flood without line ends is not even copied.
    const qsizetype room = m_limit + 2 - m_partial.size();
    m_partial.append(piece.first(std::min(piece.size(), room)));
    if (isOver(m_partial)) {
        m_partial.clear();
        m_skipping = end < 0;
        return {consumed, Line{{}, true}};
    }
    if (end < 0)
        return {consumed, {}};
    return {consumed, takePartial()};
}

std::optional<LineReader::Line> LineReader::end()
{
    if (m_partial.isEmpty())
        return {};
    return takePartial();
}

} // namespace web
