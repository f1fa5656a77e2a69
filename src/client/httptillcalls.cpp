// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/httptillcalls.h"
#include "contract/tilljson.h"

namespace client {

namespace {

constexpr QLatin1StringView operator""_k(const char *text, size_t size)
{
    return QLatin1StringView(text, static_cast<qsizetype>(size));
}

const QByteArray root = "/api/v1/bank/";

RestRequest get(const QByteArray &path)
{
    RestRequest request;
    request.path = root + path;
    return request;
}

template <typename Body>
RestRequest send(Verb verb, const QByteArray &path, const Body &body, const QByteArray &key = {})
{
    RestRequest request = get(path);
    request.verb = verb;
    request.body = contract::toJson(body);
    request.idempotencyKey = key;
    return request;
}

/// A change without a body.
RestRequest act(const QByteArray &path, const QByteArray &key = {})
{
    RestRequest request = get(path);
    request.verb = Verb::Post;
    request.body = "{}";
    request.idempotencyKey = key;
    return request;
}

QByteArray session(qint64 id, const QByteArray &rest = {})
{
    return QByteArray("till-sessions/" + QByteArray::number(id) + rest);
}

base::Result<contract::Page<contract::TillSession>> readSessions(const contract::JsonValue &json)
{
    return contract::readPage<contract::TillSession>(json, &contract::readTillSession);
}

base::Result<AwaitsApproval> readAwaits(const contract::JsonValue &json)
{
    contract::JsonFields fields(json);
    AwaitsApproval waits;
    waits.approval = fields.integer("id"_k);
    waits.hash = fields.text("hash"_k).toLatin1();
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return waits;
}

/// 202 is an approval's, any other good status the object's.
template <typename T>
Reply<OrApproval<T>> changeOrWait(ApiCaller &api, RestRequest request, Decoder<T> decode)
{
    constexpr int accepted = 202;
    const base::Result<RestAnswer> answer = co_await api.change(std::move(request));
    if (!answer)
        co_return answer.error();
    if (answer->status == accepted) {
        const base::Result<AwaitsApproval> waits = decodeBody<AwaitsApproval>(answer->body, &readAwaits);
        if (!waits)
            co_return base::Error(base::ErrorCode::Timeout, waits.error().toString());
        co_return OrApproval<T>{std::nullopt, *waits};
    }
    const base::Result<T> value = decodeBody(answer->body, decode);
    if (!value) // it was carried out, but we do not know what
        co_return base::Error(base::ErrorCode::Timeout, value.error().toString());
    co_return OrApproval<T>{*value, std::nullopt};
}

} // namespace

Reply<std::vector<contract::Till>> HttpTillCalls::tills()
{
    return ask<std::vector<contract::Till>>(m_api, get("tills"), &contract::readTills);
}

Reply<contract::Till> HttpTillCalls::createTill(QString name)
{
    contract::JsonWriter body;
    body.beginObject().member("nombre"_k, name).endObject();
    RestRequest request = act("tills");
    request.body = body.take();
    return ask<contract::Till>(m_api, std::move(request), &contract::readTill);
}

Reply<contract::MyTill> HttpTillCalls::myTill()
{
    return ask<contract::MyTill>(m_api, get("tills/mine"), &contract::readMyTill);
}

Reply<OrApproval<contract::TillSession>> HttpTillCalls::openTill(qint64 till, contract::OpenTillRequest request,
                                                                 IdempotencyKey key)
{
    const QByteArray path = "tills/" + QByteArray::number(till) + "/open";
    return changeOrWait<contract::TillSession>(m_api, send(Verb::Post, path, request, key.text()),
                                               &contract::readTillSession);
}

Reply<contract::Page<contract::TillSession>> HttpTillCalls::tillSessions(TillSessionQuery query)
{
    RestRequest request = get("till-sessions");
    const auto add = [&request](const QString &name, const QString &value) {
        if (!value.isEmpty()) // QUrlQuery leaves '+' alone, which servers read as a blank
            request.query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add(u"limit"_qs, QString::number(query.limit));
    add(u"cursor"_qs, query.cursor);
    add(u"caja"_qs, query.till ? QString::number(*query.till) : QString());
    add(u"operador"_qs, query.user);
    add(u"estado"_qs, query.state ? QString(contract::word(*query.state)) : QString());
    return ask<contract::Page<contract::TillSession>>(m_api, std::move(request), &readSessions);
}

Reply<contract::TillReport> HttpTillCalls::tillReport(qint64 id)
{
    return ask<contract::TillReport>(m_api, get(session(id)), &contract::readTillReport);
}

Reply<contract::TillMovement> HttpTillCalls::moveCash(qint64 id, contract::CashMoveRequest request, IdempotencyKey key)
{
    return change<contract::TillMovement>(m_api, send(Verb::Post, session(id, "/movements"), request, key.text()),
                                          &contract::readTillMovement);
}

Reply<contract::TillCount> HttpTillCalls::tillCount(qint64 id)
{
    return ask<contract::TillCount>(m_api, get(session(id, "/count")), &contract::readTillCount);
}

Reply<contract::TillCount> HttpTillCalls::countCash(qint64 id, contract::CashLine line)
{
    return change<contract::TillCount>(m_api, send(Verb::Put, session(id, "/count"), line), &contract::readTillCount);
}

Reply<contract::TillSession> HttpTillCalls::submitCount(qint64 id)
{
    return change<contract::TillSession>(m_api, act(session(id, "/count/submit")), &contract::readTillSession);
}

Reply<OrApproval<contract::TillClosing>> HttpTillCalls::closeTill(qint64 id, contract::CloseTillRequest request,
                                                                  IdempotencyKey key)
{
    return changeOrWait<contract::TillClosing>(m_api, send(Verb::Post, session(id, "/close"), request, key.text()),
                                               &contract::readTillClosing);
}

Reply<OrApproval<contract::TillClosing>> HttpTillCalls::handOver(qint64 id, contract::HandOverRequest request,
                                                                 IdempotencyKey key)
{
    return changeOrWait<contract::TillClosing>(m_api, send(Verb::Post, session(id, "/handover"), request, key.text()),
                                               &contract::readTillClosing);
}

Reply<contract::TillClosing> HttpTillCalls::closing(qint64 id)
{
    return ask<contract::TillClosing>(m_api, get(session(id, "/z")), &contract::readTillClosing);
}

Reply<contract::Receipt> HttpTillCalls::receipt(qint64 transaction, IdempotencyKey key)
{
    const QByteArray path = "transactions/" + QByteArray::number(transaction) + "/receipts";
    return change<contract::Receipt>(m_api, act(path, key.text()), &contract::readReceipt);
}

} // namespace client
