// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/transactiondetail.h"
#include "console/receipts/receiptpreview.h"
#include "console/transactions/amountwords.h"
#include "console/transactions/bankwords.h"
#include "console/transactions/deliverytrace.h"
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace console {

TransactionDetail::TransactionDetail(AppContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_format(context)
    , m_title(new QLabel(this))
    , m_kind(new QLabel(this))
    , m_amount(new QLabel(this))
    , m_words(new QLabel(this))
    , m_close(new QToolButton(this))
    , m_goTo(new QPushButton(this))
    , m_trace(new DeliveryTrace(context, this))
    , m_receipt(new ReceiptPreview(this))
{
    setProperty("look", u"card"_qs);
    build();
    dress();
    retranslate();
    connect(m_close, &QToolButton::clicked, this, &TransactionDetail::closed);
    connect(m_goTo, &QPushButton::clicked, this, [this] {
        if (m_transaction)
            Q_EMIT accountWanted(m_transaction->cedula);
    });
    connect(&context.theme, &Theme::changed, this, &TransactionDetail::dress);
}

void TransactionDetail::build()
{
    m_title->setProperty("look", u"heading"_qs);
    m_amount->setProperty("look", u"figure"_qs);
    m_words->setProperty("look", u"muted"_qs);
    m_words->setWordWrap(true);
    m_goTo->setProperty("look", u"flat"_qs);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_close);
    auto *lines = new QFormLayout;
    lines->setHorizontalSpacing(16);
    lines->setVerticalSpacing(8);
    lines->setRowWrapPolicy(QFormLayout::DontWrapRows);
    for (size_t i = 0; i < LineCount; ++i) {
        m_names[i] = new QLabel(this);
        m_names[i]->setProperty("look", u"muted"_qs);
        m_values[i] = new QLabel(this);
        m_values[i]->setWordWrap(true);
        m_values[i]->setTextFormat(Qt::PlainText);
        m_values[i]->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        lines->addRow(m_names[i], m_values[i]);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 12, 16);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_kind);
    column->addWidget(m_amount);
    column->addWidget(m_words);
    column->addSpacing(8);
    column->addLayout(lines);
    column->addWidget(m_goTo, 0, Qt::AlignLeft);
    column->addWidget(m_receipt);
    column->addWidget(m_trace, 1);
    setMinimumWidth(280);
}

void TransactionDetail::fillWith(const contract::Transaction &transaction)
{
    m_transaction = transaction;
    m_trace->show(transaction.id);
    fill();
}

QString TransactionDetail::reversalOf(const contract::Transaction &transaction)
{
    if (!transaction.reverses.isEmpty())
        return tr("takes back folio %1").arg(transaction.reverses);
    if (!transaction.reversedBy.isEmpty())
        return tr("taken back by folio %1").arg(transaction.reversedBy);
    return u"—"_qs;
}

void TransactionDetail::fill()
{
    if (!m_transaction)
        return;
    const contract::Transaction &t = *m_transaction;
    m_title->setText(tr("Movement %1").arg(t.folio));
    m_kind->setText(BankWords::kindWithSign(t.kind));
    const bool deposit = t.kind == contract::TransactionKind::Deposit;
    m_kind->setProperty("look", deposit ? u"deposit"_qs : u"withdrawal"_qs);
    m_kind->setStyleSheet(u"color: %1; font-weight: 600;"_qs.arg(
        m_context.theme.color(deposit ? ColorRole::Deposit : ColorRole::Withdrawal).name()));
    m_amount->setText(m_format.money(t.amount));
    m_words->setText(m_format.isDiscreet() ? QString() : amountInWords(t.amount, m_context.locale().language()));
    const QString dash = u"—"_qs;
    const std::array<QString, LineCount> values{
        t.holderName.isEmpty() ? dash : t.holderName,
        m_format.cedula(t.cedula),
        m_format.money(t.balanceBefore),
        m_format.money(t.balanceAfter),
        DisplayFormat::fullTime(t.at).replace(u'T', u' '), // may break there
        BankWords::channel(t.channel),
        t.user.isEmpty() ? dash : t.user,
        BankWords::state(t.state),
        t.approvers.isEmpty() ? dash : t.approvers.join(u", "_qs),
        reversalOf(t),
        t.reason.isEmpty() ? dash : t.reason,
        t.description.isEmpty() ? dash : t.description,
        tr("No. %1 · event %2").arg(t.id).arg(t.seq),
    };
    for (size_t i = 0; i < LineCount; ++i)
        m_values[i]->setText(values[i]);
    for (const Line line : {Signed, Reversal, Reason}) { // most movements have none
        m_names[line]->setVisible(values[line] != dash);
        m_values[line]->setVisible(values[line] != dash);
    }
    m_receipt->setReceipt(ReceiptLayout::preview(t, m_context.hub.hub().name), m_paper, m_context.locale());
}

void TransactionDetail::setPaper(ReceiptPaper paper)
{
    m_paper = paper;
    fill();
}

void TransactionDetail::retranslate()
{
    const std::array<QString, LineCount> names{
        tr("Name"),    tr("Cédula"),  tr("Balance before"), tr("New balance"), tr("Time"),
        tr("Channel"), tr("User"),    tr("State"),          tr("Approved by"), tr("Reversal"),
        tr("Reason"),  tr("Concept"), tr("Posting")};
    for (size_t i = 0; i < LineCount; ++i)
        m_names[i]->setText(names[i]);
    m_close->setToolTip(tr("Close (Esc)"));
    m_close->setAccessibleName(tr("Close"));
    m_goTo->setText(tr("Go to the account"));
    m_receipt->setAccessibleName(tr("Receipt"));
    fill();
}

void TransactionDetail::dress()
{
    m_close->setIcon(m_context.theme.icon(u"close"_qs));
    m_goTo->setIcon(m_context.theme.icon(u"balances"_qs, ColorRole::Accent));
    fill();
}

void TransactionDetail::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace console
