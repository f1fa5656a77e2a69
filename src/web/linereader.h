// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <optional>

namespace web {

/// Cuts a stream of bytes into lines: ended by LF, of which a CR just before is taken off. A line of more than `limit`
/// bytes (its end not counted) is told of once, as soon as that is plain, and skipped to its LF without being kept. A
/// value; holds at most `limit` + 1 bytes.
class LineReader
{
public:
    explicit LineReader(qsizetype limit)
        : m_limit(limit)
    {
    }

    struct Line
    {
        QByteArray text; ///< empty when too long
        bool isTooLong = false;
    };
    struct Progress
    {
        qsizetype consumed = 0;   ///< of the bytes given; the rest is for the next call
        std::optional<Line> line; ///< none: all was consumed and the line is not whole yet
    };
    /// Takes bytes up to the end of one line.
    Progress feed(QByteArrayView bytes);
    /// The stream has ended: what had no LF yet, if anything.
    std::optional<Line> end();

private:
    bool isOver(QByteArrayView line) const;
    Line takePartial();
    QByteArray m_partial;
    qsizetype m_limit;
    bool m_skipping = false;
};

} // namespace web
