// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/event.h"
#include <QByteArray>
#include <QJsonObject>
#include <array>

/// What the codecs of this room are written with; nobody else includes it.
namespace events {

template <typename Enum, size_t N>
std::optional<Enum> enumOf(const std::array<QLatin1StringView, N> &words, const QString &text)
{
    const auto at = std::find(words.begin(), words.end(), text);
    if (at == words.end())
        return std::nullopt;
    return static_cast<Enum>(at - words.begin());
}

/// Writes one flat JSON object. By hand, as this is done for every posting under the ledger's one thread: QJsonObject
/// sorts and copies, and costs several times as much.
class StoredWriter
{
public:
    StoredWriter() { m_out.reserve(320); }
    StoredWriter &add(QLatin1StringView name, qint64 number) { return begin(name).append(QByteArray::number(number)); }
    StoredWriter &add(QLatin1StringView name, QLatin1StringView word)
    {
        return begin(name).append("\"").append(QByteArrayView(word.data(), word.size())).append("\"");
    }
    StoredWriter &add(QLatin1StringView name, bool flag) { return begin(name).append(flag ? "true" : "false"); }
    StoredWriter &add(QLatin1StringView name, const QString &text)
    {
        begin(name).append("\"");
        for (const char c : text.toUtf8())
            escape(c);
        return append("\"");
    }
    QByteArray take() { return append("}").m_out; }

private:
    StoredWriter &begin(QLatin1StringView name)
    {
        return append(m_out.isEmpty() ? "{\"" : ",\"").append(QByteArrayView(name.data(), name.size())).append("\":");
    }
    StoredWriter &append(QByteArrayView bytes)
    {
        m_out.append(bytes);
        return *this;
    }
    void escape(char c)
    {
        static constexpr char hex[] = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            m_out.append('\\');
            m_out.append(c);
        } else if (byte < 0x20) {
            append("\\u00");
            m_out.append(hex[byte >> 4]);
            m_out.append(hex[byte & 0xf]);
        } else {
            m_out.append(c);
        }
    }
    QByteArray m_out;
};

/// Reads members and notes when one is not what it must be.
class StoredFields
{
public:
    explicit StoredFields(const QJsonObject &object)
        : m_object(object)
    {
    }
    QString text(QLatin1StringView name)
    {
        const QJsonValue v = m_object.value(name);
        m_ok = m_ok && v.isString();
        return v.toString();
    }
    qint64 integer(QLatin1StringView name)
    {
        const QJsonValue v = m_object.value(name);
        // Two different fallbacks agree only on a value that is an integer.
        m_ok = m_ok && v.isDouble() && v.toInteger(0) == v.toInteger(1);
        return v.toInteger();
    }
    std::optional<qint64> optionalInteger(QLatin1StringView name)
    {
        return m_object.contains(name) ? std::optional(integer(name)) : std::nullopt;
    }
    bool flag(QLatin1StringView name)
    {
        const QJsonValue v = m_object.value(name);
        m_ok = m_ok && v.isBool();
        return v.toBool();
    }
    QString optionalText(QLatin1StringView name) { return m_object.contains(name) ? text(name) : QString(); }
    bool optionalFlag(QLatin1StringView name) { return m_object.contains(name) && flag(name); }
    base::Currency currency(QLatin1StringView name)
    {
        const auto parsed = base::Currency::parse(text(name).toLatin1());
        m_ok = m_ok && parsed;
        return parsed.valueOr(base::Currency::usd());
    }
    base::Money money(QLatin1StringView name, base::Currency currency)
    {
        const auto amount = base::Money::fromMinor(integer(name), currency);
        m_ok = m_ok && amount;
        return amount.valueOr(base::Money(currency));
    }
    template <typename Enum, size_t N>
    Enum word(QLatin1StringView name, const std::array<QLatin1StringView, N> &words)
    {
        const auto value = enumOf<Enum>(words, text(name));
        m_ok = m_ok && value;
        return value.value_or(Enum{});
    }
    PostingOperation operation(QLatin1StringView name)
    {
        const auto value = postingOperation(text(name));
        m_ok = m_ok && value;
        return value.value_or(PostingOperation{});
    }
    QDate day(QLatin1StringView name)
    {
        const QDate date = QDate::fromString(text(name), Qt::ISODate);
        m_ok = m_ok && date.isValid();
        return date;
    }
    bool contains(QLatin1StringView name) const { return m_object.contains(name); }
    base::Result<Event> finish(Event event) const
    {
        if (!m_ok)
            return {base::ErrorCode::Corrupt, QStringLiteral("event log: a member is missing or wrong")};
        return event;
    }

private:
    const QJsonObject &m_object;
    bool m_ok = true;
};

} // namespace events
