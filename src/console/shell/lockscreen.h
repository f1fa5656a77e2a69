// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QWidget>
#include <memory>

namespace Ui {
class LockScreen;
}

namespace console {

class PasswordField;

/// Covers a window and asks the signed-in person's password again; nothing beneath can be seen or reached by key while
/// it is up (the window disables the rest). The hub checks the password. GUI thread.
class LockScreen : public QWidget
{
    Q_OBJECT
public:
    LockScreen(AppContext &context, QWidget *window);
    ~LockScreen() override;
    void lock(const client::User &user);
    bool isLocked() const { return !isHidden(); }

Q_SIGNALS:
    void unlocked();
    /// Sign out and ask for another person.
    void otherPersonRequested();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void submit();
    void retranslate();
    AppContext &m_context;
    std::unique_ptr<Ui::LockScreen> m_ui;
    PasswordField *m_eye;
    QString m_username;
    QString m_displayName;
};

} // namespace console
