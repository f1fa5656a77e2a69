// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrdetailpanel.h"
#include "console/qr/qrhistory.h"
#include "console/qr/qrpaymentslist.h"
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace console {

QrDetailPanel::QrDetailPanel(AppContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_format(context)
    , m_title(new QLabel(this))
    , m_close(new QToolButton(this))
    , m_state(new QLabel(this))
    , m_amount(new QLabel(this))
    , m_notice(new QLabel(this))
    , m_goTo(new QPushButton(this))
    , m_paymentsTitle(new QLabel(this))
    , m_payments(new QrPaymentsList(context))
    , m_timelineTitle(new QLabel(this))
    , m_timeline(new QLabel(this))
{
    setProperty("look", u"card"_qs);
    build();
    dress();
    retranslate();
    connect(m_close, &QToolButton::clicked, this, &QrDetailPanel::closed);
    connect(m_payments, &QrPaymentsList::resolveWanted, this, &QrDetailPanel::resolveWanted);
    connect(m_goTo, &QPushButton::clicked, this, [this] {
        if (m_row)
            Q_EMIT accountWanted(m_row->qr.cedula);
    });
    connect(&context.theme, &Theme::changed, this, &QrDetailPanel::dress);
}

void QrDetailPanel::build()
{
    m_title->setProperty("look", u"heading"_qs);
    m_amount->setProperty("look", u"figure"_qs);
    m_notice->setProperty("look", u"muted"_qs);
    m_goTo->setProperty("look", u"flat"_qs);
    for (QLabel *label : {m_state, m_notice, m_timeline}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_timeline->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_paymentsTitle->setProperty("look", u"heading"_qs);
    m_timelineTitle->setProperty("look", u"heading"_qs);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 12, 12, 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_close);
    auto *content = new QWidget;
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(16, 4, 12, 12);
    inner->setSpacing(8);
    inner->addWidget(m_state);
    inner->addWidget(m_amount);
    inner->addWidget(m_notice);
    inner->addWidget(buildLines());
    inner->addWidget(m_goTo, 0, Qt::AlignLeft);
    inner->addWidget(m_paymentsTitle);
    inner->addWidget(m_payments);
    inner->addWidget(m_timelineTitle);
    inner->addWidget(m_timeline);
    inner->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 4);
    column->addLayout(head);
    column->addWidget(scroll, 1);
    setMinimumWidth(270);
}

QWidget *QrDetailPanel::buildLines()
{
    auto *holder = new QWidget;
    auto *lines = new QFormLayout(holder);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setHorizontalSpacing(12);
    lines->setVerticalSpacing(6);
    for (size_t i = 0; i < LineCount; ++i) {
        m_names[i] = new QLabel(holder);
        m_names[i]->setProperty("look", u"muted"_qs);
        m_values[i] = new QLabel(holder);
        m_values[i]->setWordWrap(true);
        m_values[i]->setTextFormat(Qt::PlainText);
        m_values[i]->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        lines->addRow(m_names[i], m_values[i]);
    }
    return holder;
}

void QrDetailPanel::fillWith(const QrRow &row)
{
    if (m_row && m_row->id() != row.id()) {
        m_detail.reset();
        m_failure.clear();
    }
    m_row = row;
    fill();
}

void QrDetailPanel::fillWith(const contract::QrDetail &detail)
{
    if (!m_row || m_row->qr.number != detail.qr.number)
        return;
    m_detail = detail;
    m_failure.clear();
    fill();
}

void QrDetailPanel::setFailed(const QString &sentence)
{
    m_failure = sentence;
    fill();
}

void QrDetailPanel::setMayResolve(bool may)
{
    m_payments->setMayResolve(may);
}

void QrDetailPanel::tick()
{
    if (isVisible())
        fillState();
}

void QrDetailPanel::fillState()
{
    if (!m_row)
        return;
    const auto left = timeLeft(m_row->qr, m_context.clock.utcNow());
    QString state = QrWords::stateWithSign(m_row->shown);
    if (m_row->isUnverified)
        state = tr("%1, not verified: the bank cannot be asked").arg(state);
    if (left)
        state += u" · "_qs + QrWords::duration(*left);
    const Tone tone = left && *left <= qrLastMinute ? Tone::Warn : QrWords::tone(m_row->shown);
    const ColorRole role = tone == Tone::Good   ? ColorRole::Success
                           : tone == Tone::Warn ? ColorRole::Warning
                           : tone == Tone::Bad  ? ColorRole::Error
                                                : ColorRole::Text;
    m_state->setText(state);
    m_state->setStyleSheet(u"color: %1; font-weight: 600;"_qs.arg(m_context.theme.color(role).name()));
}

QString QrDetailPanel::dueText() const
{
    return m_format.moment(m_row->qr.dueDate);
}

void QrDetailPanel::fill()
{
    if (!m_row)
        return;
    const contract::Qr &qr = m_row->qr;
    fillState();
    m_amount->setText(qr.amount.isZero() ? tr("Open amount") : m_format.money(qr.amount));
    QStringList notices;
    if (qr.paid.isPositive() && qr.paid != qr.amount)
        notices << tr("Paid so far: %1").arg(m_format.money(qr.paid));
    if (qr.isUncertain)
        notices << tr("The bank's answer was lost. Verify it before you make another.");
    if (qr.provider == u"local")
        notices << tr("Internal QR: the banks' apps do not read it.");
    m_notice->setText(notices.join(u'\n'));
    m_notice->setVisible(!notices.isEmpty());
    const QString dash = u"—"_qs;
    const auto orDash = [&dash](const QString &text) { return text.isEmpty() ? dash : text; };
    const std::array<QString, LineCount> values{
        qr.holderName.isEmpty() ? orDash(qr.cedula) : qr.holderName + u'\n' + qr.cedula,
        orDash(qr.description),
        dueText(),
        qr.isSingleUse ? tr("one payment") : tr("%Ln payment(s) so far", nullptr, static_cast<int>(qr.payments)),
        orDash(qr.qrId),
        orDash(qr.transactionId),
        m_format.moment(qr.createdAt) + (qr.createdBy.isEmpty() ? QString() : u" · "_qs + qr.createdBy),
        orDash(qr.provider),
    };
    for (size_t i = 0; i < LineCount; ++i)
        m_values[i]->setText(values[i]);
    m_goTo->setVisible(!qr.cedula.isEmpty());
    m_payments->fillWith(m_detail ? m_detail->payments : std::vector<contract::QrPayment>());
    m_paymentsTitle->setVisible(m_detail && !m_detail->payments.empty());
    m_timeline->setText(m_detail ? QrHistory::timeline(*m_detail, m_format).join(u'\n')
                                 : (m_failure.isEmpty() ? tr("Reading…") : m_failure));
}

void QrDetailPanel::retranslate()
{
    const std::array<QString, LineCount> names{tr("Account"), tr("Description"), tr("Expires"), tr("Good for"),
                                               tr("Number"),  tr("Reference"),   tr("Created"), tr("Made by")};
    for (size_t i = 0; i < LineCount; ++i)
        m_names[i]->setText(names[i]);
    m_title->setText(tr("QR payment"));
    m_close->setToolTip(tr("Close (Esc)"));
    m_close->setAccessibleName(tr("Close"));
    m_goTo->setText(tr("Go to the account"));
    m_paymentsTitle->setText(tr("Payments"));
    m_timelineTitle->setText(tr("History"));
    m_timeline->setAccessibleName(tr("History"));
    fill();
}

void QrDetailPanel::dress()
{
    m_close->setIcon(m_context.theme.icon(u"close"_qs));
    m_goTo->setIcon(m_context.theme.icon(u"balances"_qs, ColorRole::Accent));
    fill();
}

void QrDetailPanel::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace console
