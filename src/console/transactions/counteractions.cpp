// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/counteractions.h"
#include "console/till/tilldialog.h"
#include "console/till/tilltext.h"
#include <QAction>
#include <QActionGroup>

namespace console {

CounterActions::CounterActions(AppContext &context, QWidget *over)
    : QObject(over)
    , m_context(context)
    , m_over(over)
    , m_watch(context.hub)
    , m_receipts(new ReceiptFlow(context, over))
{
    makeActions();
    connect(m_receipts, &ReceiptFlow::told, this, &CounterActions::toastRequested);
    connect(&m_watch, &TillWatch::changed, this, &CounterActions::changed);
    connect(&context.hub, &client::HubClient::resyncNeeded, this, [this] { m_watch.read(); });
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
    m_onApply = make({}, [this] { m_receipts->setPrintsOnApply(m_onApply->isChecked()); });
    m_onApply->setCheckable(true);
    auto *papers = new QActionGroup(this);
    m_a6 = make({}, [this] { m_receipts->setPaper(ReceiptPaper::A6); });
    m_roll = make({}, [this] { m_receipts->setPaper(ReceiptPaper::Roll80); });
    for (QAction *paper : {m_a6, m_roll}) {
        paper->setCheckable(true);
        papers->addAction(paper);
    }
    for (QAction *action : {m_savePdf, m_onApply, m_a6, m_roll})
        action->setPriority(QAction::LowPriority); // in the menu, not in the toolbar
    choose({});
}

QList<QAction *> CounterActions::all() const
{
    return {m_till, m_print, m_savePdf, m_onApply, m_a6, m_roll};
}

void CounterActions::choose(const std::optional<contract::Transaction> &transaction)
{
    m_chosen = transaction;
    const bool printable = transaction && transaction->id > 0;
    m_print->setEnabled(printable);
    m_savePdf->setEnabled(printable);
}

void CounterActions::openTill()
{
    if (m_dialog)
        return m_dialog->raise();
    m_dialog = new TillDialog(m_context, m_watch, m_over);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
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
    m_onApply->setChecked(m_receipts->printsOnApply());
    (m_receipts->paper() == ReceiptPaper::A6 ? m_a6 : m_roll)->setChecked(true);
}

void CounterActions::retranslate()
{
    m_till->setText(tr("Till"));
    m_print->setText(tr("Receipt"));
    m_savePdf->setText(tr("Receipt as PDF…"));
    m_onApply->setText(tr("Print a receipt with each operation"));
    m_a6->setText(tr("Receipts on A6"));
    m_roll->setText(tr("Receipts on an 80 mm roll"));
}

void CounterActions::dress()
{
    m_till->setIcon(m_context.theme.icon(u"money"_qs));
    m_print->setIcon(m_context.theme.icon(u"receipt"_qs));
    m_savePdf->setIcon(m_context.theme.icon(u"export"_qs));
}

} // namespace console
