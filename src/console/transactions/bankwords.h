// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/column.h"
#include "contract/values.h"
#include <QCoreApplication>

namespace console {

/// The bank's words for people, in the present language; the wire's words are contract's.
class BankWords
{
    Q_DECLARE_TR_FUNCTIONS(console::BankWords)
public:
    static QString kind(contract::TransactionKind kind);
    /// "▲ Deposit", "▼ Withdrawal": sign and word, beside the colour.
    static QString kindWithSign(contract::TransactionKind kind);
    static QString channel(contract::Channel channel);
    static QString state(contract::TransactionState state);
    static QString state(contract::AccountState state);
    static Tone tone(contract::TransactionKind kind);
    static Tone tone(contract::TransactionState state);
};

} // namespace console
