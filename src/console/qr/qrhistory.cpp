// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrhistory.h"
#include "console/qr/qrstate.h"

namespace console {

QStringList QrHistory::timeline(const contract::QrDetail &detail, const DisplayFormat &format)
{
    QStringList lines;
    for (const contract::QrTimelineEntry &entry : detail.timeline)
        lines << line(entry, format);
    return lines;
}

QString QrHistory::line(const contract::QrTimelineEntry &entry, const DisplayFormat &format)
{
    const QString amount = entry.amount ? format.money(*entry.amount) : QString();
    QString what;
    switch (entry.what) {
    case contract::QrTimelineEntry::What::Created:
        what = entry.who.isEmpty() ? tr("Created") : tr("Created by %1").arg(entry.who);
        break;
    case contract::QrTimelineEntry::What::Paid:
        what = entry.who.isEmpty() ? tr("Payment of %1").arg(amount) : tr("Payment of %1 by %2").arg(amount, entry.who);
        break;
    case contract::QrTimelineEntry::What::StatusChanged:
        what = entry.status ? QrWords::status(*entry.status) : QString();
        if (entry.source)
            what += u" · "_qs + QrWords::source(*entry.source);
        break;
    case contract::QrTimelineEntry::What::Resolved:
        what = tr("%1 decided about the money in suspense").arg(entry.who);
        break;
    }
    return format.moment(entry.at) + u"  "_qs + what;
}

QString QrHistory::sender(const contract::QrSender &sender)
{
    QStringList parts;
    if (!sender.name.isEmpty())
        parts << sender.name;
    if (!sender.documentId.isEmpty() && sender.documentId != u"0")
        parts << sender.documentId;
    const QString bank = sender.bankName.isEmpty() ? sender.bankCode : sender.bankName;
    if (!bank.isEmpty())
        parts << bank;
    if (!sender.account.isEmpty())
        parts << sender.account;
    return parts.join(u" · "_qs);
}

QString QrHistory::payment(const contract::QrPayment &payment, const DisplayFormat &format)
{
    QStringList lines;
    lines << tr("%1 at %2").arg(format.money(payment.amount), format.moment(payment.paidAt));
    const QString who = sender(payment.sender);
    if (!who.isEmpty())
        lines << who;
    lines << QrWords::outcome(payment.outcome);
    const QString why = QrWords::reason(payment.reason);
    if (!why.isEmpty())
        lines << why;
    if (!payment.resolvedBy.isEmpty())
        lines << tr("Decided by %1").arg(payment.resolvedBy);
    if (!payment.resolutionNote.isEmpty())
        lines << payment.resolutionNote;
    return lines.join(u'\n');
}

} // namespace console
