// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/restcaller.h"
#include "contract/problem.h"
#include <QCoroNetworkReply>
#include <QNetworkProxy>
#include <QNetworkReply>

namespace client {

namespace {

base::ErrorCode codeOfStatus(int status)
{
    switch (status) {
    case 400:
        return base::ErrorCode::Malformed;
    case 401:
        return base::ErrorCode::Unauthenticated;
    case 403:
        return base::ErrorCode::PermissionDenied;
    case 404:
        return base::ErrorCode::NotFound;
    case 409:
        return base::ErrorCode::Conflict;
    case 413:
        return base::ErrorCode::TooLarge;
    case 415:
    case 501:
        return base::ErrorCode::Unsupported;
    case 422:
        return base::ErrorCode::InvalidArgument;
    case 429:
        return base::ErrorCode::LimitExceeded;
    case 503:
        return base::ErrorCode::Unavailable;
    case 504:
        return base::ErrorCode::Timeout;
    default:
        return base::ErrorCode::Internal;
    }
}

/// True when the request cannot have reached the hub.
bool neverArrived(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return true;
    default:
        return false;
    }
}

} // namespace

RestCaller::RestCaller(HubAddress address, std::chrono::milliseconds timeout, QObject *parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_timeout(timeout)
{
    if (m_address.embedded())
        m_network.setProxy(QNetworkProxy::NoProxy); // our own process: never through anybody
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

RestCaller::~RestCaller()
{
    close();
}

void RestCaller::close()
{
    m_closed = true;
    const QSet<QNetworkReply *> open = std::exchange(m_open, {});
    for (QNetworkReply *reply : open)
        reply->abort(); // emits finished(), which resumes send()
}

QNetworkReply *RestCaller::start(const RestRequest &request)
{
    QUrl url = m_address.base;
    url.setPath(QString::fromLatin1(request.path), QUrl::TolerantMode);
    url.setQuery(request.query);
    QNetworkRequest http(url);
    http.setTransferTimeout(static_cast<int>(m_timeout.count()));
    http.setRawHeader("Accept", "application/json");
    http.setRawHeader("X-Ventanilla-Channel", "CAJA");
    if (m_address.embedded())
        http.setRawHeader("X-Ventanilla-Console", m_address.consoleSecret);
    if (!request.bearer.isEmpty())
        http.setRawHeader("Authorization", "Bearer " + request.bearer);
    if (!request.idempotencyKey.isEmpty())
        http.setRawHeader("Idempotency-Key", request.idempotencyKey);
    if (request.verb == Verb::Get)
        return m_network.get(http);
    if (request.verb == Verb::Delete)
        return m_network.deleteResource(http);
    http.setHeader(QNetworkRequest::ContentTypeHeader, request.contentType);
    if (request.verb == Verb::Put)
        return m_network.put(http, request.body);
    if (request.verb == Verb::Patch)
        return m_network.sendCustomRequest(http, "PATCH", request.body);
    return m_network.post(http, request.body);
}

Reply<RestAnswer> RestCaller::send(RestRequest request)
{
    if (m_closed)
        co_return base::Error(base::ErrorCode::Unavailable, u"the connection to the hub is closed"_qs);
    QNetworkReply *reply = start(request);
    m_open.insert(reply);
    // QNetworkAccessManager sends again by itself when a connection is cut: a last "connection refused" proves nothing.
    const auto sent = std::make_shared<bool>(false);
    connect(reply, &QNetworkReply::requestSent, reply, [sent] { *sent = true; });
    co_await reply;
    m_open.remove(reply);
    reply->deleteLater();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // A status without a complete body is no answer: the cut came in between.
    const bool complete =
        reply->error() == QNetworkReply::NoError || reply->error() >= QNetworkReply::ContentAccessDenied;
    if (status == 0 || !complete)
        co_return transportError(*reply, request.verb, *sent);
    RestAnswer answer;
    answer.status = status;
    answer.body = reply->readAll();
    answer.idempotencyHit = reply->rawHeader("Idempotency-Hit") == "true";
    co_return answer;
}

base::Error RestCaller::transportError(const QNetworkReply &reply, Verb verb, bool sent) const
{
    if (!sent && neverArrived(reply.error()))
        return base::Error(base::ErrorCode::Unavailable, reply.errorString());
    if (verb != Verb::Get)
        return base::Error(base::ErrorCode::Timeout, u"the hub did not answer, the outcome is unknown"_qs)
            .with(reply.errorString());
    if (reply.error() == QNetworkReply::OperationCanceledError && !m_closed)
        return base::Error(base::ErrorCode::Timeout, u"the hub did not answer in time"_qs);
    return base::Error(base::ErrorCode::Unavailable, reply.errorString());
}

base::Error refusal(const RestAnswer &answer)
{
    const base::ErrorCode code = codeOfStatus(answer.status);
    const auto json = contract::JsonValue::parse(answer.body);
    if (!json || !json->isObject())
        return base::Error(code, u"the hub answered with status %1"_qs.arg(answer.status));
    const auto problem = contract::readProblem(*json);
    if (!problem)
        return base::Error(code, u"the hub answered with status %1"_qs.arg(answer.status));
    return base::Error(problem->code == base::ErrorCode::Internal ? code : problem->code,
                       problem->detail.isEmpty() ? problem->title : problem->detail);
}

} // namespace client
