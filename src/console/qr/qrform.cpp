// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrform.h"
#include <QRandomGenerator>

namespace console {

namespace {

constexpr qint64 minuteMs = 60'000;

/// At most 30 characters (SPEC 2.6); the window's own mark in front.
QString newReference()
{
    return u"VT"_qs + QString::number(QRandomGenerator::system()->generate64(), 36).toUpper().rightJustified(13, u'0');
}

} // namespace

void QrForm::setCedula(const QString &cedula)
{
    if (cedula == m_cedula)
        return;
    edit(m_cedula, cedula);
    m_lookup = Lookup::None;
    m_account.reset();
}

void QrForm::setCurrency(base::Currency currency)
{
    if (currency == m_currency)
        return;
    edit(m_currency, currency);
    m_lookup = Lookup::None;
    m_account.reset();
    readAmount();
}

void QrForm::setAmount(const QString &typed, QChar decimalPoint)
{
    edit(m_typed, typed.trimmed());
    m_decimalPoint = decimalPoint;
    readAmount();
}

void QrForm::readAmount()
{
    const auto read = base::Money::parseTyped(m_typed, m_currency, m_decimalPoint);
    m_amount = read ? std::optional(*read) : std::nullopt;
}

QrForm::AmountProblem QrForm::amountProblem() const
{
    if (m_isOpen)
        return AmountProblem::None;
    if (m_typed.isEmpty())
        return AmountProblem::Empty;
    if (!m_amount)
        return AmountProblem::NotAnAmount;
    return m_amount->isPositive() ? AmountProblem::None : AmountProblem::NotPositive;
}

void QrForm::found(const contract::Account &account)
{
    if (account.cedula != m_cedula)
        return;
    m_account = account;
    m_lookup = Lookup::Found;
    edit(m_currency, account.balance.currency());
    readAmount();
}

base::UtcMs QrForm::dueDate(const DisplayFormat &format, base::UtcMs now) const
{
    switch (m_due) {
    case Due::QuarterHour:
        return {now.value + 15 * minuteMs};
    case Due::Hour:
        return {now.value + 60 * minuteMs};
    case Due::Today:
        return format.momentAtBranch(format.branchTime(now).date(), QTime(23, 59, 59));
    case Due::Custom:
        return m_customDue;
    }
    Q_UNREACHABLE();
}

QrForm::Obstacle QrForm::obstacle(const DisplayFormat &format, base::UtcMs now) const
{
    if (m_cedula.isEmpty())
        return Obstacle::NoCedula;
    switch (m_lookup) {
    case Lookup::None:
    case Lookup::Running:
        return Obstacle::LookupRunning;
    case Lookup::Unknown:
        return Obstacle::UnknownAccount;
    case Lookup::Failed:
        return Obstacle::LookupFailed;
    case Lookup::Found:
        break;
    }
    if (m_account && m_account->state != contract::AccountState::Active)
        return Obstacle::BlockedAccount;
    if (amountProblem() != AmountProblem::None)
        return Obstacle::Amount;
    return dueDate(format, now).value < now.value + soonestMs ? Obstacle::PastDue : Obstacle::None;
}

contract::QrRequest QrForm::requestForTry(const DisplayFormat &format, base::UtcMs now)
{
    if (m_tried)
        return *m_tried;
    contract::QrRequest request;
    request.cedula = m_cedula;
    request.transactionId = newReference();
    request.amount = m_isOpen ? base::Money(m_currency) : m_amount.value_or(base::Money(m_currency));
    request.description = m_description;
    request.dueDate = dueDate(format, now);
    request.isSingleUse = m_isSingleUse;
    request.mayModifyAmount = m_isOpen;
    m_tried = request;
    return request;
}

} // namespace console
