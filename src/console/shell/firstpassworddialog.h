// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>
#include <memory>

namespace Ui {
class FirstPasswordDialog;
}

namespace console {

/// The administrator that a hub in our own process made at its first start. Never stored, never logged.
struct FirstPassword
{
    QString username;
    QString password;
};

/// Shows the one-time password, this once. GUI thread.
class FirstPasswordDialog : public QDialog
{
    Q_OBJECT
public:
    explicit FirstPasswordDialog(const FirstPassword &first, QWidget *parent = nullptr);
    ~FirstPasswordDialog() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void copy();
    std::unique_ptr<Ui::FirstPasswordDialog> m_ui;
};

} // namespace console
