// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/json.h"
#include <nlohmann/json.hpp>

namespace contract {

/// Builds a JsonValue from the library's events. The library is used for its strict lexer alone: its own values would
/// turn number tokens into doubles and let the last of two equal names win.
class JsonBuilder
{
public:
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    explicit JsonBuilder(const JsonLimits &limits)
        : m_limits(limits)
    {
    }

    bool null() { return add({}) != nullptr; }
    bool boolean(bool flag)
    {
        JsonValue v;
        v.m_type = JsonValue::Type::Bool;
        v.m_bool = flag;
        return add(std::move(v)) != nullptr;
    }
    // Integers arrive as numbers; their decimal text is the token's, as JSON allows no "+" and no leading zero.
    bool number_integer(number_integer_t number) { return addNumber(QByteArray::number(qlonglong{number})); }
    bool number_unsigned(number_unsigned_t number) { return addNumber(QByteArray::number(qulonglong{number})); }
    bool number_float(number_float_t, const string_t &token) { return addNumber(QByteArray::fromStdString(token)); }
    bool string(string_t &text)
    {
        JsonValue v;
        v.m_type = JsonValue::Type::String;
        v.m_text = QString::fromStdString(text);
        return add(std::move(v)) != nullptr;
    }
    bool binary(binary_t &) { return false; }
    bool start_object(std::size_t) { return open(JsonValue::Type::Object); }
    bool start_array(std::size_t) { return open(JsonValue::Type::Array); }
    bool key(string_t &name)
    {
        m_name = QString::fromStdString(name);
        return true;
    }
    bool end_object()
    {
        if (hasDuplicates(*m_open.back()))
            return refuse(base::ErrorCode::Malformed, QStringLiteral("JSON: a name appears twice in an object"));
        m_open.pop_back();
        return true;
    }
    bool end_array()
    {
        m_open.pop_back();
        return true;
    }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::json::exception &)
    {
        return refuse(base::ErrorCode::Malformed, QStringLiteral("JSON: not well formed at byte ") +
                                                      QString::number(static_cast<qulonglong>(position)));
    }

    base::Result<JsonValue> result(bool parsed)
    {
        if (m_error)
            return *m_error;
        if (!parsed)
            return {base::ErrorCode::Malformed, QStringLiteral("JSON: not well formed")};
        return std::move(m_root);
    }

private:
    bool refuse(base::ErrorCode code, const QString &message)
    {
        if (!m_error)
            m_error = base::Error(code, message);
        return false;
    }
    bool addNumber(QByteArray token)
    {
        JsonValue v;
        v.m_type = JsonValue::Type::Number;
        v.m_number = std::move(token);
        return add(std::move(v)) != nullptr;
    }
    bool open(JsonValue::Type type)
    {
        if (static_cast<int>(m_open.size()) >= m_limits.maxDepth)
            return refuse(base::ErrorCode::Malformed, QStringLiteral("JSON: nested too deeply"));
        JsonValue v;
        v.m_type = type;
        JsonValue *const placed = add(std::move(v));
        if (placed)
            m_open.push_back(placed);
        return placed != nullptr;
    }
    /// Where the value now lives. The address holds while it is open: only the innermost open container grows.
    JsonValue *add(JsonValue value)
    {
        if (++m_count > m_limits.maxValues) {
            refuse(base::ErrorCode::TooLarge, QStringLiteral("JSON: too many values"));
            return nullptr;
        }
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        JsonValue &parent = *m_open.back();
        if (parent.isArray())
            return &parent.m_items.emplace_back(std::move(value));
        return &parent.m_members.emplace_back(std::move(m_name), std::move(value)).second;
    }
    static bool hasDuplicates(const JsonValue &object)
    {
        std::vector<QStringView> names;
        names.reserve(object.m_members.size());
        for (const auto &[name, value] : object.m_members)
            names.push_back(name);
        std::sort(names.begin(), names.end());
        return std::adjacent_find(names.begin(), names.end()) != names.end();
    }

    const JsonLimits m_limits;
    JsonValue m_root;
    std::vector<JsonValue *> m_open;
    QString m_name;
    int m_count = 0;
    std::optional<base::Error> m_error;
};

base::Result<JsonValue> JsonValue::parse(QByteArrayView text, const JsonLimits &limits)
{
    if (text.size() > limits.maxBytes)
        return {base::ErrorCode::TooLarge, QStringLiteral("JSON: more than the allowed bytes")};
    JsonBuilder builder(limits);
    const bool parsed = nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    return builder.result(parsed);
}

std::optional<qint64> JsonValue::toInt() const
{
    bool ok = false;
    const qint64 number = m_number.toLongLong(&ok);
    return isNumber() && ok ? std::optional(number) : std::nullopt;
}

std::optional<double> JsonValue::toDouble() const
{
    bool ok = false;
    const double number = m_number.toDouble(&ok);
    return isNumber() && ok ? std::optional(number) : std::nullopt;
}

base::Result<base::Money> JsonValue::toMoney(base::Currency currency) const
{
    if (!isNumber() && !isString())
        return {base::ErrorCode::InvalidArgument, QStringLiteral("an amount is needed")};
    auto money = base::Money::parse(isNumber() ? m_number : m_text.toUtf8(), currency);
    if (!money) // a value of the right shape with a wrong text: the request is well formed, its member is not
        return {base::ErrorCode::InvalidArgument, money.error().message()};
    return money;
}

const JsonValue *JsonValue::find(QLatin1StringView name) const
{
    for (const auto &[key, value] : m_members) {
        if (key == name)
            return &value;
    }
    return nullptr;
}

const JsonValue &JsonValue::operator[](QLatin1StringView name) const
{
    static const JsonValue absent;
    const JsonValue *const found = find(name);
    return found ? *found : absent;
}

} // namespace contract
