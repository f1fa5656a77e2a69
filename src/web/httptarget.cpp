// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/httptarget.h"
#include <QStringDecoder>

namespace web {
namespace {

using base::Error;
using base::ErrorCode;

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool isControl(QChar c)
{
    return c < u' ' || (c >= QChar(0x7f) && c <= QChar(0x9f));
}

base::Result<> readPath(QByteArrayView path, HttpTarget &out)
{
    out.path = path.isEmpty() ? QByteArray("/") : path.toByteArray();
    const QList<QByteArray> parts = out.path.sliced(1).split('/');
    for (const QByteArray &part : parts) {
        auto segment = percentDecode(part);
        if (!segment)
            return segment.error();
        if (*segment == u"." || *segment == u"..")
            return Error(ErrorCode::Malformed, u"the path holds dot segments"_qs);
        out.segments.append(*segment);
    }
    return {};
}

base::Result<> readQuery(QByteArrayView query, const QStringList &repeatable, HttpTarget &out)
{
    const QList<QByteArray> pairs = query.toByteArray().split('&');
    for (const QByteArray &pair : pairs) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const auto name = percentDecode(equals < 0 ? pair : pair.first(equals), true);
        const auto value = percentDecode(equals < 0 ? QByteArray("") : pair.sliced(equals + 1), true);
        if (!name)
            return name.error();
        if (!value)
            return value.error();
        if (!out.queryValue(*name).isNull() && !repeatable.contains(*name))
            return Error(ErrorCode::Malformed, u"a query parameter was sent twice"_qs);
        out.query.append({*name, *value});
    }
    return {};
}

} // namespace

QString HttpTarget::queryValue(QStringView name) const
{
    for (const auto &[key, value] : query) {
        if (key == name)
            return value.isNull() ? QString::fromLatin1("") : value;
    }
    return {};
}

base::Result<QString> percentDecode(QByteArrayView text, bool plusIsBlank)
{
    const auto isPlain = [](char c) { return c > ' ' && c < 0x7f && c != '%' && c != '+'; };
    if (std::all_of(text.begin(), text.end(), isPlain)) // as most are: they mean themselves
        return QString::fromLatin1(text);
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text.at(i);
        if (c != '%') {
            bytes.append(plusIsBlank && c == '+' ? ' ' : c);
            continue;
        }
        const int high = i + 2 < text.size() ? hexValue(text.at(i + 1)) : -1;
        const int low = i + 2 < text.size() ? hexValue(text.at(i + 2)) : -1;
        if (high < 0 || low < 0)
            return Error(ErrorCode::Malformed, u"a percent sign is not followed by two hexadecimal digits"_qs);
        bytes.append(static_cast<char>(high * 16 + low));
        i += 2;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder.decode(bytes);
    if (decoder.hasError())
        return Error(ErrorCode::Malformed, u"the target is not UTF-8"_qs);
    if (std::any_of(decoded.begin(), decoded.end(), isControl))
        return Error(ErrorCode::Malformed, u"the target holds control characters"_qs);
    return decoded;
}

base::Result<HttpTarget> parseTarget(QByteArrayView target, const QStringList &repeatable)
{
    HttpTarget out;
    if (!target.startsWith('/') && target != "*") {
        const qsizetype scheme = target.indexOf("://");
        if (scheme < 0)
            return Error(ErrorCode::Malformed, u"the target has no path"_qs);
        target = target.sliced(scheme + 3);
        qsizetype end = 0;
        while (end < target.size() && target.at(end) != '/' && target.at(end) != '?')
            ++end;
        out.authority = target.first(end).toByteArray();
        target = target.sliced(end);
    }
    if (target == "*") {
        out.path = "*";
        return out;
    }
    const qsizetype mark = target.indexOf('?');
    if (const auto read = readPath(mark < 0 ? target : target.first(mark), out); !read)
        return read.error();
    if (const auto read = readQuery(mark < 0 ? QByteArrayView() : target.sliced(mark + 1), repeatable, out); !read)
        return read.error();
    return out;
}

} // namespace web
