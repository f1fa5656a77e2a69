// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/approvals/approvalwatch.h"
#include "console/listpage/listpage.h"
#include "console/shell/page.h"
#include <QDialog>

class QLineEdit;

namespace console {

class ApprovalsModel;

/// The supervisor's inbox in another window than the maker's: what waits, live; approve, or reject with a reason. One's
/// own requests are shown as such and cannot be approved (the hub refuses them too). GUI thread.
class ApprovalInbox : public QDialog
{
    Q_OBJECT
public:
    ApprovalInbox(AppContext &context, ApprovalWatch &watch, const DelayFactory &delays, QWidget *parent = nullptr);
    ~ApprovalInbox() override;
    ListPage *list() const { return m_list; }
    ApprovalsModel *model() const { return m_model; }

Q_SIGNALS:
    void toastRequested(console::ToastKind kind, const QString &text);

private:
    void build();
    void fill();
    const contract::Approval *chosen() const;
    void approve();
    void rejectRequest();
    void answered(const base::Result<contract::Approval> &answer);
    void tick();
    void refresh();
    void say(ColorRole role, const QString &text);

    AppContext &m_context;
    DisplayFormat m_format;
    ApprovalWatch &m_watch;
    std::unique_ptr<Delay> m_second;
    ApprovalsModel *m_model;
    ListPage *m_list;
    QLabel *m_what;
    QLabel *m_message;
    QLineEdit *m_reason;
    QPushButton *m_approve;
    QPushButton *m_reject;
    bool m_busy = false;
};

} // namespace console
