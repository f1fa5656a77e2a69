// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logformat.h"
#include "contract/json.h"
#include "contract/timeforms.h"

using namespace Qt::StringLiterals;
using gateway::LogLevel;

namespace app {
namespace {

QString printable(const QString &message)
{
    const auto isControl = [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; };
    if (std::none_of(message.begin(), message.end(), isControl))
        return message;
    QString text;
    for (const QChar c : message) {
        if (c == u'\n')
            text += u"\\n"_s;
        else if (isControl(c))
            text += u"\\x%1"_s.arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            text += c;
    }
    return text;
}

/// syslog's severities.
int priority(LogLevel level)
{
    constexpr int priorities[] = {7, 6, 4, 3};
    return priorities[static_cast<size_t>(level)];
}

} // namespace

QString requestIdIn(QStringView message)
{
    const QStringView mark = u"request=";
    const qsizetype at = message.lastIndexOf(mark);
    if (at < 0 || (at > 0 && message[at - 1] != u' '))
        return {};
    const QStringView rest = message.sliced(at + mark.size());
    const qsizetype end = rest.indexOf(u' ');
    return (end < 0 ? rest : rest.first(end)).toString();
}

QByteArray formatLine(const gateway::LogLine &line, hub::LogFormat format)
{
    if (format == hub::LogFormat::Json) {
        contract::JsonWriter out;
        out.beginObject()
            .member("ts"_L1, contract::isoMilliseconds(line.at))
            .member("level"_L1, word(line.level))
            .member("category"_L1, line.category)
            .member("message"_L1, line.message);
        if (!line.requestId.isEmpty())
            out.member("request_id"_L1, line.requestId);
        out.endObject();
        return out.take() + '\n';
    }
    const QString text = line.category + u": "_s + printable(line.message) + u'\n';
    if (format == hub::LogFormat::Journal)
        return '<' + QByteArray::number(priority(line.level)) + '>' + text.toUtf8();
    return QString(contract::isoMilliseconds(line.at) + u' ' + word(line.level) + u' ' + text).toUtf8();
}

} // namespace app
