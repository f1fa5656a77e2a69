// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/bankquery.h"
#include "base/cedula.h"
#include "contract/eventvalues.h"

namespace gateway {
namespace {

constexpr int maxLimit = 500;
constexpr qsizetype maxCursor = 256;

base::Error wrong(const char *name, const QString &expected)
{
    return {base::ErrorCode::InvalidArgument, u"%1: %2"_qs.arg(QLatin1StringView(name), expected)};
}

/// Invalid for an absent parameter.
base::Result<QDate> day(const web::HttpTarget &target, const char *name)
{
    const QString text = target.queryValue(QString::fromLatin1(name));
    if (text.isEmpty())
        return QDate();
    const QDate date = QDate::fromString(text, Qt::ISODate);
    if (!date.isValid() || text.size() != 10)
        return wrong(name, u"a day is needed, yyyy-mm-dd"_qs);
    return date;
}

/// Minor units; empty for an absent parameter. The amount's currency is whatever the movement's is: all have cents.
base::Result<std::optional<qint64>> amount(const web::HttpTarget &target, const char *name)
{
    const QString text = target.queryValue(QString::fromLatin1(name));
    if (text.isEmpty())
        return std::optional<qint64>();
    const auto parsed = base::Money::parse(text.toUtf8(), base::Currency::usd());
    if (!parsed || parsed->isNegative())
        return wrong(name, u"an amount is needed, as 150.00"_qs);
    return std::optional(parsed->minor());
}

/// `canal`, `estado`, `usuario`, `monto_min`, `monto_max`, `q`, `caja`.
base::Result<> furtherFilter(const web::HttpTarget &target, bank::TransactionFilter &filter)
{
    const QString channel = target.queryValue(u"canal");
    const auto known = contract::parseChannel(channel);
    if (!channel.isEmpty() && !known)
        return wrong("canal", u"CAJA, REST, SOCKET or QR is needed"_qs);
    if (known)
        filter.channel = contract::channelOf(*known);
    const QString state = target.queryValue(u"estado");
    const auto wanted = contract::parseTransactionState(state);
    if (!state.isEmpty() && !wanted)
        return wrong("estado", u"APLICADA, REVERSADA, PENDIENTE or RECHAZADA is needed"_qs);
    if (wanted) {
        filter.isReversed = wanted == contract::TransactionState::Reversed;
        filter.isNothing =
            wanted == contract::TransactionState::Pending || wanted == contract::TransactionState::Rejected;
    }
    const auto least = amount(target, "monto_min");
    if (!least)
        return least.error();
    const auto most = amount(target, "monto_max");
    if (!most)
        return most.error();
    filter.minimum = *least;
    filter.maximum = *most;
    filter.user = target.queryValue(u"usuario");
    filter.text = target.queryValue(u"q").trimmed();
    filter.till = target.queryValue(u"caja");
    return {};
}

} // namespace

base::Result<desk::PageRequest> pageRequest(const web::HttpTarget &target)
{
    desk::PageRequest page;
    const QString limit = target.queryValue(u"limit");
    if (!limit.isNull()) {
        bool number = false;
        page.limit = limit.toInt(&number);
        if (!number || page.limit < 1 || page.limit > maxLimit)
            return wrong("limit", u"a number from 1 to %1 is needed"_qs.arg(maxLimit));
    }
    page.cursor = target.queryValue(u"cursor");
    if (page.cursor.size() > maxCursor)
        return wrong("cursor", u"this is none of ours"_qs);
    return page;
}

base::Result<base::Currency> currencyParameter(const web::HttpTarget &target, base::Currency fallback)
{
    const QString code = target.queryValue(u"moneda");
    if (code.isEmpty())
        return fallback;
    return base::Currency::parse(code.toUtf8());
}

base::Result<bank::TransactionFilter> accountAndDays(const web::HttpTarget &target)
{
    bank::TransactionFilter filter;
    filter.cedula = target.queryValue(u"cedula");
    if (!filter.cedula.isEmpty() && !base::Cedula::fromWire(filter.cedula))
        return wrong("cedula", u"this cannot be a cédula"_qs);
    const auto from = day(target, "desde");
    const auto to = day(target, "hasta");
    if (!from)
        return from.error();
    if (!to)
        return to.error();
    filter.from = *from;
    filter.to = *to;
    return filter;
}

base::Result<bank::TransactionFilter> transactionFilter(const web::HttpTarget &target)
{
    auto common = accountAndDays(target);
    if (!common)
        return common;
    bank::TransactionFilter filter = std::move(*common);
    const QString kind = target.queryValue(u"tipo");
    if (!kind.isEmpty()) {
        const auto parsed = contract::parseTransactionKind(kind);
        if (!parsed)
            return wrong("tipo", u"DEPOSITO or RETIRO is needed"_qs);
        filter.kind = contract::kindOf(*parsed);
    }
    if (!target.queryValue(u"moneda").isEmpty()) {
        const auto currency = currencyParameter(target, base::Currency::usd());
        if (!currency)
            return currency.error();
        filter.currency = *currency;
    }
    if (auto ok = furtherFilter(target, filter); !ok)
        return ok.error();
    return filter;
}

} // namespace gateway
