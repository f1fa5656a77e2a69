// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/receipts/receiptflow.h"
#include "client/whendone.h"
#include "console/receipts/paperout.h"
#include "console/shell/errortext.h"
#include <QFileDialog>
#include <QFileInfo>
#include <QPrintDialog>
#include <QPrinter>
#include <QPrinterInfo>

namespace console {
namespace {
const QString paperKey = u"receipts/paper"_qs;
const QString onApplyKey = u"receipts/print_on_apply"_qs;
const QString folderKey = u"receipts/folder"_qs;
} // namespace

ReceiptFlow::ReceiptFlow(AppContext &context, QWidget *over)
    : QObject(over)
    , m_context(context)
    , m_over(over)
{
}

ReceiptPaper ReceiptFlow::paper() const
{
    return m_context.settings.text(paperKey) == u"80mm" ? ReceiptPaper::Roll80 : ReceiptPaper::A6;
}

void ReceiptFlow::setPaper(ReceiptPaper paper)
{
    m_context.settings.setText(paperKey, paper == ReceiptPaper::Roll80 ? u"80mm"_qs : u"a6"_qs);
    Q_EMIT paperChanged();
}

bool ReceiptFlow::printsOnApply() const
{
    return m_context.settings.flag(onApplyKey);
}

void ReceiptFlow::setPrintsOnApply(bool on)
{
    m_context.settings.setFlag(onApplyKey, on);
}

void ReceiptFlow::withReceipt(const contract::Transaction &transaction, const Then &then)
{
    client::whenDone(m_context.hub.tills().receipt(transaction.id, client::IdempotencyKey::random()), this,
                     [this, then](const base::Result<contract::Receipt> &answer) {
                         if (!answer)
                             Q_EMIT told(ToastKind::Error,
                                         tr("No receipt was printed: %1").arg(errorText(answer.error())));
                         else
                             then(*answer);
                     });
}

std::unique_ptr<QTextDocument> ReceiptFlow::document(const contract::Receipt &receipt) const
{
    return ReceiptLayout::document(receipt, paper(), m_context.locale());
}

void ReceiptFlow::print(const contract::Transaction &transaction)
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    auto *dialog = new QPrintDialog(printer.get(), m_over);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, transaction, printer] {
        withReceipt(transaction, [this, printer](const contract::Receipt &receipt) {
            const auto text = document(receipt);
            PaperOut::print(*text, *printer);
            Q_EMIT told(ToastKind::Done,
                        receipt.copy > 1
                            ? tr("Receipt %1 printed, copy %2").arg(receipt.transaction.folio).arg(receipt.copy)
                            : tr("Receipt %1 printed").arg(receipt.transaction.folio));
        });
    });
    connect(dialog, &QObject::destroyed, this, [printer] {}); // it lives as long as its dialog
    dialog->open();
}

void ReceiptFlow::savePdf(const contract::Transaction &transaction)
{
    auto *dialog = new QFileDialog(m_over, tr("Save the receipt"), m_context.settings.text(folderKey));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("PDF (*.pdf)"));
    dialog->setDefaultSuffix(u"pdf"_qs);
    dialog->selectFile(u"%1-%2.pdf"_qs.arg(tr("receipt"), transaction.folio));
    connect(dialog, &QFileDialog::fileSelected, this, [this, transaction](const QString &path) {
        m_context.settings.setText(folderKey, QFileInfo(path).absolutePath());
        writePdf(transaction, path);
    });
    dialog->open();
}

void ReceiptFlow::writePdf(const contract::Transaction &transaction, const QString &path)
{
    withReceipt(transaction, [this, path](const contract::Receipt &receipt) {
        const auto text = document(receipt);
        if (PaperOut::writePdf(*text, path))
            Q_EMIT told(ToastKind::Done, tr("Receipt saved as %1").arg(QFileInfo(path).fileName()));
        else
            Q_EMIT told(ToastKind::Error, tr("%1 could not be written.").arg(path));
    });
}

void ReceiptFlow::applied(const contract::Transaction &transaction)
{
    if (!printsOnApply())
        return;
    if (QPrinterInfo::defaultPrinter().isNull())
        return Q_EMIT told(ToastKind::Warning, tr("No receipt was printed: this computer has no printer."));
    withReceipt(transaction, [this](const contract::Receipt &receipt) {
        QPrinter printer(QPrinterInfo::defaultPrinter(), QPrinter::HighResolution);
        const auto text = document(receipt);
        PaperOut::print(*text, printer);
    });
}

} // namespace console
