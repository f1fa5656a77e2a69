// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "contract/values.h"
#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace console {

/// Takes a movement back by a contra entry (M12): says which, wants a reason. A second person has to approve it; the
/// original is never changed. GUI thread.
class ReverseDialog : public QDialog
{
    Q_OBJECT
public:
    ReverseDialog(AppContext &context, const contract::Transaction &transaction, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The hub has it: booked, or waiting for approval.
    void answered(const client::Posted &posted);

private:
    void build();
    void submit();
    void take(const base::Result<client::Posted> &answer);

    AppContext &m_context;
    DisplayFormat m_format;
    contract::Transaction m_transaction;
    client::IdempotencyKey m_key = client::IdempotencyKey::random();
    QLineEdit *m_reason;
    QLabel *m_message;
    QPushButton *m_reverse;
};

} // namespace console
