// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/json.h"
#include "contract/timeforms.h"
#include <QDateTime>

/// What the writers and readers of QR payments share: a part of qrjson.cpp and qrrequestjson.cpp, which alone include
/// it.
namespace contract::qrfields {

using namespace Qt::StringLiterals;

template <typename T>
base::Result<T> finish(const JsonFields &fields, T value)
{
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return value;
}

/// What we write ourselves: always with a zone.
inline base::UtcMs readTime(JsonFields &fields, QLatin1StringView name)
{
    const QString text = fields.text(name);
    const QDateTime at = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!at.isValid() || at.timeSpec() == Qt::LocalTime)
        fields.fail(QString(name + ": a time in UTC is needed"_L1));
    return {at.isValid() ? at.toMSecsSinceEpoch() : 0};
}

inline std::optional<base::UtcMs> readTimeOr(JsonFields &fields, QLatin1StringView name)
{
    return fields.isAbsent(name) ? std::nullopt : std::optional(readTime(fields, name));
}

inline void writeTime(JsonWriter &out, QLatin1StringView name, const std::optional<base::UtcMs> &at)
{
    out.key(name);
    if (at)
        out.value(QStringView(isoMilliseconds(*at)));
    else
        out.null();
}

inline void writeAmount(JsonWriter &out, const base::Money &amount)
{
    out.member("amount"_L1, amount).member("currency"_L1, amount.currency().toString());
}

/// Any array of values that have a write() beside them.
template <typename T>
void writeList(JsonWriter &out, QLatin1StringView name, const std::vector<T> &list)
{
    out.key(name).beginArray();
    for (const T &item : list)
        write(out, item);
    out.endArray();
}

template <typename T>
std::vector<T> readList(JsonFields &fields, QLatin1StringView name, base::Result<T> (*read)(const JsonValue &))
{
    std::vector<T> list;
    for (const JsonValue &item : fields.value(name).items()) {
        auto value = read(item);
        if (!value) {
            fields.fail(QString(name + ": "_L1 + value.error().message()));
            break;
        }
        list.push_back(std::move(value).value());
    }
    return list;
}

} // namespace contract::qrfields
