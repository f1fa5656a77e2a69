// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/json.h"
#include <vector>

/// Words and lists of objects, as this room's readers and writers of values need them. write() of the element must be
/// declared before its use.
namespace contract {

template <typename Enum>
Enum readWord(JsonFields &fields, QLatin1StringView name, std::optional<Enum> (*parse)(QStringView))
{
    const auto parsed = parse(fields.text(name));
    if (!parsed)
        fields.fail(QString(name + QLatin1StringView(": unknown word")));
    return parsed.value_or(Enum{});
}

template <typename T>
base::Result<T> finish(const JsonFields &fields, T value)
{
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return value;
}

/// An array of objects; what is wrong in one is what is wrong with `fields`.
template <typename T>
std::vector<T> readAll(JsonFields &fields, QLatin1StringView name, base::Result<T> (*read)(const JsonValue &))
{
    std::vector<T> all;
    const JsonValue &array = fields.value(name);
    if (!array.isArray())
        fields.fail(QString(name + QLatin1StringView(": an array is needed")));
    for (const JsonValue &item : array.items()) {
        auto one = read(item);
        if (!one) {
            fields.fail(QString(name + QLatin1StringView(": ") + one.error().message()));
            break;
        }
        all.push_back(std::move(one).value());
    }
    return all;
}

template <typename T>
std::optional<T> readOptional(JsonFields &fields, QLatin1StringView name, base::Result<T> (*read)(const JsonValue &))
{
    if (fields.isAbsent(name))
        return std::nullopt;
    auto one = read(fields.value(name));
    if (!one) {
        fields.fail(QString(name + QLatin1StringView(": ") + one.error().message()));
        return std::nullopt;
    }
    return std::move(one).value();
}

template <typename T>
void writeAll(JsonWriter &out, QLatin1StringView name, const std::vector<T> &values)
{
    out.key(name).beginArray();
    for (const T &value : values)
        write(out, value);
    out.endArray();
}

template <typename T>
void writeOptional(JsonWriter &out, QLatin1StringView name, const std::optional<T> &value)
{
    out.key(name);
    if (value)
        write(out, *value);
    else
        out.null();
}

} // namespace contract
