// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accesscommand.h"
#include "app/accesscall.h"
#include "app/accesstext.h"
#include "app/headless.h"
#include "app/remotecall.h"
#include "app/startup.h"
#include "app/typedsecret.h"
#include "hub/offlineaccess.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;
using gateway::AccessCall;
using gateway::AccessReply;

namespace app {
namespace {

Result<QByteArray> readFile(const QString &name)
{
    QFile file(name);
    const bool open =
        name == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly | QIODevice::Text);
    if (!open)
        return Error(ErrorCode::Io, u"%1 cannot be read: %2"_s.arg(name, file.errorString()));
    return file.readAll();
}

/// Where a hub serves HTTP: what --attach says, or hub.json in the data folder. Empty: none runs.
Result<QUrl> hubOf(const CommandLine &line, const QString &dataDir)
{
    if (!line.attachUrl.isEmpty())
        return QUrl(line.attachUrl);
    QFile file(QDir(dataDir).filePath(u"hub.json"_s));
    if (!file.open(QIODevice::ReadOnly))
        return QUrl();
    const QJsonObject ports = QJsonDocument::fromJson(file.readAll()).object();
    for (const QString &name : {u"http"_s, u"http_alias"_s}) {
        if (const int port = ports.value(name).toInt(); port > 0)
            return QUrl(u"http://127.0.0.1:%1"_s.arg(port));
    }
    return Error(ErrorCode::Unavailable, u"a hub runs on %1, but without HTTP: stop it first"_s.arg(dataDir));
}

Result<QString> passwordFor(const QString &user, const QHash<QString, QString> &environment)
{
    if (const QString set = environment.value(u"VENTANILLA_PASSWORD"_s); !set.isEmpty())
        return set;
    return typedSecret(QCoreApplication::translate("app", "Password of %1: ").arg(user));
}

using Ask = std::function<Result<AccessReply>(const AccessCall &)>;

/// The answer, of a list all its pages.
Result<AccessReply> askAll(const Ask &ask, AccessCall call)
{
    auto reply = ask(call);
    while (reply && reply->json.value(u"next_cursor").isString()) {
        call.body.insert(u"cursor"_s, reply->json.value(u"next_cursor"));
        const auto next = ask(call);
        if (!next)
            return next;
        QJsonArray items = reply->json.value(u"items").toArray();
        for (const QJsonValue &item : next->json.value(u"items").toArray())
            items.append(item);
        reply->json.insert(u"items"_s, items);
        reply->json.insert(u"next_cursor"_s, next->json.value(u"next_cursor"));
    }
    return reply;
}

Result<AccessReply> callRemote(const QUrl &hub, const CommandLine &line, const QHash<QString, QString> &environment,
                               const AccessCall &call)
{
    const QString user = line.access.value(u"user"_s, environment.value(u"VENTANILLA_USER"_s, u"admin"_s));
    const auto password = passwordFor(user, environment);
    if (!password)
        return password.error();
    RemoteCall remote(hub);
    if (const auto in = remote.login(user, *password); !in)
        return in.error();
    auto reply = askAll([&remote](const AccessCall &one) { return remote.call(one); }, call);
    remote.logout();
    return reply;
}

Result<AccessReply> callOffline(const CommandLine &line, const QHash<QString, QString> &environment,
                                const AccessCall &call)
{
    const auto settings = settingsOf(line, environment);
    if (!settings)
        return settings.error();
    const base::SystemClock clock;
    return askAll([&](const AccessCall &one) { return hub::callAccessOffline(*settings, clock, one); }, call);
}

/// `export FILE`: the file holds hashes perhaps, so it is its owner's alone (umask of main()).
Result<> writeFile(const QString &name, const QString &text)
{
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 || !file.commit())
        return Error(ErrorCode::Io, u"%1 cannot be written: %2"_s.arg(name, file.errorString()));
    return {};
}

int statusOf(const CommandLine &line, const QJsonObject &answer)
{
    const QString verb = line.words.value(0);
    const bool no = (verb == u"check" && !answer.value(u"allowed").toBool()) ||
                    ((verb == u"import" || verb == u"export") && !answer.value(u"complete").toBool());
    return no ? 1 : 0;
}

int fail(const Error &error)
{
    printError(error.toString());
    return 2;
}

} // namespace

int runAccess(const CommandLine &line, const QHash<QString, QString> &environment)
{
    const auto call = accessCallFor(line, environment, readFile);
    if (!call)
        return fail(call.error());
    const auto hub = hubOf(line, dataDirOf(line, environment));
    if (!hub)
        return fail(hub.error());
    const auto reply =
        hub->isEmpty() ? callOffline(line, environment, *call) : callRemote(*hub, line, environment, *call);
    if (!reply)
        return fail(reply.error());
    if (line.words.value(0) == u"export" && line.words.size() == 2) {
        if (const auto written = writeFile(line.words[1], reply->json.value(u"text").toString()); !written)
            return fail(written.error());
    }
    printOut(accessText(line, reply->json));
    return statusOf(line, reply->json);
}

} // namespace app
