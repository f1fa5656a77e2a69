// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/json.h"

namespace contract {

JsonFields::JsonFields(const JsonValue &object)
    : m_object(object)
{
    if (!object.isObject())
        fail(QStringLiteral("a JSON object is needed"));
}

void JsonFields::fail(const QString &message)
{
    if (!m_error)
        m_error = base::Error(base::ErrorCode::InvalidArgument, message);
}

const JsonValue &JsonFields::typed(QLatin1StringView name, JsonValue::Type type, QLatin1StringView word)
{
    const JsonValue &v = m_object[name];
    if (v.type() != type)
        fail(QString(name + QLatin1StringView(": ") + word + QLatin1StringView(" is needed")));
    return v;
}

QString JsonFields::text(QLatin1StringView name)
{
    return typed(name, JsonValue::Type::String, QLatin1StringView("a text")).toString();
}

qint64 JsonFields::integer(QLatin1StringView name)
{
    const auto number = typed(name, JsonValue::Type::Number, QLatin1StringView("an integer")).toInt();
    if (!number)
        fail(QString(name + QLatin1StringView(": an integer is needed")));
    return number.value_or(0);
}

bool JsonFields::boolean(QLatin1StringView name)
{
    return typed(name, JsonValue::Type::Bool, QLatin1StringView("true or false")).toBool();
}

double JsonFields::number(QLatin1StringView name)
{
    return typed(name, JsonValue::Type::Number, QLatin1StringView("a number")).toDouble().value_or(0);
}

base::Money JsonFields::money(QLatin1StringView name, base::Currency currency)
{
    auto amount = m_object[name].toMoney(currency);
    if (!amount)
        fail(QString(name + QLatin1StringView(": ") + amount.error().message()));
    return amount.valueOr(base::Money(currency));
}

base::Currency JsonFields::currency(QLatin1StringView name)
{
    auto parsed = base::Currency::parse(text(name).toUtf8());
    if (!parsed)
        fail(QString(name + QLatin1StringView(": ") + parsed.error().message()));
    return parsed.valueOr(base::Currency::usd());
}

QString JsonFields::textOr(QLatin1StringView name, const QString &fallback)
{
    return isAbsent(name) ? fallback : text(name);
}

qint64 JsonFields::integerOr(QLatin1StringView name, qint64 fallback)
{
    return isAbsent(name) ? fallback : integer(name);
}

bool JsonFields::booleanOr(QLatin1StringView name, bool fallback)
{
    return isAbsent(name) ? fallback : boolean(name);
}

double JsonFields::numberOr(QLatin1StringView name, double fallback)
{
    return isAbsent(name) ? fallback : number(name);
}

base::Currency JsonFields::currencyOr(QLatin1StringView name, base::Currency fallback)
{
    return isAbsent(name) ? fallback : currency(name);
}

} // namespace contract
