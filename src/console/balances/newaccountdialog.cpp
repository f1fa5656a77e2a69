// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/balances/newaccountdialog.h"
#include "base/cedula.h"
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
constexpr int longestName = 120;
}

NewAccountDialog::NewAccountDialog(AppContext &context, const QString &cedula, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_cedula(new QLineEdit(cedula, this))
    , m_name(new QLineEdit(this))
    , m_message(new QLabel(this))
{
    setWindowTitle(tr("New account"));
    m_cedula->setObjectName(u"newCedulaField"_qs);
    m_cedula->setMaxLength(32);
    m_cedula->setValidator(new DigitsValidator(m_cedula));
    m_name->setObjectName(u"newNameField"_qs);
    m_name->setMaxLength(longestName);
    build();
    check();
    (cedula.isEmpty() ? m_cedula : m_name)->setFocus();
}

void NewAccountDialog::build()
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(24, 20, 24, 20);
    form->setVerticalSpacing(12);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Cé&dula"), m_cedula);
    form->addRow(tr("&Name"), m_name);
    m_message->setWordWrap(true);
    m_message->setMinimumHeight(36);
    m_message->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->addRow(m_message);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    m_create = buttons->addButton(tr("Create account"), QDialogButtonBox::AcceptRole);
    m_create->setObjectName(u"createAccountButton"_qs);
    m_create->setProperty("look", u"primary"_qs);
    m_create->setDefault(true);
    form->addRow(buttons);
    setMinimumWidth(400);
    connect(buttons, &QDialogButtonBox::accepted, this, &NewAccountDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &NewAccountDialog::reject);
    connect(m_cedula, &QLineEdit::textChanged, this, &NewAccountDialog::check);
}

void NewAccountDialog::check()
{
    const QString cedula = m_cedula->text();
    m_create->setEnabled(!cedula.isEmpty());
    if (!cedula.isEmpty() && base::checkCedula(cedula) != base::CedulaVerdict::Valid)
        say(ColorRole::Warning, tr("This is not a valid Ecuadorian cédula. It may still be opened."));
    else
        say(ColorRole::TextMuted, {});
}

void NewAccountDialog::say(ColorRole role, const QString &text)
{
    QPalette palette = m_message->palette();
    palette.setColor(QPalette::WindowText, m_context.theme.color(role));
    m_message->setPalette(palette);
    m_message->setText(text);
}

void NewAccountDialog::accept()
{
    if (!m_create->isEnabled())
        return;
    m_create->setEnabled(false);
    client::NewAccount account;
    account.cedula = m_cedula->text();
    account.holderName = m_name->text().simplified();
    client::whenDone(m_context.hub.openAccount(account), this,
                     [this](const base::Result<contract::Account> &answer) { answered(answer); });
}

void NewAccountDialog::answered(const base::Result<contract::Account> &answer)
{
    if (answer) {
        Q_EMIT opened(*answer);
        return QDialog::accept();
    }
    m_create->setEnabled(true);
    if (answer.error().code() == base::ErrorCode::AlreadyExists)
        say(ColorRole::Error, tr("This cédula has an account already."));
    else
        say(ColorRole::Error, errorText(answer.error()));
}

} // namespace console
