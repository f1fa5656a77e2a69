// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/httpqrcalls.h"
#include "contract/qrjson.h"

namespace client {
namespace {

using namespace Qt::StringLiterals;

QByteArray pathOf(const QString &qrId, QByteArrayView action = {})
{
    QByteArray path = "/api/v1/qr/" + QUrl::toPercentEncoding(qrId);
    if (!action.isEmpty())
        path += '/' + action.toByteArray();
    return path;
}

/// '+' would be read as a blank, so it is encoded too.
void addText(QUrlQuery &query, const QString &name, const QString &text)
{
    if (!text.isEmpty())
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(text)));
}

void addPage(QUrlQuery &query, int limit, const QString &cursor)
{
    query.addQueryItem(u"limit"_s, QString::number(limit));
    addText(query, u"cursor"_s, cursor);
}

RestRequest listRequest(const QrQuery &query)
{
    RestRequest request;
    request.path = "/api/v1/qr";
    addPage(request.query, query.limit, query.cursor);
    QStringList statuses;
    for (const contract::QrStatus status : query.statuses)
        statuses << contract::word(status);
    addText(request.query, u"estado"_s, statuses.join(u','));
    if (query.onlySuspense)
        addText(request.query, u"suspenso"_s, u"true"_s);
    addText(request.query, u"cedula"_s, query.cedula);
    addText(request.query, u"q"_s, query.search);
    addText(request.query, u"desde"_s, query.from);
    addText(request.query, u"hasta"_s, query.to);
    return request;
}

RestRequest postRequest(QByteArray path, QByteArray body = "{}")
{
    RestRequest request;
    request.verb = Verb::Post;
    request.path = std::move(path);
    request.body = std::move(body);
    return request;
}

base::Result<contract::Page<contract::Qr>> readQrs(const contract::JsonValue &json)
{
    return contract::readPage<contract::Qr>(json, &contract::readQr);
}

base::Result<contract::Page<contract::QrPayment>> readPayments(const contract::JsonValue &json)
{
    return contract::readPage<contract::QrPayment>(json, &contract::readQrPayment);
}

Reply<QByteArray> bodyOf(ApiCaller &api, RestRequest request)
{
    const base::Result<RestAnswer> answer = co_await api.call(std::move(request));
    if (!answer)
        co_return answer.error();
    co_return answer->body;
}

} // namespace

Reply<contract::Page<contract::Qr>> HttpQrCalls::qrs(QrQuery query)
{
    return ask(m_api, listRequest(query), &readQrs);
}

Reply<contract::QrDetail> HttpQrCalls::qr(QString qrId)
{
    RestRequest request;
    request.path = pathOf(qrId);
    return ask(m_api, std::move(request), &contract::readQrDetail);
}

Reply<contract::Qr> HttpQrCalls::createQr(contract::QrRequest wanted)
{
    RestRequest request = postRequest("/api/v1/qr", contract::toJson(wanted));
    // Without a name of its own a second try would make a second QR.
    return wanted.transactionId.isEmpty() ? ask(m_api, std::move(request), &contract::readQr)
                                          : change(m_api, std::move(request), &contract::readQr);
}

Reply<contract::Qr> HttpQrCalls::cancelQr(QString qrId)
{
    return ask(m_api, postRequest(pathOf(qrId, "cancel")), &contract::readQr);
}

Reply<contract::Qr> HttpQrCalls::verifyQr(QString qrId)
{
    return change(m_api, postRequest(pathOf(qrId, "verify")), &contract::readQr);
}

Reply<contract::QrPayment> HttpQrCalls::payQr(QString qrId, contract::QrPayRequest wanted, IdempotencyKey key)
{
    RestRequest request = postRequest(pathOf(qrId, "pay"), contract::toJson(wanted));
    request.idempotencyKey = key.text();
    return change(m_api, std::move(request), &contract::readQrPayment);
}

Reply<QByteArray> HttpQrCalls::qrImage(QString qrId, QrImageFormat format, int size)
{
    RestRequest request;
    request.path = pathOf(qrId, "image");
    request.query.addQueryItem(u"format"_s, format == QrImageFormat::Png ? u"png"_s : u"svg"_s);
    request.query.addQueryItem(u"size"_s, QString::number(size));
    return bodyOf(m_api, std::move(request));
}

Reply<contract::QrReading> HttpQrCalls::readQr(QByteArray picture)
{
    RestRequest request = postRequest("/api/v1/qr/read", std::move(picture));
    request.contentType = "application/octet-stream";
    return ask(m_api, std::move(request), &contract::readQrReading);
}

Reply<contract::QrRail> HttpQrCalls::qrRail()
{
    RestRequest request;
    request.path = "/api/v1/qr/rail";
    return ask(m_api, std::move(request), &contract::readQrRail);
}

Reply<contract::Page<contract::QrPayment>> HttpQrCalls::qrSuspense(QrSuspenseQuery query)
{
    RestRequest request;
    request.path = "/api/v1/qr/suspense";
    addPage(request.query, query.limit, query.cursor);
    if (query.isResolved)
        addText(request.query, u"estado"_s, u"resueltos"_s);
    return ask(m_api, std::move(request), &readPayments);
}

Reply<contract::QrPayment> HttpQrCalls::resolveQrSuspense(qint64 payment, contract::QrResolution resolution,
                                                          IdempotencyKey key)
{
    RestRequest request =
        postRequest("/api/v1/qr/suspense/" + QByteArray::number(payment) + "/resolve", contract::toJson(resolution));
    request.idempotencyKey = key.text();
    return change(m_api, std::move(request), &contract::readQrPayment);
}

} // namespace client
