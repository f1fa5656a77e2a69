// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/receipts/receiptlayout.h"
#include "console/listpage/ranges.h"
#include "console/transactions/amountwords.h"
#include <QDateTime>
#include <QFont>
#include <cmath>

namespace console {
namespace {

constexpr qreal a6Width = 297.6; // points: 105 × 148 mm
constexpr qreal a6Height = 419.5;
constexpr qreal rollWidth = 226.8; // 80 mm
constexpr qreal a6Margin = 20;
constexpr qreal rollMargin = 11; // what the cutter and the rollers need

QString line(const QString &name, const QString &value, bool strong = false)
{
    const QString text = strong ? u"<b>%1</b>"_qs.arg(value.toHtmlEscaped()) : value.toHtmlEscaped();
    return u"<tr><td>%1</td><td align=\"right\">%2</td></tr>"_qs.arg(name.toHtmlEscaped(), text);
}

} // namespace

QString ReceiptLayout::money(const base::Money &amount, const QLocale &locale)
{
    const qint64 minor = amount.minor();
    const QString figures = AmountRange{std::abs(minor), std::abs(minor)}.text(locale);
    return (minor < 0 ? u"−"_qs : QString()) + figures + u'\u00a0' + amount.currency().toString();
}

QString ReceiptLayout::kind(const contract::Transaction &transaction)
{
    return transaction.kind == contract::TransactionKind::Deposit ? tr("Deposit receipt") : tr("Withdrawal receipt");
}

contract::Receipt ReceiptLayout::preview(const contract::Transaction &transaction, const QString &branch)
{
    contract::Receipt receipt;
    receipt.transaction = transaction;
    receipt.maskedCedula = contract::maskedCedula(transaction.cedula);
    receipt.branch = branch;
    return receipt;
}

QString ReceiptLayout::html(const contract::Receipt &receipt, ReceiptPaper paper, const QLocale &locale)
{
    const contract::Transaction &t = receipt.transaction;
    const QString small = paper == ReceiptPaper::A6 ? u"7pt"_qs : u"7.5pt"_qs;
    QString text = u"<div align=\"center\" style=\"font-size:12pt\"><b>%1</b></div>"_qs.arg(
        (receipt.branch.isEmpty() ? u"Ventanilla"_qs : receipt.branch).toHtmlEscaped());
    text += u"<div align=\"center\">%1</div>"_qs.arg(kind(t).toHtmlEscaped());
    if (receipt.copy > 1)
        text +=
            u"<div align=\"center\" style=\"font-size:13pt\"><b>%1</b></div>"_qs.arg(tr("COPY %1").arg(receipt.copy));
    text += u"<hr><table width=\"100%\" cellspacing=\"0\" cellpadding=\"1\">"_qs;
    text += line(tr("Folio"), t.folio, true);
    const QDateTime at = QDateTime::fromString(t.localTime, Qt::ISODate);
    text += line(tr("Date"), at.isValid() ? locale.toString(at, u"dd/MM/yyyy HH:mm:ss"_qs) : t.localTime);
    text += line(tr("Cédula"), receipt.maskedCedula);
    if (!t.holderName.isEmpty())
        text += line(tr("Name"), t.holderName);
    if (!t.description.isEmpty())
        text += line(tr("Concept"), t.description);
    text +=
        u"</table><hr><div align=\"center\" style=\"font-size:15pt\"><b>%1</b></div>"_qs.arg(money(t.amount, locale));
    text += u"<div align=\"center\" style=\"font-size:%1\">%2</div><hr>"_qs.arg(
        small, amountInWords(t.amount, locale.language()).toHtmlEscaped());
    text += u"<table width=\"100%\" cellspacing=\"0\" cellpadding=\"1\">"_qs;
    text += line(tr("New balance"), money(t.balanceAfter, locale));
    text += line(tr("Teller"), t.user);
    if (!receipt.printedLocal.isEmpty()) {
        const QDateTime printed = QDateTime::fromString(receipt.printedLocal, Qt::ISODate);
        text += line(tr("Printed"),
                     (printed.isValid() ? locale.toString(printed, u"dd/MM/yyyy HH:mm"_qs) : receipt.printedLocal) +
                         u" · "_qs + receipt.printedBy);
    }
    text += u"</table>"_qs;
    text += u"<p align=\"center\"><br>______________________<br>%1</p>"_qs.arg(tr("Signature"));
    return text + u"<p align=\"center\" style=\"font-size:%1\">%2</p>"_qs.arg(small, tr("Keep this receipt."));
}

std::unique_ptr<QTextDocument> ReceiptLayout::document(const contract::Receipt &receipt, ReceiptPaper paper,
                                                       const QLocale &locale)
{
    auto document = std::make_unique<QTextDocument>();
    QFont font(u"Sans Serif"_qs);
    font.setPixelSize(paper == ReceiptPaper::A6 ? 10 : 9); // a pixel is a point here
    document->setDefaultFont(font);
    document->setHtml(html(receipt, paper, locale).replace(u"pt\""_qs, u"px\""_qs));
    document->setDocumentMargin(paper == ReceiptPaper::A6 ? a6Margin : rollMargin);
    if (paper == ReceiptPaper::A6) {
        document->setPageSize({a6Width, a6Height});
    } else {
        document->setTextWidth(rollWidth);
        document->setPageSize({rollWidth, std::ceil(document->size().height())});
    }
    return document;
}

} // namespace console
