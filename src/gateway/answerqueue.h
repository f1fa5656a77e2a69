// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <deque>
#include <optional>

namespace gateway {

/// Puts answers that come in any order into the order of their requests. A value of one thread.
class AnswerQueue
{
public:
    /// A place for the next request's answer; its number, counted from 1.
    quint64 open()
    {
        m_places.emplace_back();
        return m_first + m_places.size() - 1;
    }
    /// Takes back the newest place: its request is not to be answered after all.
    void takeBack() { m_places.pop_back(); }
    /// The answer of one request. Unknown numbers (answered before) are ignored.
    void fill(quint64 number, QByteArray answer)
    {
        if (number >= m_first && number - m_first < m_places.size() && !m_places[number - m_first])
            m_places[number - m_first] = std::move(answer);
    }
    /// Everything that may go out now.
    QByteArray takeReady()
    {
        QByteArray ready;
        while (!m_places.empty() && m_places.front()) {
            ready += *m_places.front();
            m_places.pop_front();
            ++m_first;
        }
        return ready;
    }
    /// Requests whose answers have not been taken.
    qsizetype waiting() const { return static_cast<qsizetype>(m_places.size()); }

private:
    std::deque<std::optional<QByteArray>> m_places;
    quint64 m_first = 1; ///< number of the first place
};

} // namespace gateway
