// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/money.h"
#include <QByteArray>
#include <QString>
#include <utility>
#include <vector>

namespace contract {

/// How much foreign JSON may ask of us.
struct JsonLimits
{
    qsizetype maxBytes = 1024 * 1024;
    int maxDepth = 32;
    int maxValues = 100'000; ///< values of every kind, nested ones too
};

/// A JSON value as read from outside. Numbers keep their token's text, so that money never passes a double (SPEC 2.2:
/// QJson and nlohmann lose it). A plain value; distinct objects may be used from any thread.
class JsonValue
{
public:
    enum class Type { Null, Bool, Number, String, Array, Object };
    using Member = std::pair<QString, JsonValue>;

    JsonValue() = default;

    /// RFC 8259, UTF-8, nothing after the value. Malformed for anything else, for a name that an object has twice, and
    /// beyond maxDepth; TooLarge beyond maxBytes or maxValues.
    static base::Result<JsonValue> parse(QByteArrayView text, const JsonLimits &limits = {});

    Type type() const { return m_type; }
    bool isNull() const { return m_type == Type::Null; }
    bool isBool() const { return m_type == Type::Bool; }
    bool isNumber() const { return m_type == Type::Number; }
    bool isString() const { return m_type == Type::String; }
    bool isArray() const { return m_type == Type::Array; }
    bool isObject() const { return m_type == Type::Object; }

    /// The value as the type asked for; empty (or false, or null) when it is of another one.
    bool toBool() const { return m_bool; }
    const QString &toString() const { return m_text; }
    /// "150.00", as it stood in the text.
    const QByteArray &numberToken() const { return m_number; }
    /// Empty unless an integer token in range.
    std::optional<qint64> toInt() const;
    /// For figures that are not money.
    std::optional<double> toDouble() const;
    /// From a number's or a string's text, by Money::parse. InvalidArgument for any other type or text.
    base::Result<base::Money> toMoney(base::Currency currency) const;

    const std::vector<JsonValue> &items() const { return m_items; }
    const std::vector<Member> &members() const { return m_members; }
    /// An object's member, or a null value that lives for ever.
    const JsonValue &operator[](QLatin1StringView name) const;
    bool has(QLatin1StringView name) const { return find(name) != nullptr; }

private:
    friend class JsonBuilder;
    const JsonValue *find(QLatin1StringView name) const;

    Type m_type = Type::Null;
    bool m_bool = false;
    QString m_text;
    QByteArray m_number;
    std::vector<JsonValue> m_items;
    std::vector<Member> m_members;
};

/// Reads an object's members and remembers the first thing that was wrong, so that a decoder reads as a list of fields:
/// `JsonFields f(json); x.id = f.integer("id"); …; if (auto r = f.result(); !r) return r.error();`.
/// require…: InvalidArgument when absent or of another type. Unknown members are ignored.
class JsonFields
{
public:
    explicit JsonFields(const JsonValue &object);

    QString text(QLatin1StringView name);
    qint64 integer(QLatin1StringView name);
    bool boolean(QLatin1StringView name);
    double number(QLatin1StringView name);
    base::Money money(QLatin1StringView name, base::Currency currency);
    base::Currency currency(QLatin1StringView name);
    /// Absent or null gives the fallback; another type is wrong.
    QString textOr(QLatin1StringView name, const QString &fallback);
    qint64 integerOr(QLatin1StringView name, qint64 fallback);
    bool booleanOr(QLatin1StringView name, bool fallback);
    double numberOr(QLatin1StringView name, double fallback);
    /// Absent or null gives USD.
    base::Currency currencyOr(QLatin1StringView name, base::Currency fallback);
    bool isAbsent(QLatin1StringView name) const { return m_object[name].isNull(); }
    const JsonValue &value(QLatin1StringView name) const { return m_object[name]; }

    /// For checks of the caller's own: keeps the first error only.
    void fail(const QString &message);
    base::Result<> result() const { return m_error ? base::Result<>(*m_error) : base::Result<>(); }

private:
    const JsonValue &typed(QLatin1StringView name, JsonValue::Type type, QLatin1StringView word);
    const JsonValue &m_object;
    std::optional<base::Error> m_error;
};

/// Writes JSON in the order of the calls, compact, UTF-8. Money is a number token with two decimals (S0-28). Commas are
/// the writer's; begin and end must match (asserted in take()).
class JsonWriter
{
public:
    JsonWriter() { m_out.reserve(256); }
    JsonWriter &beginObject();
    JsonWriter &endObject();
    JsonWriter &beginArray();
    JsonWriter &endArray();
    /// Followed by one value.
    JsonWriter &key(QLatin1StringView name);
    JsonWriter &key(QStringView name);

    JsonWriter &value(QStringView text);
    JsonWriter &value(QLatin1StringView text);
    JsonWriter &value(const char *) = delete; ///< would become a bool
    JsonWriter &value(qint64 number);
    JsonWriter &value(int number) { return value(qint64{number}); }
    JsonWriter &value(bool flag);
    JsonWriter &value(const base::Money &amount);
    /// For figures that are not money; null when not finite.
    JsonWriter &real(double number);
    JsonWriter &null();
    /// JSON that is known to be well formed.
    JsonWriter &raw(QByteArrayView json);

    template <typename T>
    JsonWriter &member(QLatin1StringView name, const T &v)
    {
        return key(name).value(v);
    }
    JsonWriter &member(QLatin1StringView name, const QString &v) { return key(name).value(QStringView(v)); }
    template <typename T>
    JsonWriter &value(const std::optional<T> &v)
    {
        return v ? value(*v) : null();
    }

    QByteArray take();

private:
    void separate();
    void close(char bracket);
    void appendEscaped(QByteArrayView utf8);
    QByteArray m_out;
    int m_depth = 0;
    bool m_needsComma = false;
};

} // namespace contract
