// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace console {

/// Opens an account: cédula and name. Stays open while the hub is asked and says what was wrong. GUI thread.
class NewAccountDialog : public QDialog
{
    Q_OBJECT
public:
    NewAccountDialog(AppContext &context, const QString &cedula, QWidget *parent = nullptr);

Q_SIGNALS:
    void opened(const contract::Account &account);

protected:
    void accept() override;

private:
    void build();
    void check();
    void say(ColorRole role, const QString &text);
    void answered(const base::Result<contract::Account> &answer);

    AppContext &m_context;
    QLineEdit *m_cedula;
    QLineEdit *m_name;
    QLabel *m_message;
    QPushButton *m_create = nullptr;
};

} // namespace console
