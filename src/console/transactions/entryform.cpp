// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/entryform.h"

namespace console {
namespace {

constexpr size_t recentKept = 500;

/// Digits behind the last mark are more than two: what a person then wants to hear.
bool hasTooManyDecimals(const QString &typed)
{
    const qsizetype mark = std::max(typed.lastIndexOf(u'.'), typed.lastIndexOf(u','));
    if (mark < 0)
        return false;
    const QStringView behind = QStringView(typed).sliced(mark + 1);
    return behind.size() > 2 && std::all_of(behind.begin(), behind.end(), [](QChar c) { return c.isDigit(); });
}

bool sameOperation(const client::NewTransaction &a, const client::NewTransaction &b)
{
    return a.cedula == b.cedula && a.kind == b.kind && a.amount == b.amount && a.description == b.description;
}

} // namespace

void EntryForm::setCedula(const QString &cedula)
{
    if (cedula == m_cedula)
        return;
    m_cedula = cedula;
    m_lookup = Lookup::None;
    m_account.reset();
    readAmount();
}

void EntryForm::setAmount(const QString &typed, QChar decimalPoint)
{
    m_typed = typed.trimmed();
    m_decimalPoint = decimalPoint;
    readAmount();
}

void EntryForm::readAmount()
{
    m_amount.reset();
    m_problem = AmountProblem::Empty;
    if (m_typed.isEmpty())
        return;
    const auto read = base::Money::parseTyped(m_typed, currency(), m_decimalPoint);
    if (!read)
        m_problem = hasTooManyDecimals(m_typed) ? AmountProblem::TooManyDecimals : AmountProblem::NotAnAmount;
    else if (!read->isPositive())
        m_problem = AmountProblem::NotPositive;
    else {
        m_problem = AmountProblem::None;
        m_amount = *read;
    }
}

void EntryForm::lookupStarted()
{
    if (m_lookup != Lookup::Found)
        m_lookup = Lookup::Running;
}

void EntryForm::found(const contract::Account &account)
{
    if (account.cedula != m_cedula)
        return;
    m_account = account;
    m_lookup = Lookup::Found;
    readAmount(); // the currency may be another
}

void EntryForm::notFound(const QString &cedula)
{
    if (cedula != m_cedula)
        return;
    m_account.reset();
    m_lookup = Lookup::Unknown;
}

void EntryForm::lookupFailed(const QString &cedula)
{
    if (cedula == m_cedula && m_lookup == Lookup::Running)
        m_lookup = Lookup::Failed;
}

void EntryForm::note(const contract::Transaction &transaction)
{
    m_recent.push_back(transaction);
    if (m_recent.size() > recentKept)
        m_recent.pop_front();
    if (!m_account || m_account->cedula != transaction.cedula ||
        m_account->balance.currency() != transaction.balanceAfter.currency())
        return;
    // What is held back stays held back: available moves with the balance.
    const auto held = m_account->balance.minus(m_account->available);
    m_account->balance = transaction.balanceAfter;
    m_account->available =
        held ? transaction.balanceAfter.minus(*held).valueOr(transaction.balanceAfter) : transaction.balanceAfter;
}

void EntryForm::clear()
{
    m_cedula.clear();
    m_typed.clear();
    m_description.clear();
    m_lookup = Lookup::None;
    m_account.reset();
    m_tried.reset();
    m_key = client::IdempotencyKey::random();
    readAmount();
}

std::optional<base::Money> EntryForm::amount() const
{
    return m_amount;
}

std::optional<base::Money> EntryForm::balanceAfter() const
{
    if (!m_amount || !m_account)
        return std::nullopt;
    const auto after =
        m_kind == Kind::Deposit ? m_account->balance.plus(*m_amount) : m_account->balance.minus(*m_amount);
    return after ? std::optional(*after) : std::nullopt;
}

std::optional<base::Money> EntryForm::shortfall() const
{
    if (m_kind != Kind::Withdrawal || !m_amount || !m_account)
        return std::nullopt;
    const auto lack = m_amount->minus(m_account->available);
    return lack && lack->isPositive() ? std::optional(*lack) : std::nullopt;
}

EntryForm::Obstacle EntryForm::obstacle() const
{
    if (m_cedula.isEmpty())
        return Obstacle::NoCedula;
    switch (m_lookup) {
    case Lookup::None:
    case Lookup::Running:
        return Obstacle::LookupRunning;
    case Lookup::Failed:
        return Obstacle::LookupFailed;
    case Lookup::Unknown:
        return Obstacle::UnknownAccount;
    case Lookup::Found:
        break;
    }
    if (m_account->state == contract::AccountState::Blocked)
        return Obstacle::BlockedAccount;
    if (m_problem != AmountProblem::None)
        return Obstacle::Amount;
    return shortfall() ? Obstacle::Shortfall : Obstacle::None;
}

std::optional<contract::Transaction> EntryForm::sameAgain(base::UtcMs now) const
{
    for (auto t = m_recent.rbegin(); t != m_recent.rend(); ++t) {
        if (m_amount && t->cedula == m_cedula && t->kind == m_kind && t->amount == *m_amount &&
            now.value - t->at.value < sameAgainMs)
            return *t;
    }
    return std::nullopt;
}

client::NewTransaction EntryForm::operation() const
{
    client::NewTransaction operation;
    operation.cedula = m_cedula;
    operation.kind = m_kind;
    operation.amount = m_amount.value_or(base::Money(currency()));
    operation.description = m_description;
    return operation;
}

client::IdempotencyKey EntryForm::keyForTry()
{
    const client::NewTransaction now = operation();
    if (m_tried && !sameOperation(*m_tried, now))
        m_key = client::IdempotencyKey::random();
    m_tried = now;
    return m_key;
}

} // namespace console
