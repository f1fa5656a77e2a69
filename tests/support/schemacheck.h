// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace support {

/// Compares a JSON value with a schema of an OpenAPI document, as far as our descriptions use JSON Schema: $ref, type,
/// const, enum, anyOf, properties, required, additionalProperties, items. A member that the schema does not name is a
/// fault: the description is to be whole.
class SchemaCheck
{
public:
    explicit SchemaCheck(const QJsonObject &document)
        : m_schemas(document.value(u"components").toObject().value(u"schemas").toObject())
    {
    }
    /// What is wrong, by path ("$.items[0].monto: …"); empty: nothing.
    QStringList faults(const QJsonValue &value, const QJsonObject &schema,
                       const QString &at = QStringLiteral("$")) const
    {
        if (schema.contains(u"$ref")) {
            const QString name = schema.value(u"$ref").toString().section(u'/', -1);
            if (!m_schemas.contains(name))
                return {at + QStringLiteral(": no schema ") + name};
            return faults(value, m_schemas.value(name).toObject(), at);
        }
        if (schema.contains(u"anyOf"))
            return anyOf(value, schema.value(u"anyOf").toArray(), at);
        if (!typeFits(value, schema.value(u"type")))
            return {at + QStringLiteral(": is of another type")};
        if (schema.contains(u"const") && value != schema.value(u"const"))
            return {at + QStringLiteral(": is not ") + schema.value(u"const").toString()};
        if (schema.contains(u"enum") && !schema.value(u"enum").toArray().contains(value))
            return {at + QStringLiteral(": none of the constants: ") + value.toString()};
        if (value.isObject() && schema.contains(u"type"))
            return object(value.toObject(), schema, at);
        QStringList all;
        const QJsonArray items = value.toArray();
        for (qsizetype i = 0; schema.contains(u"items") && i < items.size(); ++i)
            all += faults(items[i], schema.value(u"items").toObject(), QStringLiteral("%1[%2]").arg(at).arg(i));
        return all;
    }

private:
    static bool isOf(const QJsonValue &value, const QString &type)
    {
        if (type == u"integer")
            return value.isDouble() && value.toDouble() == static_cast<double>(value.toInteger());
        return (type == u"string" && value.isString()) || (type == u"number" && value.isDouble()) ||
               (type == u"boolean" && value.isBool()) || (type == u"null" && value.isNull()) ||
               (type == u"array" && value.isArray()) || (type == u"object" && value.isObject());
    }
    static bool typeFits(const QJsonValue &value, const QJsonValue &type)
    {
        if (type.isUndefined())
            return true;
        if (type.isString())
            return isOf(value, type.toString());
        const QJsonArray types = type.toArray();
        return std::any_of(types.begin(), types.end(),
                           [&](const QJsonValue &one) { return isOf(value, one.toString()); });
    }
    QStringList anyOf(const QJsonValue &value, const QJsonArray &schemas, const QString &at) const
    {
        QStringList all;
        for (const QJsonValue &one : schemas) {
            const QStringList found = faults(value, one.toObject(), at);
            if (found.isEmpty())
                return {};
            all += found;
        }
        return all;
    }
    QStringList object(const QJsonObject &value, const QJsonObject &schema, const QString &at) const
    {
        QStringList all;
        for (const QJsonValue &name : schema.value(u"required").toArray()) {
            if (!value.contains(name.toString()))
                all << QStringLiteral("%1: lacks %2").arg(at, name.toString());
        }
        const QJsonObject properties = schema.value(u"properties").toObject();
        for (auto it = value.begin(); it != value.end(); ++it) {
            const QString path = QStringLiteral("%1.%2").arg(at, it.key());
            if (properties.contains(it.key()))
                all += faults(it.value(), properties.value(it.key()).toObject(), path);
            else if (schema.contains(u"additionalProperties"))
                all += faults(it.value(), schema.value(u"additionalProperties").toObject(), path);
            else
                all << path + QStringLiteral(": is not described");
        }
        return all;
    }
    QJsonObject m_schemas;
};

} // namespace support
