// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QDialog>
#include <QTimer>

class QFormLayout;
class QLabel;

namespace console {

/// What is known about the hub and the line to it, kept up to date while it is open. GUI thread.
class HubDetailsDialog : public QDialog
{
    Q_OBJECT
public:
    HubDetailsDialog(AppContext &context, QWidget *parent);

private:
    QLabel *addRow(const QString &title);
    void refresh();
    QString stateText(const client::HubLink &link) const;

    AppContext &m_context;
    QFormLayout *m_form;
    QLabel *m_address;
    QLabel *m_version;
    QLabel *m_state;
    QLabel *m_age;
    QLabel *m_reason;
    QLabel *m_clients;
    QLabel *m_transactions;
    QTimer m_tick;
};

} // namespace console
