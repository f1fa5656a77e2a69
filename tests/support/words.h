// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <optional>
#include <utility>

namespace support {

/// Words at spaces; "…" keeps its spaces and loses its quotes.
inline QList<QByteArray> words(const QByteArray &line)
{
    QList<QByteArray> list;
    QByteArray word;
    bool quoted = false;
    bool any = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
            any = true;
        } else if (c == ' ' && !quoted) {
            if (any)
                list.append(std::exchange(word, {}));
            any = false;
        } else {
            word.append(c);
            any = true;
        }
    }
    if (any)
        list.append(word);
    return list;
}

class Words
{
public:
    explicit Words(const QByteArray &line)
        : m_words(words(line))
    {
    }
    QByteArray at(int i) const { return m_words.value(i); }
    int size() const { return static_cast<int>(m_words.size()); }
    bool has(const QByteArray &flag) const { return m_words.contains(flag); }
    std::optional<QByteArray> value(const QByteArray &key) const
    {
        for (const QByteArray &word : m_words) {
            if (word.startsWith(key) && word.mid(key.size(), 1) == "=")
                return word.mid(key.size() + 1);
        }
        return std::nullopt;
    }
    quint16 number(const QByteArray &key, int otherwise = 0) const
    {
        return static_cast<quint16>(value(key).value_or(QByteArray::number(otherwise)).toInt());
    }

private:
    QList<QByteArray> m_words;
};

} // namespace support
