// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/counteractions.h"
#include "client/whendone.h"
#include "console/approvals/approvalwords.h"
#include "console/approvals/pindialog.h"
#include "console/shell/errortext.h"
#include "console/till/tilltext.h"
#include "console/transactions/reversedialog.h"
#include <QAction>
#include <QActionGroup>

namespace console {

CounterActions::CounterActions(AppContext &context, DelayFactory delays, QWidget *over)
    : QObject(over)
    , m_context(context)
    , m_over(over)
    , m_delays(std::move(delays))
    , m_watch(context.hub)
    , m_approvals(context.hub)
    , m_receipts(new ReceiptFlow(context, over))
{
    makeActions();
    connect(m_receipts, &ReceiptFlow::told, this, &CounterActions::toastRequested);
    connect(&m_watch, &TillWatch::changed, this, &CounterActions::changed);
    connect(&context.hub, &client::HubClient::resyncNeeded, this, [this] { read(); });
    connect(&m_approvals, &ApprovalWatch::reset, this, &CounterActions::showWaiting);
    connect(&m_approvals, &ApprovalWatch::changed, this, &CounterActions::showWaiting);
    connect(&m_approvals, &ApprovalWatch::changed, this, &CounterActions::settled);
}

void CounterActions::read()
{
    m_watch.read();
    m_approvals.read();
}

void CounterActions::makeActions()
{
    const auto make = [this](const QKeySequence &shortcut, const std::function<void()> &run) {
        auto *action = new QAction(this);
        action->setShortcut(shortcut);
        connect(action, &QAction::triggered, this, run);
        m_over->addAction(action);
        return action;
    };
    m_till = make(Qt::Key_F8, [this] { openTill(); });
    m_print = make(Qt::CTRL | Qt::Key_P, [this] {
        if (m_chosen)
            m_receipts->print(*m_chosen);
    });
    m_savePdf = make({}, [this] {
        if (m_chosen)
            m_receipts->savePdf(*m_chosen);
    });
    m_openInbox = make(Qt::CTRL | Qt::SHIFT | Qt::Key_A, [this] { openInbox(); });
    m_reverse = make({}, [this] { reverse(); });
    m_pin = make({}, [this] {
        auto *dialog = new PinDialog(m_context, m_over);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this,
                [this] { Q_EMIT toastRequested(ToastKind::Done, tr("The PIN is set")); });
        dialog->open();
    });
    m_onApply = make({}, [this] { m_receipts->setPrintsOnApply(m_onApply->isChecked()); });
    m_onApply->setCheckable(true);
    auto *papers = new QActionGroup(this);
    m_a6 = make({}, [this] { m_receipts->setPaper(ReceiptPaper::A6); });
    m_roll = make({}, [this] { m_receipts->setPaper(ReceiptPaper::Roll80); });
    for (QAction *paper : {m_a6, m_roll}) {
        paper->setCheckable(true);
        papers->addAction(paper);
    }
    for (QAction *action : {m_savePdf, m_reverse, m_pin, m_onApply, m_a6, m_roll})
        action->setPriority(QAction::LowPriority); // in the menu, not in the toolbar
    choose({});
}

QList<QAction *> CounterActions::all() const
{
    return {m_till, m_openInbox, m_print, m_savePdf, m_reverse, m_pin, m_onApply, m_a6, m_roll};
}

void CounterActions::choose(const std::optional<contract::Transaction> &transaction)
{
    m_chosen = transaction;
    const bool printable = transaction && transaction->id > 0;
    m_print->setEnabled(printable);
    m_savePdf->setEnabled(printable);
    const auto user = m_context.hub.user();
    m_reverse->setEnabled(printable && user && user->mayPost() &&
                          transaction->state == contract::TransactionState::Applied);
}

void CounterActions::openTill()
{
    if (m_dialog)
        return m_dialog->raise();
    m_dialog = new TillDialog(m_context, m_watch, m_over);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &TillDialog::approvalWanted, this, &CounterActions::awaitTill);
    connect(m_dialog, &TillDialog::cashMoved, this, &CounterActions::changed);
    connect(m_dialog, &TillDialog::tillOpened, this, [this](const contract::TillSession &session) {
        Q_EMIT toastRequested(ToastKind::Done, tr("%1 is open").arg(session.tillName));
    });
    connect(m_dialog, &TillDialog::tillClosed, this, [this](const contract::TillClosing &closing) {
        Q_EMIT toastRequested(ToastKind::Done,
                              tr("%1 is closed, Z No. %2").arg(closing.session.tillName).arg(closing.number));
    });
    connect(m_dialog, &QDialog::finished, this, [this](int result) {
        const auto then = std::exchange(m_whenOpen, {});
        if (result == QDialog::Accepted && then)
            then();
    });
    m_dialog->open();
}

// --- approvals -------------------------------------------------------------------------------------------------------

