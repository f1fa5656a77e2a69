// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/till/tilldialog.h"
#include "client/whendone.h"
#include "console/receipts/paperout.h"
#include "console/shell/errortext.h"
#include "console/till/tillcounting.h"
#include "console/till/tillmovement.h"
#include "console/till/tillopening.h"
#include "console/till/tilltext.h"
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTextBrowser>

namespace console {

TillDialog::TillDialog(AppContext &context, TillWatch &watch, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_format(context)
    , m_watch(watch)
    , m_title(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_opening(new TillOpening(context, this))
    , m_tabs(new QTabWidget(this))
    , m_movement(new TillMovement(context, this))
    , m_report(new QTextBrowser(this))
    , m_counting(new TillCounting(context, this))
    , m_done(new QWidget(this))
    , m_closingText(new QTextBrowser(this))
    , m_savePdf(new QPushButton(tr("Save as PDF…"), this))
    , m_print(new QPushButton(tr("Print…"), this))
{
    setWindowTitle(tr("Till"));
    setObjectName(u"tillDialog"_qs);
    build();
    connectParts();
    showSession();
    watch.read();
}

void TillDialog::build()
{
    m_title->setProperty("look", u"heading"_qs);
    m_title->setObjectName(u"tillTitle"_qs);
    m_tabs->addTab(m_movement, tr("&Movements"));
    m_tabs->addTab(m_report, tr("&X report"));
    m_tabs->addTab(m_counting, tr("&Count and close"));
    m_tabs->setObjectName(u"tillTabs"_qs);
    m_report->setObjectName(u"xReport"_qs);
    m_report->setAccessibleName(tr("X report"));
    m_closingText->setObjectName(u"zReport"_qs);
    m_closingText->setAccessibleName(tr("Z close"));
    auto *papers = new QHBoxLayout;
    papers->addStretch(1);
    papers->addWidget(m_savePdf);
    papers->addWidget(m_print);
    auto *done = new QVBoxLayout(m_done);
    done->setContentsMargins(0, 0, 0, 0);
    done->addWidget(m_closingText, 1);
    done->addLayout(papers);
    for (QWidget *page : std::initializer_list<QWidget *>{m_opening, m_tabs, m_done})
        m_stack->addWidget(page);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *close = buttons->addButton(tr("Leave"), QDialogButtonBox::RejectRole);
    close->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &TillDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_stack, 1);
    column->addWidget(buttons);
    for (QPushButton *button : findChildren<QPushButton *>())
        button->setAutoDefault(false); // Enter belongs to the fields
    resize(640, 660);
}

void TillDialog::connectParts()
{
    connect(&m_watch, &TillWatch::changed, this, &TillDialog::showSession);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        if (m_tabs->currentWidget() == m_report)
            showReport();
    });
    connect(m_opening, &TillOpening::opened, this, [this](const contract::TillSession &session) {
        m_watch.read();
        Q_EMIT tillOpened(session);
        accept(); // the teller goes on with the customer
    });
    const auto waits = [this](const client::AwaitsApproval &approval) {
        Q_EMIT approvalWanted(approval.approval, approval.hash);
    };
    connect(m_opening, &TillOpening::waits, this, waits);
    connect(m_counting, &TillCounting::waits, this, waits);
    connect(m_movement, &TillMovement::moved, this, [this] {
        m_watch.read();
        Q_EMIT cashMoved();
    });
    connect(m_counting, &TillCounting::counted, this, [this] { m_watch.read(); });
    connect(m_counting, &TillCounting::closed, this, &TillDialog::showClosing);
    connect(m_savePdf, &QPushButton::clicked, this, &TillDialog::saveClosing);
    connect(m_print, &QPushButton::clicked, this, &TillDialog::printClosing);
}

void TillDialog::showSession()
{
    if (m_closing)
        return; // the Z stays until the dialog is left
    const auto &session = m_watch.session();
    m_title->setText(session ? tr("%1 · %2 · %3").arg(session->tillName, session->user, TillText::state(session->state))
                             : tr("No till is open"));
    m_stack->setCurrentWidget(session ? static_cast<QWidget *>(m_tabs) : m_opening);
    const qint64 id = session ? session->id : 0;
    if (!session && m_watch.isKnown() && (m_shown != 0 || !m_openingStarted)) {
        m_opening->start(m_watch.denominations());
        m_openingStarted = true;
    } else if (session) {
        m_openingStarted = false;
        m_movement->start(*session);
        m_counting->start(*session, m_watch.denominations());
        if (m_shown != id && session->state == contract::TillState::Counted)
            m_tabs->setCurrentWidget(m_counting);
    }
    m_shown = id;
}

void TillDialog::showReport()
{
    if (!m_watch.session())
        return;
    client::whenDone(m_context.hub.tills().tillReport(m_watch.session()->id), this,
                     [this](const base::Result<contract::TillReport> &answer) {
                         m_report->setHtml(answer ? TillText::report(*answer, m_format)
                                                  : errorText(answer.error()).toHtmlEscaped());
                     });
}

void TillDialog::showClosing(const contract::TillClosing &closing)
{
    m_closing = closing;
    m_title->setText(tr("%1 is closed").arg(closing.session.tillName));
    m_closingText->setHtml(TillText::closing(closing, m_format));
    m_stack->setCurrentWidget(m_done);
    m_savePdf->setFocus(Qt::OtherFocusReason);
    m_watch.read();
    Q_EMIT tillClosed(closing);
}

void TillDialog::approvalGiven()
{
    if (m_watch.session())
        m_counting->goOn();
    else
        m_opening->goOn();
}

void TillDialog::saveClosing()
{
    if (m_closing)
        PaperOut::askPdf(TillText::closing(*m_closing, m_format), u"z-%1.pdf"_qs.arg(m_closing->number), m_context,
                         this);
}

void TillDialog::printClosing()
{
    if (m_closing)
        PaperOut::askPrinter(TillText::closing(*m_closing, m_format), this);
}

void TillDialog::reject()
{
    if (!m_counting->isSaved())
        return; // a keystroke is on its way: a moment
    QDialog::reject();
}

} // namespace console
