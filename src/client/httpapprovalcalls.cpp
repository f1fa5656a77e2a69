// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/httpapprovalcalls.h"

namespace client {
namespace {

using namespace Qt::StringLiterals;

RestRequest request(Verb verb, QByteArray path)
{
    RestRequest made;
    made.verb = verb;
    made.path = std::move(path);
    return made;
}

QByteArray approvalPath(qint64 id, const char *verb = "")
{
    return "/api/v1/bank/approvals/" + QByteArray::number(id) + verb;
}

/// QUrlQuery leaves '+' alone, which servers read as a blank.
void add(RestRequest &request, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        request.query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

RestRequest decision(QByteArray path, const contract::DecisionRequest &body)
{
    RestRequest made = request(Verb::Post, std::move(path));
    contract::JsonWriter out;
    write(out, body);
    made.body = out.take();
    return made;
}

base::Result<contract::Page<contract::Approval>> readApprovals(const contract::JsonValue &json)
{
    return contract::readPage<contract::Approval>(json, &contract::readApproval);
}

base::Result<contract::Page<contract::Alert>> readAlerts(const contract::JsonValue &json)
{
    return contract::readPage<contract::Alert>(json, &contract::readAlert);
}

} // namespace

Reply<contract::Page<contract::Approval>> HttpApprovalCalls::approvals(ApprovalQuery query)
{
    RestRequest asked = request(Verb::Get, "/api/v1/bank/approvals");
    add(asked, u"limit"_s, QString::number(query.limit));
    add(asked, u"cursor"_s, query.cursor);
    if (query.state)
        add(asked, u"estado"_s, contract::word(*query.state));
    return ask(m_api, std::move(asked), &readApprovals);
}

Reply<contract::Approval> HttpApprovalCalls::approval(qint64 id)
{
    return ask(m_api, request(Verb::Get, approvalPath(id)), &contract::readApproval);
}

Reply<contract::Approval> HttpApprovalCalls::approve(qint64 id, QString hash, std::optional<Checker> checker)
{
    const Checker who = checker.value_or(Checker{});
    // Approving twice is harmless, so an unknown outcome may be asked for again; a PIN's tries are counted by the hub.
    return change(m_api, decision(approvalPath(id, "/approve"), {hash, who.username, who.pin, {}}),
                  &contract::readApproval);
}

Reply<contract::Approval> HttpApprovalCalls::reject(qint64 id, QString reason, std::optional<Checker> checker)
{
    const Checker who = checker.value_or(Checker{});
    return change(m_api, decision(approvalPath(id, "/reject"), {{}, who.username, who.pin, reason}),
                  &contract::readApproval);
}

Reply<contract::Approval> HttpApprovalCalls::cancelApproval(qint64 id)
{
    return change(m_api, request(Verb::Delete, approvalPath(id)), &contract::readApproval);
}

Reply<> HttpApprovalCalls::setPin(QString currentPassword, QString pin)
{
    RestRequest asked = request(Verb::Put, "/auth/pin");
    contract::JsonWriter out;
    out.beginObject().member("current_password"_L1, currentPassword).member("pin"_L1, pin).endObject();
    asked.body = out.take();
    return changeOnly(m_api, std::move(asked));
}

Reply<contract::Page<contract::Alert>> HttpApprovalCalls::alerts(AlertQuery query)
{
    RestRequest asked = request(Verb::Get, "/api/v1/bank/alerts");
    add(asked, u"limit"_s, QString::number(query.limit));
    add(asked, u"cursor"_s, query.cursor);
    if (query.which != AlertQuery::Which::All)
        add(asked, u"estado"_s, query.which == AlertQuery::Which::New ? u"nuevas"_s : u"vistas"_s);
    return ask(m_api, std::move(asked), &readAlerts);
}

Reply<contract::Alert> HttpApprovalCalls::acknowledgeAlert(qint64 seq, QString note)
{
    RestRequest asked = request(Verb::Post, "/api/v1/bank/alerts/" + QByteArray::number(seq) + "/acknowledge");
    contract::JsonWriter out;
    out.beginObject().member("nota"_L1, note).endObject();
    asked.body = out.take();
    return change(m_api, std::move(asked), &contract::readAlert);
}

Reply<contract::UnusualReport> HttpApprovalCalls::unusual(std::optional<base::Currency> currency)
{
    RestRequest asked = request(Verb::Get, "/api/v1/bank/unusual");
    if (currency)
        add(asked, u"moneda"_s, currency->toString());
    return ask(m_api, std::move(asked), &contract::readUnusualReport);
}

} // namespace client
