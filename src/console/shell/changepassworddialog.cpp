// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/changepassworddialog.h"
#include "client/whendone.h"
#include "console/shell/errortext.h"
#include "console/shell/passwordfield.h"
#include "shell/ui_changepassworddialog.h"
#include <QEvent>

namespace console {

ChangePasswordDialog::ChangePasswordDialog(AppContext &context, const QString &current, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_ui(std::make_unique<Ui::ChangePasswordDialog>())
    , m_mustChange(!current.isEmpty())
{
    m_ui->setupUi(this);
    setWindowIcon(Theme::appIcon());
    m_eye = new PasswordField(context.theme, m_ui->fresh);
    m_ui->current->setText(current);
    m_ui->current->setVisible(!m_mustChange);
    m_ui->currentLabel->setVisible(!m_mustChange);
    (m_mustChange ? m_ui->fresh : m_ui->current)->setFocus();
    connect(m_ui->change, &QPushButton::clicked, this, &ChangePasswordDialog::submit);
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    retranslate();
    resize(width(), sizeHint().height());
}

ChangePasswordDialog::~ChangePasswordDialog() = default;

void ChangePasswordDialog::say(const QString &message, QWidget *focus)
{
    m_ui->message->setText(message);
    focus->setFocus();
}

void ChangePasswordDialog::submit()
{
    if (m_ui->current->text().isEmpty())
        return say(tr("Type your current password."), m_ui->current);
    if (m_ui->fresh->text().isEmpty())
        return say(tr("Type a new password."), m_ui->fresh);
    if (m_ui->fresh->text() != m_ui->again->text())
        return say(tr("The two new passwords differ."), m_ui->again);
    if (m_ui->fresh->text() == m_ui->current->text())
        return say(tr("The new password must differ from the current one."), m_ui->fresh);
    m_ui->message->clear();
    m_ui->change->setEnabled(false);
    client::whenDone<void>(m_context.hub.changePassword(m_ui->current->text(), m_ui->fresh->text()), this,
                           [this](const base::Result<> &result) { answered(result); });
}

void ChangePasswordDialog::answered(const base::Result<> &result)
{
    m_ui->change->setEnabled(true);
    if (result) {
        accept();
        return;
    }
    const base::ErrorCode code = result.error().code();
    if (code == base::ErrorCode::PermissionDenied || code == base::ErrorCode::Unauthenticated)
        say(tr("The current password is wrong."), m_mustChange ? m_ui->fresh : m_ui->current);
    else if (code == base::ErrorCode::InvalidArgument)
        say(tr("That password is too short or your user name. Use at least 8 characters."), m_ui->fresh);
    else
        say(errorText(result.error()), m_ui->fresh);
    m_ui->message->setToolTip(result.error().toString());
}

void ChangePasswordDialog::retranslate()
{
    m_ui->words->setText(m_mustChange ? tr("Your password was made for one use. Choose one that only you know.")
                                      : tr("Other windows where you are signed in will ask for it."));
    m_ui->cancel->setText(m_mustChange ? tr("Sign out") : tr("Cancel"));
    m_eye->retranslate();
}

void ChangePasswordDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_ui->retranslateUi(this);
        retranslate();
    }
    QDialog::changeEvent(event);
}

} // namespace console
