// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrtotalstext.h"
#include <map>

namespace console {

namespace {

/// How many, and how much in each currency.
struct Sum
{
    int count = 0;
    std::map<base::Currency, base::Money> money;

    void add(const base::Money &amount)
    {
        ++count;
        base::Money &total = money.try_emplace(amount.currency(), base::Money(amount.currency())).first->second;
        total = total.plus(amount).valueOr(total);
    }
    QString amounts(const DisplayFormat &format) const
    {
        QStringList parts;
        for (const auto &[currency, total] : money) {
            if (!total.isZero())
                parts << format.money(total);
        }
        return parts.isEmpty() ? QString() : QString(u' ' + parts.join(u" + "_qs));
    }
};

struct Sums
{
    Sum paid;
    Sum pending;
    int expired = 0;
    int attention = 0;

    void add(const QrRow &row)
    {
        switch (row.shown) {
        case QrShown::Paid:
            return paid.add(row.qr.paid);
        case QrShown::Pending:
            return pending.add(row.qr.amount);
        case QrShown::Expired:
            ++expired;
            return;
        case QrShown::Cancelled:
            return;
        case QrShown::PaidLate:
        case QrShown::AmountDiffers:
        case QrShown::InSuspense:
        case QrShown::Uncertain:
            ++attention;
            return;
        }
    }
};

} // namespace

static QString textOf(const Sums &sums, const DisplayFormat &format)
{
    QStringList parts;
    parts << QrTotalsText::tr("%Ln paid", nullptr, sums.paid.count) + sums.paid.amounts(format);
    parts << QrTotalsText::tr("%Ln pending", nullptr, sums.pending.count) + sums.pending.amounts(format);
    parts << QrTotalsText::tr("%Ln expired", nullptr, sums.expired);
    if (sums.attention > 0)
        parts << u"! "_qs + QrTotalsText::tr("%Ln to be looked at", nullptr, sums.attention);
    return parts.join(u" · "_qs);
}

QString QrTotalsText::today(const QrModel &model, const DisplayFormat &format, bool all)
{
    Sums sums;
    model.forEach([&](const QrRow &row) {
        if (format.isDaysAgo(row.qr.createdAt, 0))
            sums.add(row);
    });
    return (all ? tr("QR today: %1") : tr("QR today, of the newest: %1")).arg(textOf(sums, format));
}

QString QrTotalsText::shown(const QrModel &model, const DisplayFormat &format)
{
    Sums sums;
    for (int row = 0; row < model.rowCount(); ++row)
        sums.add(model.at(row));
    return tr("Filter: %1").arg(textOf(sums, format));
}

} // namespace console
