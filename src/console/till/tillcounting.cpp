// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/till/tillcounting.h"
#include "client/whendone.h"
#include "console/shell/errortext.h"
#include "console/till/tilltext.h"
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace console {

TillCounting::TillCounting(AppContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_format(context)
    , m_grid(new CountGrid(m_format, this))
    , m_saved(new QLabel(this))
    , m_submit(new QPushButton(tr("Counted"), this))
    , m_result(new QWidget(this))
    , m_figures(new QLabel(m_result))
    , m_reasonName(new QLabel(tr("&Reason"), m_result))
    , m_reason(new QLineEdit(m_result))
    , m_destination(new QComboBox(m_result))
    , m_close(new QPushButton(tr("Close the till (Z)"), m_result))
    , m_to(new QLineEdit(m_result))
    , m_handOver(new QPushButton(tr("Hand over"), m_result))
    , m_message(new QLabel(this))
{
    m_destination->addItem(tr("Cash goes to the vault"), int(contract::TillDestination::Vault));
    m_destination->addItem(tr("Cash stays in the drawer"), int(contract::TillDestination::Carry));
    build();
    connectParts();
}

void TillCounting::build()
{
    m_submit->setObjectName(u"countedButton"_qs);
    m_submit->setProperty("look", u"primary"_qs);
    m_saved->setObjectName(u"countSaved"_qs);
    m_saved->setProperty("look", u"muted"_qs);
    m_figures->setObjectName(u"countFigures"_qs);
    m_figures->setTextFormat(Qt::RichText);
    m_reason->setObjectName(u"closeReasonField"_qs);
    m_reason->setMaxLength(140);
    m_reasonName->setBuddy(m_reason);
    m_destination->setObjectName(u"closeDestination"_qs);
    m_destination->setAccessibleName(tr("What becomes of the cash"));
    m_close->setObjectName(u"closeTillButton"_qs);
    m_close->setProperty("look", u"primary"_qs);
    m_to->setObjectName(u"handOverField"_qs);
    m_to->setPlaceholderText(tr("User who takes it over"));
    m_to->setAccessibleName(tr("User who takes it over"));
    m_handOver->setObjectName(u"handOverButton"_qs);
    m_message->setObjectName(u"countMessage"_qs);
    m_message->setWordWrap(true);

    auto *submitLine = new QHBoxLayout;
    submitLine->addWidget(m_saved, 1);
    submitLine->addWidget(m_submit);
    auto *closeLine = new QHBoxLayout;
    closeLine->addWidget(m_destination, 1);
    closeLine->addWidget(m_close);
    auto *handLine = new QHBoxLayout;
    handLine->addWidget(m_to, 1);
    handLine->addWidget(m_handOver);
    auto *form = new QFormLayout(m_result);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(10);
    form->addRow(m_figures);
    form->addRow(m_reasonName, m_reason);
    form->addRow(closeLine);
    form->addRow(handLine);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addWidget(m_grid);
    column->addLayout(submitLine);
    column->addWidget(m_result);
    column->addWidget(m_message);
    column->addStretch(1);
    m_result->hide();
}

void TillCounting::connectParts()
{
    connect(m_grid, &CountGrid::edited, this, &TillCounting::edited);
    connect(m_grid, &CountGrid::finished, this, [this] { m_submit->setFocus(Qt::TabFocusReason); });
    connect(m_submit, &QPushButton::clicked, this, &TillCounting::submit);
    connect(m_reason, &QLineEdit::textChanged, this, &TillCounting::refresh);
    connect(m_to, &QLineEdit::textChanged, this, &TillCounting::refresh);
    connect(m_close, &QPushButton::clicked, this, [this] { finish(Way::Close); });
    connect(m_handOver, &QPushButton::clicked, this, [this] { finish(Way::HandOver); });
}

void TillCounting::start(const contract::TillSession &session,
                         const std::vector<contract::Denominations> &denominations)
{
    const bool another = m_session.id != session.id;
    m_session = session;
    if (!another && !m_unsent.empty())
        return refresh(); // somebody is counting
    if (another) {
        m_unsent.clear();
        m_sending = false;
        m_reason->clear();
        m_to->clear();
        m_grid->setDenominations(denominations);
        m_key = client::IdempotencyKey::random();
    }
    refresh();
    client::whenDone(m_context.hub.tills().tillCount(session.id), this,
                     [this](const base::Result<contract::TillCount> &answer) {
                         if (answer && m_unsent.empty() && answer->session == m_session.id)
                             m_grid->setLines(answer->lines);
                         else if (!answer)
                             say(ColorRole::Warning, errorText(answer.error()));
                     });
}

// --- counting --------------------------------------------------------------------------------------------------------

void TillCounting::edited(const contract::CashLine &line)
{
    m_session.state = contract::TillState::Open; // what was submitted no longer counts
    m_unsent.push_back(line);
    refresh();
    sendNext();
}

void TillCounting::sendNext()
{
    if (m_sending || m_unsent.empty())
        return;
    m_sending = true;
    client::whenDone(m_context.hub.tills().countCash(m_session.id, m_unsent.front()), this,
                     [this](const base::Result<contract::TillCount> &answer) {
                         m_sending = false;
                         if (!answer) { // it stays first in line; the next keystroke or [Counted] sends it again
                             m_submitWhenSaved = false;
                             refresh();
                             return say(ColorRole::Error, tr("Not saved: %1").arg(errorText(answer.error())));
                         }
                         if (!m_unsent.empty())
                             m_unsent.pop_front();
                         say(ColorRole::TextMuted, {});
                         refresh();
                         if (m_unsent.empty() && std::exchange(m_submitWhenSaved, false))
                             return submit();
                         sendNext();
                     });
}

void TillCounting::submit()
{
    if (!m_unsent.empty()) {
        m_submitWhenSaved = true;
        return sendNext();
    }
    m_busy = true;
    refresh();
    client::whenDone(m_context.hub.tills().submitCount(m_session.id), this,
                     [this](const base::Result<contract::TillSession> &answer) { submitted(answer); });
}

void TillCounting::submitted(const base::Result<contract::TillSession> &answer)
{
    m_busy = false;
    if (!answer) {
        refresh();
        return say(ColorRole::Error, errorText(answer.error()));
    }
    m_session = *answer;
    m_key = client::IdempotencyKey::random();
    refresh();
    (differs() ? static_cast<QWidget *>(m_reason) : m_close)->setFocus(Qt::OtherFocusReason);
    Q_EMIT counted(m_session);
}

bool TillCounting::differs() const
{
    return std::any_of(m_session.cash.begin(), m_session.cash.end(), [](const contract::TillCash &cash) {
        return cash.difference && (cash.difference->isPositive() || cash.difference->isNegative());
    });
}

// --- closing ---------------------------------------------------------------------------------------------------------

void TillCounting::finish(Way way)
{
    if (m_busy)
        return;
    if (way != m_way)
        m_key = client::IdempotencyKey::random();
    m_way = way;
    goOn();
}

void TillCounting::goOn()
{
    m_busy = true;
    refresh();
    const auto answered = [this](const base::Result<client::OrApproval<contract::TillClosing>> &answer) {
        finished(answer);
    };
    const QString reason = m_reason->text().trimmed();
    client::TillCalls &tills = m_context.hub.tills();
    if (m_way == Way::Close)
        client::whenDone(
            tills.closeTill(m_session.id,
                            {reason, static_cast<contract::TillDestination>(m_destination->currentData().toInt())},
                            m_key),
            this, answered);
    else
        client::whenDone(tills.handOver(m_session.id, {m_to->text().trimmed(), reason}, m_key), this, answered);
}

void TillCounting::finished(const base::Result<client::OrApproval<contract::TillClosing>> &answer)
{
    m_busy = false;
    refresh();
    if (!answer) {
        if (answer.error().code() != base::ErrorCode::Timeout)
            m_key = client::IdempotencyKey::random();
        return say(ColorRole::Error, errorText(answer.error()));
    }
    if (answer->done)
        return Q_EMIT closed(*answer->done);
    if (answer->waits) {
        say(ColorRole::Warning, tr("The difference needs a supervisor's approval."));
        Q_EMIT waits(*answer->waits);
    }
}

void TillCounting::refresh()
{
    const bool shown = m_session.state == contract::TillState::Counted && m_unsent.empty();
    m_result->setVisible(shown);
    m_submit->setEnabled(!m_busy);
    m_saved->setText(m_unsent.empty() ? tr("✔ Every keystroke is saved") : tr("Saving…"));
    if (!shown)
        return;
    QString text = u"<table cellspacing=\"0\" cellpadding=\"3\">"_qs;
    for (const contract::TillCash &cash : m_session.cash) {
        if (!cash.counted || !cash.expected || !cash.difference)
            continue;
        text += u"<tr><td>%1</td><td align=\"right\"><b>%2</b></td><td>&nbsp;&nbsp;%3</td><td "
                "align=\"right\"><b>%4</b></td><td>&nbsp;&nbsp;%5</td></tr>"_qs.arg(
                    tr("Counted"), m_format.money(*cash.counted), tr("Expected"), m_format.money(*cash.expected),
                    TillText::difference(*cash.difference, m_format));
    }
    m_figures->setText(text + u"</table>"_qs);
    const bool reasonMissing = differs() && m_reason->text().trimmed().isEmpty();
    m_reason->setVisible(differs());
    m_reasonName->setVisible(differs());
    m_close->setEnabled(!m_busy && !reasonMissing);
    m_handOver->setEnabled(!m_busy && !reasonMissing && !m_to->text().trimmed().isEmpty());
}

void TillCounting::say(ColorRole role, const QString &text)
{
    QPalette palette = m_message->palette();
    palette.setColor(QPalette::WindowText, m_context.theme.color(role));
    m_message->setPalette(palette);
    m_message->setText(text);
}

} // namespace console
