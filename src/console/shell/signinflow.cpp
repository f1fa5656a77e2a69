// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/signinflow.h"
#include "client/whendone.h"
#include "console/shell/changepassworddialog.h"
#include "console/shell/errortext.h"
#include "console/shell/logindialog.h"
#include "console/shell/preferences.h"

namespace console {

SignInFlow::SignInFlow(AppContext &context, Preferences &preferences, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_preferences(preferences)
    , m_window(window)
{
}

SignInFlow::~SignInFlow()
{
    delete m_dialog;
}

QWidget *SignInFlow::dialogParent() const
{
    return m_window->isVisible() ? m_window : nullptr; // alone on the screen, a dialog needs a taskbar entry
}

void SignInFlow::show(QDialog *dialog)
{
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (dialog->parentWidget())
        dialog->open();
    else
        dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void SignInFlow::start(std::optional<FirstPassword> first, const QString &message)
{
    if (isUnderWay())
        return;
    if (!first) {
        showLogin(m_preferences.lastUser(), {}, message);
        return;
    }
    auto *dialog = new FirstPasswordDialog(*first, dialogParent());
    connect(dialog, &QDialog::finished, this, [this, f = *first](int result) {
        m_dialog.clear();
        // Dismissed or not, the password was shown: what follows is the login.
        showLogin(f.username, result == QDialog::Accepted ? f.password : QString(), {});
    });
    show(dialog);
}

void SignInFlow::startAs(const QString &username, const QString &password)
{
    client::whenDone(m_context.hub.login(username, password), this,
                     [this, username, password](base::Result<client::User> user) {
                         if (user)
                             signedIn(*user, password);
                         else
                             showLogin(username, {}, loginErrorText(user.error()));
                     });
}

void SignInFlow::showLogin(const QString &username, const QString &password, const QString &message)
{
    auto *dialog = new LoginDialog(m_context, dialogParent());
    dialog->prefill(username, password);
    dialog->setMessage(message);
    connect(dialog, &LoginDialog::signedIn, this, [this](const client::User &user, const QString &typed) {
        m_dialog.clear();
        signedIn(user, typed);
    });
    connect(dialog, &QDialog::rejected, this, [this] {
        m_dialog.clear();
        Q_EMIT cancelled();
    });
    show(dialog);
}

void SignInFlow::signedIn(const client::User &user, const QString &password)
{
    if (!user.mustChangePassword) {
        Q_EMIT done(user);
        return;
    }
    auto *dialog = new ChangePasswordDialog(m_context, password, dialogParent());
    connect(dialog, &QDialog::accepted, this, [this, user] {
        m_dialog.clear();
        client::User changed = user;
        changed.mustChangePassword = false;
        Q_EMIT done(changed);
    });
    connect(dialog, &QDialog::rejected, this, [this] {
        m_dialog.clear();
        client::whenDone<void>(m_context.hub.logout(), this,
                               [](const base::Result<> &) {}); // local state is gone anyway
        showLogin({}, {}, {});
    });
    show(dialog);
}

} // namespace console
