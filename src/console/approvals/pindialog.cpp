// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/approvals/pindialog.h"
#include "client/whendone.h"
#include "console/shell/errortext.h"
#include "console/transactions/digitsvalidator.h"
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace console {
namespace {
constexpr int shortestPin = 4;
constexpr int longestPin = 8;
} // namespace

PinDialog::PinDialog(AppContext &context, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_password(new QLineEdit(this))
    , m_pin(new QLineEdit(this))
    , m_again(new QLineEdit(this))
    , m_message(new QLabel(this))
{
    setWindowTitle(tr("My PIN"));
    build();
    for (QLineEdit *field : {m_password, m_pin, m_again})
        connect(field, &QLineEdit::textChanged, this, &PinDialog::refresh);
    refresh();
}

void PinDialog::build()
{
    m_password->setObjectName(u"pinPasswordField"_qs);
    m_pin->setObjectName(u"newPinField"_qs);
    m_again->setObjectName(u"pinAgainField"_qs);
    for (QLineEdit *field : {m_password, m_pin, m_again})
        field->setEchoMode(QLineEdit::Password);
    for (QLineEdit *field : {m_pin, m_again}) {
        field->setMaxLength(longestPin);
        field->setValidator(new DigitsValidator(field));
    }
    m_message->setObjectName(u"pinMessage"_qs);
    m_message->setWordWrap(true);
    m_message->setMinimumHeight(36);
    auto *words = new QLabel(tr("With it you approve at a teller's window. 4 to 8 digits."), this);
    words->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    m_set = buttons->addButton(tr("Set PIN"), QDialogButtonBox::AcceptRole);
    m_set->setObjectName(u"setPinButton"_qs);
    m_set->setProperty("look", u"primary"_qs);
    m_set->setDefault(true);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(24, 20, 24, 20);
    form->setVerticalSpacing(12);
    form->addRow(words);
    form->addRow(tr("&Password"), m_password);
    form->addRow(tr("New &PIN"), m_pin);
    form->addRow(tr("PIN &again"), m_again);
    form->addRow(m_message);
    form->addRow(buttons);
    setMinimumWidth(400);
    connect(buttons, &QDialogButtonBox::accepted, this, &PinDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void PinDialog::refresh()
{
    const bool differs = !m_again->text().isEmpty() && m_pin->text() != m_again->text();
    m_message->setText(differs ? tr("The two PINs differ.") : QString());
    m_set->setEnabled(!m_password->text().isEmpty() && m_pin->text().size() >= shortestPin &&
                      m_pin->text() == m_again->text());
}

void PinDialog::submit()
{
    if (!m_set->isEnabled())
        return;
    m_set->setEnabled(false);
    client::whenDone<void>(m_context.hub.approvals().setPin(m_password->text(), m_pin->text()), this,
                           [this](const base::Result<> &answer) {
                               if (answer)
                                   return accept();
                               refresh();
                               const base::ErrorCode code = answer.error().code();
                               m_message->setText(code == base::ErrorCode::PermissionDenied ||
                                                          code == base::ErrorCode::Unauthenticated
                                                      ? tr("The password is wrong.")
                                                      : errorText(answer.error()));
                           });
}

} // namespace console
