// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QDialog>
#include <memory>

namespace Ui {
class ChangePasswordDialog;
}

namespace console {

class PasswordField;

/// Changes the signed-in person's password. With `current` (known from signing in a moment ago) it asks only for the
/// new one, and says that it must be: dismissing it then is refusing to work. GUI thread.
class ChangePasswordDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ChangePasswordDialog(AppContext &context, const QString &current = {}, QWidget *parent = nullptr);
    ~ChangePasswordDialog() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void submit();
    void answered(const base::Result<> &result);
    void say(const QString &message, QWidget *focus);
    void retranslate();

    AppContext &m_context;
    std::unique_ptr<Ui::ChangePasswordDialog> m_ui;
    PasswordField *m_eye;
    bool m_mustChange;
};

} // namespace console
