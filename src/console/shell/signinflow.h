// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include "console/shell/firstpassworddialog.h"
#include <QPointer>

class QDialog;

namespace console {

class Preferences;

/// From nobody to a person who may work: one-time password (first start), login, change of a password that must be
/// changed. One dialog after the other, none nested. GUI thread.
class SignInFlow : public QObject
{
    Q_OBJECT
public:
    SignInFlow(AppContext &context, Preferences &preferences, QWidget *window);
    ~SignInFlow() override;

    /// `message`: why the person is asked again. Does nothing while it is under way.
    void start(std::optional<FirstPassword> first = {}, const QString &message = {});
    /// Signs in without asking (the demo's teller). Refused: the login, with the reason.
    void startAs(const QString &username, const QString &password);
    bool isUnderWay() const { return !m_dialog.isNull(); }
    QDialog *dialog() const { return m_dialog; }

Q_SIGNALS:
    void done(const client::User &user);
    /// Dismissed: nobody is signed in.
    void cancelled();

private:
    void showLogin(const QString &username, const QString &password, const QString &message);
    void signedIn(const client::User &user, const QString &password);
    void show(QDialog *dialog);
    QWidget *dialogParent() const;

    AppContext &m_context;
    Preferences &m_preferences;
    QWidget *m_window;
    QPointer<QDialog> m_dialog;
};

} // namespace console
