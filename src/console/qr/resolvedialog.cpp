// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/resolvedialog.h"
#include "console/qr/qrhistory.h"
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace console {

ResolveDialog::ResolveDialog(AppContext &context, const contract::QrPayment &payment, bool isReturned, QWidget *parent)
    : QDialog(parent)
    , m_note(new QLineEdit(this))
{
    setWindowTitle(isReturned ? tr("Return to the payer") : tr("Post to the account"));
    const DisplayFormat format(context);
    auto *what = new QLabel(QrHistory::payment(payment, format), this);
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    const QString holder = payment.holderName.isEmpty() ? payment.cedula : payment.holderName;
    auto *effect = new QLabel(
        isReturned
            ? tr("The money leaves suspense. Send it back by the way it came; the bank does not do that by itself.")
            : tr("%1 go to the account of %2.").arg(format.money(payment.amount), holder),
        this);
    effect->setWordWrap(true);
    m_note->setObjectName(u"resolveNoteField"_qs);
    m_note->setMaxLength(longestNote);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    QPushButton *confirm = buttons->addButton(isReturned ? tr("Return") : tr("Post"), QDialogButtonBox::AcceptRole);
    confirm->setObjectName(u"resolveButton"_qs);
    confirm->setProperty("look", u"primary"_qs);
    confirm->setEnabled(false);
    connect(m_note, &QLineEdit::textChanged, confirm,
            [confirm](const QString &text) { confirm->setEnabled(!text.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(24, 20, 24, 20);
    form->setVerticalSpacing(12);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(what);
    form->addRow(effect);
    form->addRow(tr("&Reason"), m_note);
    form->addRow(buttons);
    setMinimumWidth(420);
    m_note->setFocus();
}

QString ResolveDialog::note() const
{
    return m_note->text().simplified();
}

} // namespace console
