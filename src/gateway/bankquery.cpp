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

base::Result<bank::TransactionFilter> transactionFilter(const web::HttpTarget &target)
{
    bank::TransactionFilter filter;
    filter.cedula = target.queryValue(u"cedula");
    if (!filter.cedula.isEmpty() && !base::Cedula::fromWire(filter.cedula))
        return wrong("cedula", u"this cannot be a cédula"_qs);
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

} // namespace gateway
