// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/till/tilltext.h"

namespace console {
namespace {

const QString dash = u"—"_qs;

QString line(const QString &name, const QString &value)
{
    return u"<tr><td>%1</td><td align=\"right\">%2</td></tr>"_qs.arg(name.toHtmlEscaped(), value.toHtmlEscaped());
}

QString heading(const QString &text)
{
    return u"<h4 style=\"margin:10px 0 2px 0\">"_qs + text.toHtmlEscaped() + u"</h4>"_qs;
}

const QString tableStart = u"<table width=\"100%\" cellspacing=\"0\" cellpadding=\"2\">"_qs;

} // namespace

QString TillText::state(contract::TillState state)
{
    switch (state) {
    case contract::TillState::Open:
        return tr("Open");
    case contract::TillState::Counted:
        return tr("Counted");
    case contract::TillState::Closed:
        return tr("Closed");
    }
    return {};
}

QString TillText::operation(const QString &word)
{
    static const QHash<QString, const char *> names{
        {u"APERTURA"_qs, QT_TR_NOOP("Opening")},   {u"DEPOSITO"_qs, QT_TR_NOOP("Deposits")},
        {u"RETIRO"_qs, QT_TR_NOOP("Withdrawals")}, {u"REVERSO"_qs, QT_TR_NOOP("Reversals")},
        {u"ENTRADA"_qs, QT_TR_NOOP("Cash in")},    {u"SALIDA"_qs, QT_TR_NOOP("Cash out")},
        {u"TRASPASO"_qs, QT_TR_NOOP("Transfers")}, {u"DIFERENCIA"_qs, QT_TR_NOOP("Difference")},
        {u"CIERRE"_qs, QT_TR_NOOP("Close")},       {u"QR"_qs, QT_TR_NOOP("QR payments")},
        {u"AJUSTE"_qs, QT_TR_NOOP("Adjustments")},
    };
    const char *name = names.value(word);
    return name ? tr(name) : word;
}

QString TillText::difference(const base::Money &difference, const DisplayFormat &format)
{
    if (difference.isPositive())
        return tr("over by %1").arg(format.money(difference));
    if (difference.isNegative())
        return tr("short by %1").arg(format.money(difference.negated()));
    return tr("exact");
}

QString TillText::head(const contract::TillSession &session, const DisplayFormat &format)
{
    QString text = tableStart;
    text += line(tr("Till"), session.tillName);
    text += line(tr("Teller"), session.user);
    text += line(tr("Day"), session.day);
    text += line(tr("Opened"), format.moment(session.openedAt));
    if (session.closedAt)
        text += line(tr("Closed"), format.moment(*session.closedAt));
    if (!session.receivedFrom.isEmpty())
        text += line(tr("Received from"), session.receivedFrom);
    if (!session.handedTo.isEmpty())
        text += line(tr("Handed over to"), session.handedTo);
    if (!session.openingReason.isEmpty())
        text += line(tr("Reason at the opening"), session.openingReason);
    return text + u"</table>"_qs;
}

QString TillText::totals(const std::vector<contract::TillTotal> &totals, const DisplayFormat &format)
{
    QString text = heading(tr("Movements")) + tableStart;
    text += u"<tr><th align=\"left\">%1</th><th align=\"right\">%2</th><th align=\"right\">%3</th>"
            "<th align=\"right\">%4</th></tr>"_qs.arg(tr("Operation"), tr("Number"), tr("In"), tr("Out"));
    for (const contract::TillTotal &total : totals) {
        text +=
            u"<tr><td>%1</td><td align=\"right\">%2</td><td align=\"right\">%3</td><td align=\"right\">%4</td></tr>"_qs
                .arg(operation(total.operation).toHtmlEscaped(), format.count(total.movements), format.money(total.in),
                     format.money(total.out));
    }
    if (totals.empty())
        text += u"<tr><td colspan=\"4\">%1</td></tr>"_qs.arg(tr("No movement yet"));
    return text + u"</table>"_qs;
}

QString TillText::cash(const contract::TillSession &session, const DisplayFormat &format)
{
    QString text;
    for (const contract::TillCash &cash : session.cash) {
        text += heading(tr("Cash in %1").arg(cash.currency().toString())) + tableStart;
        text += line(tr("Opening"), format.money(cash.opening));
        if (cash.counted)
            text += line(tr("Counted"), format.money(*cash.counted));
        if (cash.expected)
            text += line(tr("Expected"), format.money(*cash.expected));
        if (cash.difference)
            text += line(tr("Difference"), difference(*cash.difference, format));
        if (session.closedAt) {
            text += line(tr("To the vault"), format.money(cash.settled));
            text += line(tr("Stays in the drawer"), format.money(cash.carried));
        }
        text += u"</table>"_qs;
    }
    return text;
}

QString TillText::count(const std::vector<contract::CashLine> &lines, const DisplayFormat &format)
{
    if (lines.empty())
        return {};
    QString text = heading(tr("Count")) + tableStart;
    for (const contract::CashLine &each : lines) {
        const auto sum =
            base::Money::fromMinor(each.denomination.minor() * each.quantity, each.denomination.currency());
        text += line(u"%1 × %2"_qs.arg(format.money(each.denomination), format.count(each.quantity)),
                     sum ? format.money(*sum) : dash);
    }
    return text + u"</table>"_qs;
}

QString TillText::report(const contract::TillReport &report, const DisplayFormat &format)
{
    QString text = u"<h3>"_qs + tr("X report (nothing is closed by it)") + u"</h3>"_qs;
    text += head(report.session, format) + totals(report.totals, format) + cash(report.session, format);
    if (report.pendingApprovals > 0 || report.activeQrs > 0) {
        text += u"<p>"_qs +
                tr("Before the close: pending approvals %1, active QRs of this till %2.")
                    .arg(report.pendingApprovals)
                    .arg(report.activeQrs) +
                u"</p>"_qs;
    }
    return text;
}

QString TillText::closing(const contract::TillClosing &z, const DisplayFormat &format)
{
    QString text = u"<h3>"_qs + tr("Z close No. %1").arg(z.number) + u"</h3>"_qs;
    text += head(z.session, format) + totals(z.totals, format) + cash(z.session, format) + count(z.count, format);
    text += heading(tr("Closed")) + tableStart;
    text += line(tr("By"), z.closedBy);
    text += line(tr("Time"), QString(z.localTime).replace(u'T', u' '));
    text += line(tr("Reason"), z.reason.isEmpty() ? dash : z.reason);
    text += line(tr("Approved by"), z.approvers.isEmpty() ? dash : z.approvers.join(u", "_qs));
    text += line(tr("Last folio"), z.lastFolio.isEmpty() ? dash : z.lastFolio);
    text += u"</table>"_qs;
    const auto wrapped = [](const QString &hash) { return QString(hash.left(32) + u"<br>"_qs + hash.mid(32)); };
    text += u"<p style=\"font-size:7pt\">%1<br>%2</p><p style=\"font-size:7pt\">%3<br>%4</p>"_qs.arg(
        tr("Journal up to here"), wrapped(z.journalHash), tr("Signature of this Z"), wrapped(z.hash));
    text += u"<p>%1</p>"_qs.arg(z.isVerified ? tr("✔ Verified against what is stored")
                                             : tr("✖ What is stored no longer gives this signature"));
    text +=
        u"<table width=\"100%\" cellpadding=\"4\"><tr><td align=\"center\"><br><br>_______________<br>%1</td>"
        "<td align=\"center\"><br><br>_______________<br>%2</td></tr></table>"_qs.arg(tr("Teller"), tr("Supervisor"));
    return text;
}

} // namespace console
