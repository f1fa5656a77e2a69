// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/apischema.h"
#include <QJsonArray>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace gateway {
namespace {

constexpr int deepest = 16;

struct Word
{
    QLatin1StringView name;
    QLatin1StringView type;
    QLatin1StringView format;
};

constexpr Word words[] = {
    {"string"_L1, "string"_L1, {}},
    {"integer"_L1, "integer"_L1, "int64"_L1},
    {"number"_L1, "number"_L1, {}},
    {"boolean"_L1, "boolean"_L1, {}},
    {"null"_L1, "null"_L1, {}},
    {"date"_L1, "string"_L1, "date"_L1},
    {"datetime"_L1, "string"_L1, "date-time"_L1},
};

bool isNameChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.';
}

/// Reads by recursive descent; the first error stays.
class Reader
{
public:
    explicit Reader(QByteArrayView text)
        : m_text(text)
    {
    }
    Result<QJsonObject> read()
    {
        const QJsonObject schema = alternatives(0);
        skipBlanks();
        if (!m_error && m_at != m_text.size())
            fail("the end");
        return m_error ? Result<QJsonObject>(*m_error) : Result<QJsonObject>(schema);
    }

private:
    QJsonObject alternatives(int depth);
    QJsonObject one(int depth);
    QJsonObject object(int depth);
    QJsonObject named();
    QByteArray name();
    bool take(char c)
    {
        skipBlanks();
        if (m_at >= m_text.size() || m_text.at(m_at) != c)
            return false;
        ++m_at;
        return true;
    }
    void skipBlanks()
    {
        while (m_at < m_text.size() && m_text.at(m_at) == ' ')
            ++m_at;
    }
    void fail(const char *expected)
    {
        if (!m_error)
            m_error = Error(ErrorCode::Malformed, u"%1 is expected at %2 of %3"_s.arg(QLatin1StringView(expected))
                                                      .arg(m_at)
                                                      .arg(QString::fromUtf8(m_text)));
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    std::optional<Error> m_error;
};

/// Constants become one enum, plain types one list of types, everything else anyOf.
QJsonObject unite(const QList<QJsonObject> &parts)
{
    if (parts.size() == 1)
        return parts.first();
    QJsonArray constants;
    QJsonArray types;
    QJsonArray all;
    QJsonObject united;
    for (const QJsonObject &part : parts) {
        all.append(part);
        if (part.contains(u"const"_s))
            constants.append(part.value(u"const"_s));
        const bool isPlain = part.contains(u"type"_s) && !part.contains(u"properties"_s) &&
                             !part.contains(u"items"_s) && !part.contains(u"const"_s);
        if (!isPlain)
            continue;
        types.append(part.value(u"type"_s));
        for (auto it = part.begin(); it != part.end(); ++it)
            united.insert(it.key(), it.value());
    }
    if (constants.size() == parts.size())
        return {{u"type"_s, u"string"_s}, {u"enum"_s, constants}};
    if (types.size() != parts.size())
        return {{u"anyOf"_s, all}};
    united.insert(u"type"_s, types);
    return united;
}

QJsonObject Reader::alternatives(int depth)
{
    QList<QJsonObject> parts{one(depth)};
    while (!m_error && take('|'))
        parts.append(one(depth));
    return unite(parts);
}

QJsonObject Reader::one(int depth)
{
    if (depth > deepest || m_error) {
        fail("a schema of less depth");
        return {};
    }
    if (take('{'))
        return object(depth + 1);
    if (take('[')) {
        const QJsonObject items = alternatives(depth + 1);
        if (!take(']'))
            fail("]");
        return {{u"type"_s, u"array"_s}, {u"items"_s, items}};
    }
    if (take('\'')) {
        const qsizetype end = m_text.indexOf('\'', m_at);
        if (end < 0) {
            fail("'");
            return {};
        }
        const QString constant = QString::fromUtf8(m_text.sliced(m_at, end - m_at));
        m_at = end + 1;
        return {{u"type"_s, u"string"_s}, {u"const"_s, constant}};
    }
    if (take('$'))
        return {{u"$ref"_s, QString(u"#/components/schemas/"_s + QString::fromUtf8(name()))}};
    return named();
}

QByteArray Reader::name()
{
    skipBlanks();
    const qsizetype from = m_at;
    while (m_at < m_text.size() && isNameChar(m_text.at(m_at)))
        ++m_at;
    if (m_at == from)
        fail("a name");
    return m_text.sliced(from, m_at - from).toByteArray();
}

QJsonObject Reader::named()
{
    const QByteArray word = name();
    if (word == "any")
        return {};
    if (word == "money")
        return {{u"type"_s, u"number"_s}, {u"multipleOf"_s, 0.01}};
    if (word == "utc_ms")
        return {{u"type"_s, u"integer"_s},
                {u"format"_s, u"int64"_s},
                {u"description"_s, u"milliseconds since 1970, UTC"_s}};
    for (const Word &known : words) {
        if (known.name != QLatin1StringView(word))
            continue;
        QJsonObject schema{{u"type"_s, QString(known.type)}};
        if (!known.format.isEmpty())
            schema.insert(u"format"_s, QString(known.format));
        return schema;
    }
    if (!m_error)
        fail("a known type");
    return {};
}

QJsonObject Reader::object(int depth)
{
    QJsonObject properties;
    QJsonArray required;
    QJsonObject schema{{u"type"_s, u"object"_s}};
    while (!m_error && !take('}')) {
        const bool isRest = take('*');
        const QString member = isRest ? QString() : QString::fromUtf8(name());
        const bool mayBeMissing = take('?');
        if (!take(':'))
            fail(":");
        const QJsonObject value = alternatives(depth);
        if (isRest) {
            schema.insert(u"additionalProperties"_s, value);
        } else {
            properties.insert(member, value);
            if (!mayBeMissing)
                required.append(member);
        }
        take(',');
    }
    schema.insert(u"properties"_s, properties);
    if (!required.isEmpty())
        schema.insert(u"required"_s, required);
    return schema;
}

} // namespace

Result<QJsonObject> parseSchema(QByteArrayView text)
{
    return Reader(text).read();
}

} // namespace gateway
