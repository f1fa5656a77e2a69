// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/exporttext.h"

namespace console {
namespace {

QString csvCell(const ExportValue &value, const ExportOptions &options)
{
    if (const auto *number = std::get_if<qint64>(&value))
        return QString::number(*number);
    if (const auto *money = std::get_if<base::Money>(&value)) {
        QString text = QString::fromLatin1(money->toWire());
        text.replace(u'.', options.decimalPoint);
        return text.contains(options.delimiter) ? u'"' + text + u'"' : text;
    }
    const auto *text = std::get_if<QString>(&value);
    if (!text)
        return {};
    QString safe = formulaSafe(*text);
    const auto needsQuotes = [&options](QChar c) {
        return c == options.delimiter || c == u'"' || c == u'\n' || c == u'\r' || c == u'\t';
    };
    const bool quoted =
        std::any_of(safe.cbegin(), safe.cend(), needsQuotes) || safe.startsWith(u' ') || safe.endsWith(u' ');
    if (!quoted)
        return safe;
    safe.replace(u'"', u"\"\""_qs);
    return u'"' + safe + u'"';
}

QByteArray jsonString(const QString &text)
{
    QString out(u'"');
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            out += u'\\';
        if (c == u'\n')
            out += u"\\n";
        else if (c.unicode() < 0x20)
            out += u"\\u" + QString::number(c.unicode(), 16).rightJustified(4, u'0');
        else
            out += c;
    }
    out += u'"';
    return out.toUtf8(); // a lone surrogate becomes U+FFFD: the file stays valid
}

QByteArray jsonValue(const ExportValue &value)
{
    if (const auto *number = std::get_if<qint64>(&value))
        return QByteArray::number(*number);
    if (const auto *money = std::get_if<base::Money>(&value))
        return money->toWire();
    if (const auto *text = std::get_if<QString>(&value))
        return jsonString(*text);
    return "null";
}

} // namespace

QString formulaSafe(const QString &text)
{
    static const QString dangerous = u"=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"_qs;
    return !text.isEmpty() && dangerous.contains(text.front()) ? u'\'' + text : text;
}

QByteArray csvLine(const std::vector<ExportValue> &cells, const ExportOptions &options)
{
    QString line;
    for (size_t i = 0; i < cells.size(); ++i) {
        if (i > 0)
            line += options.delimiter;
        line += csvCell(cells[i], options);
    }
    line += u"\r\n";
    return line.toUtf8();
}

QByteArray jsonObject(const QStringList &keys, const std::vector<ExportValue> &cells)
{
    QByteArray out = "{";
    for (size_t i = 0; i < cells.size(); ++i) {
        if (i > 0)
            out += ',';
        out += jsonString(keys[static_cast<qsizetype>(i)]) + ':' + jsonValue(cells[i]);
    }
    return out + '}';
}

QString tsvLine(const QStringList &cells)
{
    QStringList safe;
    for (QString cell : cells) {
        cell.replace(u'\u00a0', u' ');
        for (QChar &c : cell) {
            if (c == u'\t' || c == u'\n' || c == u'\r')
                c = u' ';
        }
        safe << formulaSafe(cell);
    }
    return safe.join(u'\t');
}

} // namespace console
