// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace console {

/// Sets the PIN with which a person approves at another's window: 4 to 8 digits, twice, with the password. GUI thread.
class PinDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PinDialog(AppContext &context, QWidget *parent = nullptr);

private:
    void build();
    void refresh();
    void submit();

    AppContext &m_context;
    QLineEdit *m_password;
    QLineEdit *m_pin;
    QLineEdit *m_again;
    QLabel *m_message;
    QPushButton *m_set;
};

} // namespace console
