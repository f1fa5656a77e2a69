// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrpaymentslist.h"
#include "console/qr/qrhistory.h"
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace console {

QrPaymentsList::QrPaymentsList(AppContext &context, QWidget *parent)
    : QWidget(parent)
    , m_format(context)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
}

void QrPaymentsList::fillWith(const std::vector<contract::QrPayment> &payments)
{
    m_payments = payments;
    fill();
}

void QrPaymentsList::setMayResolve(bool may)
{
    m_mayResolve = may;
    fill();
}

void QrPaymentsList::fill()
{
    while (QLayoutItem *item = m_column->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // one of its buttons may be what was pressed
        }
        delete item;
    }
    for (const contract::QrPayment &payment : m_payments)
        add(payment);
    setVisible(!m_payments.empty());
}

void QrPaymentsList::add(const contract::QrPayment &payment)
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *text = new QLabel(QrHistory::payment(payment, m_format), box);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(text);
    m_column->addWidget(box);
    if (payment.outcome != contract::QrOutcome::Suspense)
        return;
    if (!m_mayResolve) {
        auto *who = new QLabel(tr("A supervisor decides about this money."), box);
        who->setProperty("look", u"muted"_qs);
        who->setWordWrap(true);
        column->addWidget(who);
        return;
    }
    const auto addButton = [this, box, column, &payment](const QString &name, const QString &label, bool isReturned) {
        auto *button = new QPushButton(label, box);
        button->setObjectName(name + QString::number(payment.number));
        connect(button, &QPushButton::clicked, this,
                [this, payment, isReturned] { Q_EMIT resolveWanted(payment, isReturned); });
        column->addWidget(button);
    };
    if (!payment.cedula.isEmpty()) // money of an unknown QR has no account to go to
        addButton(u"postButton"_qs, tr("Post to the account…"), false);
    addButton(u"returnButton"_qs, tr("Return to the payer…"), true);
}

} // namespace console
