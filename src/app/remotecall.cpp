// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/remotecall.h"
#include "client/restcaller.h"
#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>

using namespace Qt::StringLiterals;
using base::Result;
using gateway::AccessReply;

namespace app {
namespace {

constexpr int timeoutMs = 30'000;

} // namespace

QUrl RemoteCall::urlOf(const QStringList &segments) const
{
    QByteArray path;
    for (const QString &segment : segments)
        path += '/' + QUrl::toPercentEncoding(segment);
    QUrl url = m_hub;
    url.setPath(QString::fromLatin1(path), QUrl::StrictMode);
    return url;
}

Result<AccessReply> RemoteCall::send(const QByteArray &method, const QUrl &url, const QJsonObject &body)
{
    QNetworkRequest request(url);
    request.setTransferTimeout(timeoutMs);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (!m_accessToken.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_accessToken);
    QByteArray bytes;
    if (method != "GET" && method != "DELETE") {
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
    }
    QNetworkReply *reply = m_network.sendCustomRequest(request, method, bytes);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray answer = reply->readAll();
    const QString trouble = reply->errorString();
    reply->deleteLater();
    if (status == 0)
        return {base::ErrorCode::Unavailable, u"the hub at %1 does not answer: %2"_s.arg(m_hub.toString(), trouble)};
    if (status >= 400)
        return client::refusal({status, answer});
    return AccessReply{status, QJsonDocument::fromJson(answer).object()};
}

Result<> RemoteCall::login(const QString &user, const QString &password)
{
    const auto reply = send("POST", urlOf({u"auth"_s, u"login"_s}), {{u"username"_s, user}, {u"password"_s, password}});
    if (!reply)
        return reply.error();
    m_accessToken = reply->json.value(u"access_token").toString().toLatin1();
    m_refreshToken = reply->json.value(u"refresh_token").toString();
    return {};
}

Result<AccessReply> RemoteCall::call(const gateway::AccessCall &call)
{
    QUrl url = urlOf(QStringList{u"api"_s, u"v1"_s, u"admin"_s} + call.path);
    if (call.method == "GET" && !call.body.isEmpty()) {
        QByteArrayList pairs;
        for (auto member = call.body.begin(); member != call.body.end(); ++member) {
            const QString value = member.value().toVariant().toString();
            pairs << QByteArray(member.key().toLatin1() + '=' + QUrl::toPercentEncoding(value));
        }
        url.setQuery(QString::fromLatin1(pairs.join('&')), QUrl::StrictMode);
    }
    return send(call.method, url, call.body);
}

void RemoteCall::logout()
{
    // Its only use is to free the session early; nobody can do anything about a failure.
    const auto ended = send("POST", urlOf({u"auth"_s, u"logout"_s}), {{u"refresh_token"_s, m_refreshToken}});
    m_accessToken.clear();
    if (!ended)
        qWarning("%s", qPrintable(ended.error().toString()));
}

} // namespace app
