// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/accessjson.h"
#include "auth/mosquittohash.h"

using namespace Qt::StringLiterals;

namespace gateway {
namespace {

QJsonValue timeJson(const std::optional<base::UtcMs> &at)
{
    return at ? QJsonValue(at->value) : QJsonValue();
}

QString kindWord(auth::ImportNote::Kind kind)
{
    switch (kind) {
    case auth::ImportNote::Kind::Taken:
        return u"taken"_s;
    case auth::ImportNote::Kind::Changed:
        return u"changed"_s;
    case auth::ImportNote::Kind::NotTaken:
        break;
    }
    return u"not_taken"_s;
}

} // namespace

QJsonObject credentialJson(const auth::DeviceCredential &credential)
{
    const QString kind = credential.secretHash.isEmpty()                     ? u"certificate"_s
                         : auth::MosquittoHash::isOne(credential.secretHash) ? u"imported"_s
                                                                             : u"secret"_s;
    return {{u"id"_s, credential.id.value()},
            {u"username"_s, credential.username},
            {u"kind"_s, kind},
            {u"client_ids"_s, QJsonArray::fromStringList(credential.clientIds)},
            {u"device_id"_s, credential.deviceId},
            {u"cedula"_s, credential.cedula},
            {u"enabled"_s, credential.enabled},
            {u"note"_s, credential.note},
            {u"exportable"_s, !credential.exportHash.isEmpty()},
            {u"created_utc_ms"_s, credential.createdAt.value},
            {u"rotated_utc_ms"_s, credential.rotatedAt.value},
            {u"grace_until_utc_ms"_s, timeJson(credential.graceUntil)},
            {u"last_used_utc_ms"_s, timeJson(credential.lastUsedAt)}};
}

QJsonArray reportJson(const auth::ImportReport &report)
{
    QJsonArray lines;
    for (const auth::ImportNote &note : report)
        lines.append(QJsonObject{{u"line"_s, note.line}, {u"kind"_s, kindWord(note.kind)}, {u"text"_s, note.text}});
    return lines;
}

QJsonValue BodyReader::take(const QString &name)
{
    m_asked << name;
    const QJsonValue value = m_body.value(name);
    return value.isNull() ? QJsonValue(QJsonValue::Undefined) : value;
}

void BodyReader::fail(const QString &sentence)
{
    if (!m_error)
        m_error = base::Error(base::ErrorCode::InvalidArgument, sentence);
}

std::optional<QString> BodyReader::text(const QString &name)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return {};
    if (!value.isString())
        fail(u"%1: a text is expected"_s.arg(name));
    return value.toString();
}

std::optional<bool> BodyReader::flag(const QString &name)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return {};
    if (!value.isBool())
        fail(u"%1: true or false is expected"_s.arg(name));
    return value.toBool();
}

std::optional<qint64> BodyReader::number(const QString &name)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return {};
    bool ok = value.isDouble() && value.toInteger(-1) == value.toInteger(-2);
    qint64 number = value.toInteger();
    if (value.isString()) // of a query
        number = value.toString().toLongLong(&ok);
    if (!ok)
        fail(u"%1: a whole number is expected"_s.arg(name));
    return number;
}

std::optional<QStringList> BodyReader::texts(const QString &name)
{
    const auto values = array(name);
    if (!values)
        return {};
    QStringList texts;
    for (const QJsonValue &value : *values) {
        if (!value.isString())
            fail(u"%1: a list of texts is expected"_s.arg(name));
        texts << value.toString();
    }
    return texts;
}

std::optional<QJsonObject> BodyReader::object(const QString &name)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return {};
    if (!value.isObject())
        fail(u"%1: an object is expected"_s.arg(name));
    return value.toObject();
}

std::optional<QJsonArray> BodyReader::array(const QString &name)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return {};
    if (!value.isArray())
        fail(u"%1: a list is expected"_s.arg(name));
    return value.toArray();
}

QString BodyReader::required(const QString &name)
{
    const auto value = text(name);
    if (!value)
        fail(u"%1 is missing"_s.arg(name));
    return value.value_or(QString());
}

base::Result<> BodyReader::result() const
{
    if (m_error)
        return *m_error;
    for (const QString &name : m_body.keys()) {
        if (!m_asked.contains(name))
            return {base::ErrorCode::InvalidArgument, u"\"%1\" is not known here"_s.arg(name.left(40))};
    }
    return {};
}

} // namespace gateway
