// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/approvals/approvalwait.h"
#include "client/whendone.h"
#include "console/approvals/approvalwords.h"
#include "console/transactions/digitsvalidator.h"
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace console {
namespace {
constexpr int longestPin = 8;
}

ApprovalWait::ApprovalWait(AppContext &context, ApprovalWatch &watch, std::unique_ptr<Delay> second,
                           const contract::Approval &approval, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_format(context)
    , m_watch(watch)
    , m_second(std::move(second))
    , m_approval(approval)
    , m_what(new QLabel(this))
    , m_state(new QLabel(this))
    , m_user(new QLineEdit(this))
    , m_pin(new QLineEdit(this))
    , m_message(new QLabel(this))
    , m_approve(new QPushButton(tr("Approve"), this))
    , m_reject(new QPushButton(tr("Reject"), this))
    , m_withdraw(new QPushButton(tr("Take back"), this))
    , m_leave(new QPushButton(tr("Leave it pending"), this))
{
    setWindowTitle(tr("A second person is needed"));
    setObjectName(u"approvalWait"_qs);
    build();
    connect(m_user, &QLineEdit::textChanged, this, &ApprovalWait::refresh);
    connect(m_pin, &QLineEdit::textChanged, this, &ApprovalWait::refresh);
    connect(m_user, &QLineEdit::returnPressed, this, [this] { m_pin->setFocus(Qt::TabFocusReason); });
    connect(m_pin, &QLineEdit::returnPressed, this, &ApprovalWait::approve);
    connect(m_approve, &QPushButton::clicked, this, &ApprovalWait::approve);
    connect(m_reject, &QPushButton::clicked, this, &ApprovalWait::rejectRequest);
    connect(m_withdraw, &QPushButton::clicked, this, &ApprovalWait::withdraw);
    connect(m_leave, &QPushButton::clicked, this, &QDialog::reject);
    connect(&watch, &ApprovalWatch::changed, this, &ApprovalWait::take);
    refresh();
    tick();
}

void ApprovalWait::build()
{
    m_what->setProperty("look", u"heading"_qs);
    m_what->setObjectName(u"approvalWhat"_qs);
    m_state->setObjectName(u"approvalState"_qs);
    m_user->setObjectName(u"approverField"_qs);
    m_user->setMaxLength(64);
    m_pin->setObjectName(u"pinField"_qs);
    m_pin->setEchoMode(QLineEdit::Password);
    m_pin->setMaxLength(longestPin);
    m_pin->setValidator(new DigitsValidator(m_pin));
    m_message->setObjectName(u"approvalMessage"_qs);
    m_message->setWordWrap(true);
    m_message->setMinimumHeight(36);
    m_approve->setObjectName(u"approveButton"_qs);
    m_approve->setProperty("look", u"primary"_qs);
    m_reject->setObjectName(u"rejectButton"_qs);
    m_withdraw->setObjectName(u"withdrawButton"_qs);
    m_leave->setObjectName(u"leavePendingButton"_qs);
    auto *form = new QFormLayout;
    form->setVerticalSpacing(10);
    form->addRow(tr("&Supervisor"), m_user);
    form->addRow(tr("&PIN"), m_pin);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_leave);
    buttons->addWidget(m_withdraw);
    buttons->addStretch(1);
    buttons->addWidget(m_reject);
    buttons->addWidget(m_approve);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    column->addWidget(m_what);
    column->addWidget(m_state);
    column->addLayout(form);
    column->addWidget(m_message);
    column->addLayout(buttons);
    for (QPushButton *button : findChildren<QPushButton *>())
        button->setAutoDefault(false); // Enter belongs to the fields
    setMinimumWidth(480);
    m_user->setFocus();
    say(ColorRole::TextMuted, tr("Sign here with user and PIN, or approve it in another window."));
}

void ApprovalWait::tick()
{
    if (m_settled)
        return;
    refresh();
    m_second->start(std::chrono::seconds(1), [this] { tick(); });
}

void ApprovalWait::take(const contract::Approval &approval)
{
    if (approval.id != m_approval.id || m_settled)
        return;
    m_approval = approval;
    refresh();
    if (approval.state == contract::ApprovalState::Pending)
        return;
    m_settled = true;
    m_second->cancel();
    Q_EMIT settled(approval);
    accept();
}

std::optional<client::Checker> ApprovalWait::checker()
{
    client::Checker who{m_user->text().trimmed(), m_pin->text()};
    m_pin->clear(); // never longer on the screen than needed
    return who;
}

void ApprovalWait::approve()
{
    if (!m_approve->isEnabled())
        return;
    m_busy = true;
    const auto who = checker();
    refresh();
    client::whenDone(m_context.hub.approvals().approve(m_approval.id, m_approval.hash, who), this,
                     [this](const base::Result<contract::Approval> &answer) { answered(answer); });
}

void ApprovalWait::rejectRequest()
{
    m_busy = true;
    const auto who = checker();
    refresh();
    client::whenDone(m_context.hub.approvals().reject(m_approval.id, {}, who), this,
                     [this](const base::Result<contract::Approval> &answer) { answered(answer); });
}

void ApprovalWait::withdraw()
{
    m_busy = true;
    refresh();
    client::whenDone(m_context.hub.approvals().cancelApproval(m_approval.id), this,
                     [this](const base::Result<contract::Approval> &answer) { answered(answer); });
}

void ApprovalWait::answered(const base::Result<contract::Approval> &answer)
{
    m_busy = false;
    refresh();
    if (!answer) {
        m_pin->setFocus();
        return say(ColorRole::Error, ApprovalWords::refusal(answer.error()));
    }
    if (answer->state == contract::ApprovalState::Pending) {
        m_user->clear();
        m_user->setFocus();
        say(ColorRole::Success, tr("✔ Signed. One more person has to approve it."));
    }
    m_watch.take(*answer);
}

void ApprovalWait::refresh()
{
    m_what->setText(ApprovalWords::sentence(m_approval, m_format));
    QString text = ApprovalWords::state(m_approval.state);
    if (m_approval.state == contract::ApprovalState::Pending) {
        text += u" · "_qs + tr("%1 left").arg(ApprovalWords::left(m_approval, m_context.clock.utcNow()));
        if (m_approval.needed > 1)
            text += u" · "_qs + tr("%1 of %2 signatures").arg(m_approval.approvers.size()).arg(m_approval.needed);
    }
    m_state->setText(text);
    QPalette palette = m_state->palette();
    palette.setColor(QPalette::WindowText, m_context.theme.color(ApprovalWords::color(m_approval.state)));
    m_state->setPalette(palette);
    const bool isSigned = !m_user->text().trimmed().isEmpty() && m_pin->text().size() >= 4;
    m_approve->setEnabled(isSigned && !m_busy);
    m_reject->setEnabled(isSigned && !m_busy);
    m_withdraw->setEnabled(!m_busy && m_watch.isOwn(m_approval));
}

void ApprovalWait::say(ColorRole role, const QString &text)
{
    QPalette palette = m_message->palette();
    palette.setColor(QPalette::WindowText, m_context.theme.color(role));
    m_message->setPalette(palette);
    m_message->setText(text);
}

} // namespace console
