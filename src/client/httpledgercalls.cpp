// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/httpledgercalls.h"
#include "contract/jsonlists.h"
#include "contract/ledgerjson.h"

namespace client {

namespace {

RestRequest get(const QByteArray &path)
{
    RestRequest request;
    request.path = "/api/v1/bank/" + path;
    return request;
}

RestRequest send(Verb verb, const QByteArray &path, QByteArray body, const QByteArray &key = {})
{
    RestRequest request = get(path);
    request.verb = verb;
    request.body = std::move(body);
    request.idempotencyKey = key;
    return request;
}

QByteArray accountPath(const QString &cedula, const QByteArray &rest = {})
{
    return "accounts/" + QUrl::toPercentEncoding(cedula) + rest;
}

void add(RestRequest &request, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        request.query.addQueryItem(name, value);
}

template <typename T>
base::Result<std::vector<T>> readItems(const contract::JsonValue &json,
                                       base::Result<T> (*read)(const contract::JsonValue &))
{
    contract::JsonFields fields(json);
    auto items = contract::readAll(fields, QLatin1StringView("items"), read);
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return items;
}

base::Result<std::vector<contract::Hold>> readHolds(const contract::JsonValue &json)
{
    return readItems<contract::Hold>(json, &contract::readHold);
}

base::Result<std::vector<contract::DayClose>> readDays(const contract::JsonValue &json)
{
    return readItems<contract::DayClose>(json, &contract::readDayClose);
}

base::Result<contract::Page<contract::AccountChange>> readChanges(const contract::JsonValue &json)
{
    return contract::readPage<contract::AccountChange>(json, &contract::readAccountChange);
}

} // namespace

Reply<contract::Account> HttpLedgerCalls::changeAccount(QString cedula, contract::AccountPatch patch)
{
    RestRequest request = send(Verb::Patch, accountPath(cedula), contract::toJson(patch));
    add(request, u"moneda"_qs, patch.currency.toString());
    return change<contract::Account>(m_api, std::move(request), &contract::readAccount);
}

Reply<std::vector<contract::Hold>> HttpLedgerCalls::holds(QString cedula, base::Currency currency)
{
    RestRequest request = get(accountPath(cedula, "/holds"));
    add(request, u"moneda"_qs, currency.toString());
    return ask<std::vector<contract::Hold>>(m_api, std::move(request), &readHolds);
}

Reply<contract::Hold> HttpLedgerCalls::placeHold(QString cedula, contract::HoldRequest request, IdempotencyKey key)
{
    return change<contract::Hold>(
        m_api, send(Verb::Post, accountPath(cedula, "/holds"), contract::toJson(request), key.text()),
        &contract::readHold);
}

Reply<contract::Hold> HttpLedgerCalls::releaseHold(qint64 hold)
{
    return change<contract::Hold>(m_api, send(Verb::Delete, "holds/" + QByteArray::number(hold), {}),
                                  &contract::readHold);
}

Reply<contract::Page<contract::AccountChange>> HttpLedgerCalls::accountChanges(QString cedula, base::Currency currency,
                                                                               QString cursor)
{
    RestRequest request = get(accountPath(cedula, "/changes"));
    add(request, u"moneda"_qs, currency.toString());
    add(request, u"cursor"_qs, cursor);
    return ask<contract::Page<contract::AccountChange>>(m_api, std::move(request), &readChanges);
}

Reply<contract::Chart> HttpLedgerCalls::chart()
{
    return ask<contract::Chart>(m_api, get("chart"), &contract::readChart);
}

Reply<contract::Journal> HttpLedgerCalls::journal(QDate day, QString cursor)
{
    RestRequest request = get("journal");
    add(request, u"dia"_qs, day.toString(Qt::ISODate));
    add(request, u"limit"_qs, u"500"_qs);
    add(request, u"cursor"_qs, cursor);
    return ask<contract::Journal>(m_api, std::move(request), &contract::readJournal);
}

Reply<std::vector<contract::DayClose>> HttpLedgerCalls::closedDays()
{
    return ask<std::vector<contract::DayClose>>(m_api, get("days"), &readDays);
}

Reply<contract::DayClose> HttpLedgerCalls::closeDay(QDate day)
{
    const QByteArray path = "days/" + day.toString(Qt::ISODate).toLatin1() + "/close";
    return ask<contract::DayClose>(m_api, send(Verb::Post, path, "{}"), &contract::readDayClose);
}

Reply<contract::Proof> HttpLedgerCalls::lastProof()
{
    return ask<contract::Proof>(m_api, get("proof"), &contract::readProof);
}

Reply<contract::Proof> HttpLedgerCalls::prove()
{
    return ask<contract::Proof>(m_api, send(Verb::Post, "proof", "{}"), &contract::readProof);
}

} // namespace client
