// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accesstext.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace app {
namespace {

QString compact(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

QString ruleLine(int number, const QJsonObject &rule)
{
    const QJsonValue topics = rule.value(u"topics");
    QString line = u"%1  %2  %3  %4  %5"_s.arg(number, 4)
                       .arg(rule.value(u"effect").toString(), -6)
                       .arg(compact(rule.value(u"who")))
                       .arg(rule.value(u"action").toString())
                       .arg(topics.isUndefined() ? QCoreApplication::translate("app", "every topic") : compact(topics));
    for (const QString &name : {u"qos"_s, u"retain"_s}) {
        if (rule.contains(name))
            line += u"  %1=%2"_s.arg(name, rule.value(name).isBool() ? QVariant(rule.value(name).toBool()).toString()
                                                                     : compact(rule.value(name)));
    }
    return line + u'\n';
}

QString rulesText(const QJsonArray &rules)
{
    QString text;
    int number = 0;
    for (const QJsonValue &rule : rules)
        text += ruleLine(++number, rule.toObject());
    return text.isEmpty() ? QCoreApplication::translate("app", "There are no rules.") + u'\n' : text;
}

QString dayOf(const QJsonValue &utcMs)
{
    return utcMs.isDouble() ? QDateTime::fromMSecsSinceEpoch(utcMs.toInteger()).toString(Qt::ISODate) : u"-"_s;
}

QString credentialLine(const QJsonObject &credential)
{
    const QString state = credential.value(u"enabled").toBool() ? u"on"_s : u"off"_s;
    return u"%1  %2  %3  %4  %5  %6  %7\n"_s.arg(credential.value(u"username").toString(), -24)
        .arg(credential.value(u"kind").toString(), -11)
        .arg(state, -3)
        .arg(dayOf(credential.value(u"rotated_utc_ms")), dayOf(credential.value(u"last_used_utc_ms")),
             compact(credential.value(u"client_ids")), credential.value(u"note").toString());
}

QString credentialsText(const QJsonArray &credentials)
{
    if (credentials.isEmpty())
        return QCoreApplication::translate("app", "There are no device credentials.") + u'\n';
    QString text = u"%1  %2  %3  %4  %5\n"_s.arg(QCoreApplication::translate("app", "NAME"), -24)
                       .arg(QCoreApplication::translate("app", "KIND"), -11)
                       .arg(QString(), -3)
                       .arg(QCoreApplication::translate("app", "SECRET OF"), -19)
                       .arg(QCoreApplication::translate("app", "LAST USED"));
    for (const QJsonValue &credential : credentials)
        text += credentialLine(credential.toObject());
    return text;
}

QString reportText(const QJsonArray &report)
{
    QString text;
    for (const QJsonValue &note : report) {
        const QString kind = note[u"kind"_s].toString();
        const QString shown = kind == u"taken"     ? QCoreApplication::translate("app", "taken")
                              : kind == u"changed" ? QCoreApplication::translate("app", "taken, with a difference")
                                                   : QCoreApplication::translate("app", "NOT TAKEN");
        const QString why = note[u"text"_s].toString();
        text += QCoreApplication::translate("app", "line %1: %2").arg(note[u"line"_s].toInt()).arg(shown) +
                (why.isEmpty() ? QString() : u" - "_s + why) + u'\n';
    }
    return text;
}

QString importText(const QJsonObject &answer)
{
    QString text = reportText(answer.value(u"report").toArray());
    if (answer.value(u"applied").toBool())
        return text + QCoreApplication::translate("app", "Imported.") + u'\n';
    text += answer.value(u"complete").toBool()
                ? QCoreApplication::translate("app", "Nothing was changed: --apply imports it.")
                : QCoreApplication::translate(
                      "app", "Nothing was changed: --apply --partial imports what was understood, if you are sure.");
    return text + u'\n';
}

QString exportText(const CommandLine &line, const QJsonObject &answer)
{
    QString text = line.words.size() > 1 ? QString() : answer.value(u"text").toString();
    for (const QJsonValue &note : answer.value(u"report").toArray()) {
        if (note[u"kind"_s].toString() != u"taken")
            text += u"# "_s +
                    QCoreApplication::translate("app", "rule %1: %2")
                        .arg(note[u"line"_s].toInt())
                        .arg(note[u"text"_s].toString()) +
                    u'\n';
    }
    for (const QJsonValue &name : answer.value(u"not_exportable").toArray())
        text += u"# "_s +
                QCoreApplication::translate("app", "%1 cannot be exported: its secret is kept as argon2id; "
                                                   "\"device add --mosquitto\" keeps a hash for mosquitto too")
                    .arg(name.toString()) +
                u'\n';
    return text;
}

QString checkText(const QJsonObject &answer)
{
    const QString verdict = answer.value(u"allowed").toBool() ? QCoreApplication::translate("app", "allowed")
                                                              : QCoreApplication::translate("app", "denied");
    QString text = u"%1 (%2)\n"_s.arg(verdict, answer.value(u"by").toString());
    if (answer.contains(u"rule"_s))
        text += compact(answer.value(u"rule")) + u'\n';
    return text;
}

} // namespace

QString accessText(const CommandLine &line, const QJsonObject &answer)
{
    const QString verb = line.words.value(0, u"list"_s);
    if (verb == u"import")
        return importText(answer);
    if (verb == u"export")
        return exportText(line, answer);
    if (verb == u"check")
        return checkText(answer);
    if (verb == u"list")
        return line.mode == Mode::Acl ? rulesText(answer.value(u"rules").toArray())
                                      : credentialsText(answer.value(u"items").toArray());
    if (answer.isEmpty())
        return QCoreApplication::translate("app", "Removed.") + u'\n';
    QString text = credentialLine(answer);
    if (answer.contains(u"secret"_s))
        text +=
            QCoreApplication::translate("app", "Secret (shown only now): %1").arg(answer.value(u"secret").toString()) +
            u'\n';
    return text;
}

} // namespace app
