// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrcommands.h"
#include "client/whendone.h"
#include "console/listpage/displayformat.h"
#include "console/qr/resolvedialog.h"
#include "console/shell/errortext.h"
#include <QMessageBox>
#include <QPushButton>

namespace console {

QrCommands::QrCommands(AppContext &context, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_window(window)
{
}

void QrCommands::cancel(const contract::Qr &qr)
{
    const QString amount = qr.amount.isZero() ? tr("open amount") : DisplayFormat(m_context).money(qr.amount);
    auto *box = new QMessageBox(QMessageBox::Question, tr("Cancel the QR"),
                                tr("Cancel this QR (%1)? Nobody can pay it any more.").arg(amount),
                                QMessageBox::NoButton, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *yes = box->addButton(tr("Cancel the QR"), QMessageBox::AcceptRole);
    yes->setObjectName(u"cancelQrButton"_qs);
    box->setEscapeButton(box->addButton(tr("Keep it"), QMessageBox::RejectRole));
    connect(yes, &QPushButton::clicked, this, [this, qrId = qr.qrId] {
        client::whenDone(m_context.hub.qrs().cancelQr(qrId), this,
                         [this](const base::Result<contract::Qr> &answer) { answered(answer, tr("QR cancelled")); });
    });
    box->open();
}

void QrCommands::verify(const contract::Qr &qr)
{
    client::whenDone(m_context.hub.qrs().verifyQr(qr.qrId), this, [this](const base::Result<contract::Qr> &answer) {
        answered(answer, tr("The bank was asked: what it said is shown now"));
    });
}

void QrCommands::answered(const base::Result<contract::Qr> &answer, const QString &done)
{
    if (!answer) {
        Q_EMIT said(ToastKind::Error, errorText(answer.error()));
        return;
    }
    Q_EMIT changed(*answer);
    Q_EMIT said(ToastKind::Done, done);
}

void QrCommands::resolve(const contract::QrPayment &payment, bool isReturned)
{
    auto *dialog = new ResolveDialog(m_context, payment, isReturned, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, payment, isReturned, key = client::IdempotencyKey::random()] {
                sendResolution(payment, {isReturned, dialog->note()}, key);
            });
    dialog->open();
}

void QrCommands::sendResolution(const contract::QrPayment &payment, const contract::QrResolution &resolution,
                                const client::IdempotencyKey &key)
{
    client::whenDone(m_context.hub.qrs().resolveQrSuspense(payment.number, resolution, key), this,
                     [this, qrId = payment.qrId, resolution](const base::Result<contract::QrPayment> &answer) {
                         if (!answer) {
                             Q_EMIT said(ToastKind::Error, errorText(answer.error()));
                             return;
                         }
                         Q_EMIT resolved(qrId);
                         Q_EMIT said(ToastKind::Done, resolution.isReturned ? tr("The money is marked as returned")
                                                                            : tr("The money is on the account"));
                     });
}

} // namespace console
