// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/balances/accountcard.h"
#include "console/transactions/bankwords.h"
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace console {

AccountCard::AccountCard(AppContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_format(context)
    , m_name(new QLabel(this))
    , m_cedula(new QLabel(this))
    , m_balance(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_warning(new QLabel(this))
    , m_spanName(new QLabel(this))
    , m_sparkline(new Sparkline(context.theme, this))
    , m_deposit(new QPushButton(this))
    , m_withdrawal(new QPushButton(this))
{
    setProperty("look", u"card"_qs);
    build();
    dress();
    retranslate();
    connect(m_deposit, &QPushButton::clicked, this,
            [this] { Q_EMIT operationWanted(contract::TransactionKind::Deposit); });
    connect(m_withdrawal, &QPushButton::clicked, this,
            [this] { Q_EMIT operationWanted(contract::TransactionKind::Withdrawal); });
    connect(&context.theme, &Theme::changed, this, &AccountCard::dress);
}

void AccountCard::build()
{
    m_name->setProperty("look", u"heading"_qs);
    m_cedula->setProperty("look", u"muted"_qs);
    m_balance->setProperty("look", u"figure"_qs);
    m_balance->setObjectName(u"balanceLabel"_qs);
    m_facts->setProperty("look", u"muted"_qs);
    m_spanName->setProperty("look", u"muted"_qs);
    for (QLabel *label : {m_name, m_cedula, m_balance, m_facts, m_warning})
        label->setTextFormat(Qt::PlainText);
    m_cedula->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_balance->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_deposit);
    buttons->addWidget(m_withdrawal);
    auto *right = new QVBoxLayout;
    right->setSpacing(4);
    right->addWidget(m_spanName, 0, Qt::AlignRight);
    right->addWidget(m_sparkline, 1);
    right->addLayout(buttons);
    auto *left = new QVBoxLayout;
    left->setSpacing(4);
    left->addWidget(m_name);
    left->addWidget(m_cedula);
    left->addWidget(m_balance);
    left->addWidget(m_facts);
    left->addWidget(m_warning);
    left->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 12, 16, 12);
    row->setSpacing(16);
    row->addLayout(left, 1);
    row->addLayout(right);
}

void AccountCard::fillWith(const AccountRow &row)
{
    m_row = row;
    fill();
}

void AccountCard::setEntries(const std::vector<contract::StatementEntry> &entries)
{
    const base::UtcMs now = m_context.clock.utcNow();
    m_sparkline->setPoints(Sparkline::pointsOf(entries, now), now);
}

void AccountCard::setMayPost(bool mayPost)
{
    m_deposit->setVisible(mayPost);
    m_withdrawal->setVisible(mayPost);
}

QString AccountCard::balanceText() const
{
    return m_balance->text();
}

void AccountCard::fill()
{
    if (!m_row)
        return;
    const contract::Account &account = m_row->account;
    m_name->setText(account.holderName.isEmpty() ? tr("(no name)") : account.holderName);
    m_cedula->setText(m_format.cedula(account.cedula) + u" · " + BankWords::state(account.state));
    m_balance->setText(m_format.money(account.balance));
    QStringList facts;
    if (account.available != account.balance)
        facts << tr("available %1").arg(m_format.money(account.available));
    facts << tr("low below %1").arg(m_format.money(account.lowBalanceThreshold));
    facts << tr("today %1").arg(m_format.signedMoney(account.changeToday));
    m_facts->setText(facts.join(u" · "_qs));
    QString warning;
    ColorRole role = ColorRole::Warning;
    if (m_row->mismatch) {
        warning =
            u"✖ "_qs + tr("A movement does not continue this balance. Reload (F5) and compare with the statement.");
        role = ColorRole::Error;
    } else if (account.lowBalance) {
        warning = u"▼ "_qs + tr("Low balance");
    }
    m_warning->setText(warning);
    m_warning->setVisible(!warning.isEmpty());
    QPalette palette = m_warning->palette();
    palette.setColor(QPalette::WindowText, m_context.theme.color(role));
    m_warning->setPalette(palette);
    const bool active = account.state == contract::AccountState::Active;
    m_deposit->setEnabled(active);
    m_withdrawal->setEnabled(active);
}

void AccountCard::retranslate()
{
    m_deposit->setText(tr("Deposit"));
    m_withdrawal->setText(tr("Withdrawal"));
    m_spanName->setText(tr("30 days"));
    m_sparkline->setAccessibleName(tr("Balance over the last 30 days"));
    fill();
}

void AccountCard::dress()
{
    m_deposit->setIcon(m_context.theme.icon(u"deposit"_qs, ColorRole::Deposit));
    m_withdrawal->setIcon(m_context.theme.icon(u"withdrawal"_qs, ColorRole::Withdrawal));
    fill();
}

void AccountCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace console