void CounterActions::await(const contract::Approval &approval)
{
    m_approvals.take(approval);
    if (approval.state != contract::ApprovalState::Pending)
        return; // a replay of what was decided meanwhile
    Q_EMIT toastRequested(ToastKind::Warning, tr("It waits for a second person's approval"));
    if (m_wait)
        m_wait->close();
    QWidget *over = m_dialog ? static_cast<QWidget *>(m_dialog) : m_over;
    m_wait = new ApprovalWait(m_context, m_approvals, m_delays(), approval, over);
    m_wait->setAttribute(Qt::WA_DeleteOnClose);
    m_wait->open();
}

void CounterActions::awaitTill(qint64 id)
{
    m_tillApproval = id;
    client::whenDone(m_context.hub.approvals().approval(id), this,
                     [this](const base::Result<contract::Approval> &answer) {
                         if (answer)
                             await(*answer);
                         else
                             Q_EMIT toastRequested(ToastKind::Error, errorText(answer.error()));
                     });
}

/// Own requests are told of; what the till waits for goes on.
void CounterActions::settled(const contract::Approval &approval)
{
    if (approval.state == contract::ApprovalState::Pending || !m_approvals.isOwn(approval))
        return;
    const DisplayFormat format(m_context);
    const QString text = ApprovalWords::state(approval.state) + u" · "_qs + ApprovalWords::sentence(approval, format);
    const bool approved = approval.state == contract::ApprovalState::Approved;
    Q_EMIT toastRequested(approved ? ToastKind::Done : ToastKind::Warning,
                          approval.folio.isEmpty() ? text : text + u" · "_qs + tr("folio %1").arg(approval.folio));
    if (approved && approval.transaction)
        applied(*approval.transaction);
    if (approval.id == m_tillApproval && approved && m_dialog)
        m_dialog->approvalGiven();
    if (approval.id == m_tillApproval)
        m_tillApproval = 0;
    m_watch.read();
    Q_EMIT changed();
}

void CounterActions::showWaiting()
{
    const int waiting = m_approvals.waitingForMe();
    m_openInbox->setText(waiting > 0 ? tr("Approvals (%1)").arg(waiting) : tr("Approvals"));
    m_openInbox->setIcon(m_context.theme.icon(u"check-circle"_qs, waiting > 0 ? ColorRole::Warning : ColorRole::Text));
}

void CounterActions::openInbox()
{
    if (m_inbox)
        return m_inbox->raise();
    m_inbox = new ApprovalInbox(m_context, m_approvals, m_delays, m_over);
    m_inbox->setAttribute(Qt::WA_DeleteOnClose);
    m_inbox->show(); // beside the work, not in its way
}

void CounterActions::reverse()
{
    if (!m_chosen)
        return;
    auto *dialog = new ReverseDialog(m_context, *m_chosen, m_over);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ReverseDialog::answered, this, [this](const client::Posted &posted) {
        if (posted.awaiting)
            return await(*posted.awaiting);
        Q_EMIT toastRequested(ToastKind::Done, tr("Reversed with folio %1").arg(posted.transaction.folio));
        Q_EMIT changed();
    });
    dialog->open();
}

bool CounterActions::readyOr(const std::function<void()> &then)
{
    if (!m_watch.isKnown() || m_watch.session()) // the hub refuses by itself what this window does not know
        return true;
    m_whenOpen = then;
    openTill();
    return false;
}

void CounterActions::applied(const contract::Transaction &transaction)
{
    m_receipts->applied(transaction);
}

QString CounterActions::tillText() const
{
    if (!m_watch.isKnown())
        return {};
    const auto &session = m_watch.session();
    if (!session)
        return tr("no till open (F8)");
    return session->tillName + u' ' + TillText::state(session->state).toLower();
}

void CounterActions::showPermissions()
{
    const auto user = m_context.hub.user();
    m_till->setEnabled(user && user->mayPost());
    m_openInbox->setEnabled(user && user->mayPost());
    m_pin->setEnabled(user && user->mayApprove());
    m_onApply->setChecked(m_receipts->printsOnApply());
    (m_receipts->paper() == ReceiptPaper::A6 ? m_a6 : m_roll)->setChecked(true);
}

void CounterActions::retranslate()
{
    m_till->setText(tr("Till"));
    m_print->setText(tr("Receipt"));
    m_savePdf->setText(tr("Receipt as PDF…"));
    m_reverse->setText(tr("Reverse…"));
    m_pin->setText(tr("My PIN…"));
    showWaiting();
    m_onApply->setText(tr("Print a receipt with each operation"));
    m_a6->setText(tr("Receipts on A6"));
    m_roll->setText(tr("Receipts on an 80 mm roll"));
}

void CounterActions::dress()
{
    m_till->setIcon(m_context.theme.icon(u"money"_qs));
    m_print->setIcon(m_context.theme.icon(u"receipt"_qs));
    showWaiting();
    m_savePdf->setIcon(m_context.theme.icon(u"export"_qs));
}

} // namespace console
