// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/reversedialog.h"
#include "client/whendone.h"
#include "console/shell/errortext.h"
#include "console/transactions/bankwords.h"
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace console {

ReverseDialog::ReverseDialog(AppContext &context, const contract::Transaction &transaction, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_format(context)
    , m_transaction(transaction)
    , m_reason(new QLineEdit(this))
    , m_message(new QLabel(this))
{
    setWindowTitle(tr("Reverse movement %1").arg(transaction.folio));
    setObjectName(u"reverseDialog"_qs);
    build();
    connect(m_reason, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_reverse->setEnabled(!text.trimmed().isEmpty()); });
}

void ReverseDialog::build()
{
    auto *what = new QLabel(this);
    what->setProperty("look", u"heading"_qs);
    what->setText(u"%1 · %2 · %3"_qs.arg(BankWords::kindWithSign(m_transaction.kind),
                                         m_format.cedula(m_transaction.cedula), m_format.money(m_transaction.amount)));
    auto *words = new QLabel(tr("A contra entry is booked; this movement stays as it is and shows that it was "
                                "reversed. A supervisor has to approve it."),
                             this);
    words->setWordWrap(true);
    m_reason->setObjectName(u"reverseReasonField"_qs);
    m_reason->setMaxLength(140);
    m_message->setObjectName(u"reverseMessage"_qs);
    m_message->setWordWrap(true);
    m_message->setProperty("look", u"error"_qs);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    m_reverse = buttons->addButton(tr("Ask for the reversal"), QDialogButtonBox::AcceptRole);
    m_reverse->setObjectName(u"reverseButton"_qs);
    m_reverse->setProperty("look", u"primary"_qs);
    m_reverse->setDefault(true);
    m_reverse->setEnabled(false);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(24, 20, 24, 20);
    form->setVerticalSpacing(12);
    form->addRow(what);
    form->addRow(words);
    form->addRow(tr("&Reason"), m_reason);
    form->addRow(m_message);
    form->addRow(buttons);
    setMinimumWidth(460);
    m_reason->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &ReverseDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ReverseDialog::submit()
{
    if (!m_reverse->isEnabled())
        return;
    m_reverse->setEnabled(false);
    m_reason->setEnabled(false); // the key is bound to it
    client::whenDone(m_context.hub.reverseTransaction(m_transaction.id, m_reason->text().trimmed(), m_key), this,
                     [this](const base::Result<client::Posted> &answer) { take(answer); });
}

void ReverseDialog::take(const base::Result<client::Posted> &answer)
{
    if (answer) {
        Q_EMIT answered(*answer);
        return accept();
    }
    m_reverse->setEnabled(true);
    m_message->setText(errorText(answer.error()));
    if (answer.error().code() == base::ErrorCode::Timeout)
        return; // the same again, with the same key
    m_reason->setEnabled(true);
    m_key = client::IdempotencyKey::random();
}

} // namespace console
