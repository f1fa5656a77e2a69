// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/bankwords.h"

namespace console {

QString BankWords::kind(contract::TransactionKind kind)
{
    return kind == contract::TransactionKind::Deposit ? tr("Deposit") : tr("Withdrawal");
}

QString BankWords::kindWithSign(contract::TransactionKind k)
{
    return (k == contract::TransactionKind::Deposit ? u"▲ "_qs : u"▼ "_qs) + kind(k);
}

QString BankWords::channel(contract::Channel channel)
{
    switch (channel) {
    case contract::Channel::Till:
        return tr("Till");
    case contract::Channel::Rest:
        return tr("REST");
    case contract::Channel::Socket:
        return tr("Socket");
    case contract::Channel::Qr:
        return tr("QR");
    }
    return {};
}

QString BankWords::state(contract::TransactionState state)
{
    switch (state) {
    case contract::TransactionState::Applied:
        return tr("Applied");
    case contract::TransactionState::Pending:
        return tr("Pending approval");
    case contract::TransactionState::Rejected:
        return u"✖ "_qs + tr("Rejected");
    case contract::TransactionState::Reversed:
        return tr("Reversed");
    }
    return {};
}

QString BankWords::state(contract::AccountState state)
{
    return state == contract::AccountState::Active ? tr("Active") : tr("Blocked");
}

Tone BankWords::tone(contract::TransactionKind kind)
{
    return kind == contract::TransactionKind::Deposit ? Tone::Good : Tone::Warn;
}

Tone BankWords::tone(contract::TransactionState state)
{
    switch (state) {
    case contract::TransactionState::Applied:
        return Tone::Plain;
    case contract::TransactionState::Pending:
        return Tone::Warn;
    case contract::TransactionState::Rejected:
        return Tone::Bad;
    case contract::TransactionState::Reversed:
        return Tone::Muted;
    }
    return Tone::Plain;
}

} // namespace console
