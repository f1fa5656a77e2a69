// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/till/tillmovement.h"
#include "client/whendone.h"
#include "console/shell/errortext.h"
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace console {

TillMovement::TillMovement(AppContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_format(context)
    , m_kind(new QComboBox(this))
    , m_amount(new QLineEdit(this))
    , m_currency(new QComboBox(this))
    , m_toName(new QLabel(tr("To &till"), this))
    , m_to(new QComboBox(this))
    , m_reason(new QLineEdit(this))
    , m_message(new QLabel(this))
    , m_book(new QPushButton(tr("Book"), this))
{
    m_kind->addItem(tr("Cash in, from the vault"), int(contract::CashMove::In));
    m_kind->addItem(tr("Cash out, to the vault"), int(contract::CashMove::Out));
    m_kind->addItem(tr("Transfer to another till"), int(contract::CashMove::Transfer));
    build();
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TillMovement::refresh);
    connect(m_amount, &QLineEdit::textChanged, this, &TillMovement::refresh);
    connect(m_reason, &QLineEdit::textChanged, this, &TillMovement::refresh);
    connect(m_to, &QComboBox::currentIndexChanged, this, &TillMovement::refresh);
    connect(m_amount, &QLineEdit::returnPressed, this, [this] { m_reason->setFocus(Qt::TabFocusReason); });
    connect(m_reason, &QLineEdit::returnPressed, this, &TillMovement::book);
    connect(m_book, &QPushButton::clicked, this, &TillMovement::book);
}

void TillMovement::build()
{
    m_kind->setObjectName(u"movementKind"_qs);
    m_amount->setObjectName(u"movementAmountField"_qs);
    m_amount->setAlignment(Qt::AlignRight);
    m_amount->setMaxLength(30);
    m_currency->setObjectName(u"movementCurrency"_qs);
    m_currency->setAccessibleName(tr("Currency"));
    m_to->setObjectName(u"movementTo"_qs);
    m_toName->setBuddy(m_to);
    m_reason->setObjectName(u"movementReasonField"_qs);
    m_reason->setMaxLength(140);
    m_message->setObjectName(u"movementMessage"_qs);
    m_message->setWordWrap(true);
    m_book->setObjectName(u"bookMovementButton"_qs);
    m_book->setProperty("look", u"primary"_qs);
    auto *amount = new QHBoxLayout;
    amount->addWidget(m_amount, 1);
    amount->addWidget(m_currency);
    auto *form = new QFormLayout(this);
    form->setVerticalSpacing(12);
    form->addRow(tr("&Movement"), m_kind);
    auto *amountName = new QLabel(tr("&Amount"), this);
    amountName->setBuddy(m_amount);
    form->addRow(amountName, amount);
    form->addRow(m_toName, m_to);
    form->addRow(tr("&Reason"), m_reason);
    form->addRow(m_message);
    form->addRow(m_book);
}

void TillMovement::start(const contract::TillSession &session)
{
    const bool another = m_session.id != session.id;
    m_session = session;
    if (another) {
        m_currency->clear();
        for (const contract::TillCash &cash : session.cash)
            m_currency->addItem(cash.currency().toString());
        if (session.cash.empty())
            m_currency->addItem(base::Currency::usd().toString());
    }
    client::whenDone(m_context.hub.tills().tills(), this,
                     [this](const base::Result<std::vector<contract::Till>> &answer) {
                         if (!answer)
                             return;
                         m_to->clear();
                         for (const contract::Till &till : *answer) {
                             if (till.session && till.id != m_session.tillId)
                                 m_to->addItem(till.name + u" · " + till.session->user, till.id);
                         }
                         refresh();
                     });
    refresh();
}

contract::CashMove TillMovement::kind() const
{
    return static_cast<contract::CashMove>(m_kind->currentData().toInt());
}

std::optional<base::Money> TillMovement::amount() const
{
    const auto currency = base::Currency::parse(m_currency->currentText().toLatin1());
    if (!currency)
        return std::nullopt;
    const auto read =
        base::Money::parseTyped(m_amount->text().trimmed(), *currency, m_context.locale().decimalPoint().front());
    return read && read->isPositive() ? std::optional(*read) : std::nullopt;
}

void TillMovement::refresh()
{
    const bool transfer = kind() == contract::CashMove::Transfer;
    m_to->setVisible(transfer);
    m_toName->setVisible(transfer);
    const bool typed = !m_amount->text().trimmed().isEmpty();
    const bool complete = amount() && !m_reason->text().trimmed().isEmpty() && (!transfer || m_to->currentIndex() >= 0);
    m_book->setEnabled(complete && !m_busy);
    if (typed && !amount())
        say(ColorRole::Error, tr("This is not an amount above zero."));
    else if (transfer && m_to->count() == 0)
        say(ColorRole::Warning, tr("No other till is open."));
    else if (typed)
        say(ColorRole::TextMuted, m_reason->text().trimmed().isEmpty() ? tr("A reason is needed.") : QString());
}

void TillMovement::book()
{
    if (!m_book->isEnabled())
        return;
    contract::CashMoveRequest request;
    request.kind = kind();
    request.amount = *amount();
    request.reason = m_reason->text().trimmed();
    if (request.kind == contract::CashMove::Transfer)
        request.toTill = m_to->currentData().toLongLong();
    m_busy = true;
    refresh();
    client::whenDone(m_context.hub.tills().moveCash(m_session.id, request, m_key), this,
                     [this](const base::Result<contract::TillMovement> &answer) {
                         m_busy = false;
                         if (!answer) {
                             refresh();
                             if (answer.error().code() != base::ErrorCode::Timeout)
                                 m_key = client::IdempotencyKey::random();
                             return say(ColorRole::Error, answer.error().code() == base::ErrorCode::InsufficientFunds
                                                              ? tr("There is not so much cash in the drawer.")
                                                              : errorText(answer.error()));
                         }
                         m_key = client::IdempotencyKey::random();
                         m_amount->clear();
                         m_reason->clear();
                         refresh();
                         say(ColorRole::Success, tr("✔ Booked with folio %1").arg(answer->folio));
                         m_amount->setFocus(Qt::OtherFocusReason);
                         Q_EMIT moved(*answer);
                     });
}

void TillMovement::say(ColorRole role, const QString &text)
{
    QPalette palette = m_message->palette();
    palette.setColor(QPalette::WindowText, m_context.theme.color(role));
    m_message->setPalette(palette);
    m_message->setText(text);
}

} // namespace console
