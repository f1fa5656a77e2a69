// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accesscall.h"
#include <QJsonArray>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;
using gateway::AccessCall;

namespace app {
namespace {

Error usage(const QString &words)
{
    return Error(ErrorCode::InvalidArgument, u"this is written: ventanilla %1"_s.arg(words));
}

QJsonArray listFrom(const QString &commaSeparated)
{
    return QJsonArray::fromStringList(commaSeparated.split(u',', Qt::SkipEmptyParts));
}

/// The members that --client-id, --device-id, --cedula and --note name.
QJsonObject fieldsFrom(const CommandLine &line)
{
    QJsonObject fields;
    if (line.access.contains(u"client-id"_s))
        fields.insert(u"client_ids"_s, listFrom(line.access.value(u"client-id"_s)));
    for (const auto &[option, member] : {std::pair(u"device-id"_s, u"device_id"_s), std::pair(u"cedula"_s, u"cedula"_s),
                                         std::pair(u"note"_s, u"note"_s)}) {
        if (line.access.contains(option))
            fields.insert(member, line.access.value(option));
    }
    return fields;
}

void addSwitches(const CommandLine &line, QJsonObject &body)
{
    for (const QString &name : {u"apply"_s, u"replace"_s, u"partial"_s}) {
        if (line.access.contains(name))
            body.insert(name, true);
    }
}

Result<AccessCall> aclCall(const CommandLine &line, const ReadFile &readFile)
{
    const QStringList &words = line.words;
    const QString verb = words.value(0, u"list"_s);
    if (verb == u"list" && words.size() <= 1)
        return AccessCall{"GET", {u"acl"_s}, {}, {}};
    if (verb == u"check" && words.size() == 5) {
        const auto name = [&words](int at) { return words[at] == u"-" ? QString() : words[at]; };
        const QJsonObject body{
            {u"username"_s, name(1)}, {u"client_id"_s, name(2)}, {u"action"_s, words[3]}, {u"topic"_s, words[4]}};
        return AccessCall{"POST", {u"acl-check"_s}, body, {}};
    }
    if (verb == u"export" && words.size() <= 2)
        return AccessCall{"GET", {u"acl-file"_s}, {{u"format"_s, line.access.value(u"format"_s, u"json"_s)}}, {}};
    if (verb != u"import" || words.size() != 2)
        return usage(u"acl list | check USER CLIENT publish|subscribe|receive TOPIC | import FILE | export [FILE]"_s);
    const auto text = readFile(words[1]);
    if (!text)
        return text.error();
    QJsonObject body{{u"format"_s, line.access.value(u"format"_s, formatOf(*text))},
                     {u"text"_s, QString::fromUtf8(*text)}};
    addSwitches(line, body);
    return AccessCall{"POST", {u"acl-file"_s}, body, {}};
}

Result<AccessCall> addCall(const CommandLine &line, const QHash<QString, QString> &environment)
{
    QJsonObject body = fieldsFrom(line);
    body.insert(u"username"_s, line.words[1]);
    if (line.access.contains(u"mosquitto"_s))
        body.insert(u"exportable"_s, true);
    if (line.access.contains(u"certificate"_s))
        body.insert(u"certificate_only"_s, true);
    if (const QString secret = environment.value(u"VENTANILLA_SECRET"_s); !secret.isEmpty())
        body.insert(u"secret"_s, secret);
    return AccessCall{"POST", {u"credentials"_s}, body, {}};
}

Result<AccessCall> rotateCall(const CommandLine &line, const QHash<QString, QString> &environment)
{
    const auto grace = secondsFrom(line.access.value(u"grace"_s, u"0"_s));
    if (!grace)
        return grace.error();
    QJsonObject body{{u"grace_s"_s, *grace}};
    if (const QString secret = environment.value(u"VENTANILLA_SECRET"_s); !secret.isEmpty())
        body.insert(u"secret"_s, secret);
    return AccessCall{"POST", {u"credentials"_s, line.words[1], u"rotate"_s}, body, {}};
}

Result<AccessCall> importCall(const CommandLine &line, const ReadFile &readFile)
{
    const auto text = readFile(line.words[1]);
    if (!text)
        return text.error();
    QJsonObject body{{u"text"_s, QString::fromUtf8(*text)}};
    addSwitches(line, body);
    return AccessCall{"POST", {u"credentials-file"_s}, body, {}};
}

Result<AccessCall> deviceCall(const CommandLine &line, const QHash<QString, QString> &environment,
                              const ReadFile &readFile)
{
    const QStringList &words = line.words;
    const QString verb = words.value(0, u"list"_s);
    if (verb == u"list" && words.size() <= 1)
        return AccessCall{"GET", {u"credentials"_s}, {{u"limit"_s, 500}}, {}};
    if (verb == u"export" && words.size() <= 2)
        return AccessCall{"GET", {u"credentials-file"_s}, {}, {}};
    if (words.size() == 2) {
        const QStringList path{u"credentials"_s, words[1]};
        if (verb == u"add")
            return addCall(line, environment);
        if (verb == u"rotate")
            return rotateCall(line, environment);
        if (verb == u"import")
            return importCall(line, readFile);
        if (verb == u"change")
            return AccessCall{"PATCH", path, fieldsFrom(line), {}};
        if (verb == u"enable" || verb == u"disable")
            return AccessCall{"PATCH", path, {{u"enabled"_s, verb == u"enable"}}, {}};
        if (verb == u"remove")
            return AccessCall{"DELETE", path, {}, {}};
    }
    return usage(u"device list | add|change|rotate|enable|disable|remove NAME | import FILE | export [FILE]"_s);
}

} // namespace

QString formatOf(const QByteArray &text)
{
    for (const QByteArray &line : text.split('\n')) {
        const QByteArray content = line.trimmed();
        if (content.isEmpty() || content.startsWith('#'))
            continue;
        if (content.startsWith('%'))
            return u"emqx"_s;
        if (!content.startsWith('{'))
            return u"mosquitto"_s;
        const QByteArray rest = content.sliced(1).trimmed();
        return rest.isEmpty() || rest.startsWith('"') || rest.startsWith('}') ? u"json"_s : u"emqx"_s;
    }
    return u"mosquitto"_s;
}

Result<qint64> secondsFrom(const QString &text)
{
    qint64 unit = 1;
    QString number = text;
    for (const auto &[letter, seconds] :
         {std::pair(u's', 1), std::pair(u'm', 60), std::pair(u'h', 3600), std::pair(u'd', 86'400)}) {
        if (text.endsWith(QChar(letter))) {
            unit = seconds;
            number.chop(1);
        }
    }
    bool ok = false;
    const qint64 count = number.toLongLong(&ok);
    if (!ok || count < 0 || count > 100'000'000)
        return Error(ErrorCode::InvalidArgument, u"--grace is \"%1\"; 15m, 24h or 7d is expected"_s.arg(text));
    return count * unit;
}

Result<AccessCall> accessCallFor(const CommandLine &line, const QHash<QString, QString> &environment,
                                 const ReadFile &readFile)
{
    auto call = line.mode == Mode::Acl ? aclCall(line, readFile) : deviceCall(line, environment, readFile);
    if (call)
        call->by = u"command line"_s;
    return call;
}

} // namespace app
