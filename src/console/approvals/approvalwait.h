// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/approvals/approvalwatch.h"
#include "console/listpage/delay.h"
#include "console/listpage/displayformat.h"
#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace console {

/// At the maker's desk while an operation waits: what it is, how long it still waits, and where a supervisor signs with
/// user and PIN. Closes by itself when it is decided here or in another window. GUI thread.
class ApprovalWait : public QDialog
{
    Q_OBJECT
public:
    ApprovalWait(AppContext &context, ApprovalWatch &watch, std::unique_ptr<Delay> second,
                 const contract::Approval &approval, QWidget *parent = nullptr);

Q_SIGNALS:
    /// It is decided, or over. Once.
    void settled(const contract::Approval &approval);

private:
    void build();
    void tick();
    void take(const contract::Approval &approval);
    void approve();
    void rejectRequest();
    void withdraw();
    void answered(const base::Result<contract::Approval> &answer);
    std::optional<client::Checker> checker();
    void refresh();
    void say(ColorRole role, const QString &text);

    AppContext &m_context;
    DisplayFormat m_format;
    ApprovalWatch &m_watch;
    std::unique_ptr<Delay> m_second;
    contract::Approval m_approval;
    bool m_busy = false;
    bool m_settled = false;
    QLabel *m_what;
    QLabel *m_state;
    QLineEdit *m_user;
    QLineEdit *m_pin;
    QLabel *m_message;
    QPushButton *m_approve;
    QPushButton *m_reject;
    QPushButton *m_withdraw;
    QPushButton *m_leave;
};

} // namespace console
