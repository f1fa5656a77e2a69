// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QDialog>
#include <memory>

namespace Ui {
class LoginDialog;
}

namespace console {

class PasswordField;

/// Asks who is at the till and signs in. Stays open until it succeeded or was dismissed. Language and look can be
/// changed here already. GUI thread.
class LoginDialog : public QDialog
{
    Q_OBJECT
public:
    explicit LoginDialog(AppContext &context, QWidget *parent = nullptr);
    ~LoginDialog() override;

    /// Fills the fields; focus goes to the first empty one.
    void prefill(const QString &username, const QString &password = {});
    /// A sentence above the button: why the person is asked again.
    void setMessage(const QString &message);

Q_SIGNALS:
    /// `password`: what was typed, for a change that must follow at once.
    void signedIn(const client::User &user, const QString &password);

protected:
    void changeEvent(QEvent *event) override;

private:
    void connectFields();
    void submit();
    void answered(const base::Result<client::User> &user);
    void setBusy(bool busy);
    void retranslate();
    void refreshIcons();

    AppContext &m_context;
    std::unique_ptr<Ui::LoginDialog> m_ui;
    PasswordField *m_eye;
    bool m_busy = false;
};

} // namespace console
