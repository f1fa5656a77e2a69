// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/error.h"
#include "console/listpage/displayformat.h"
#include "console/transactions/entryform.h"
#include <QCoreApplication>

namespace console {

/// Where an operation in the entry strip stands.
enum class EntryPhase {
    Editing,
    AwaitingAccount, ///< confirmed, but the account is not here yet
    AskingAgain,     ///< the same was done less than a minute ago
    Posting,
    Uncertain, ///< the hub's answer was lost: tried again with the same key until it settles
};

/// The line under the entry strip's fields: one sentence and what can be done about it.
struct EntryMessage
{
    enum class Look { Muted, Warning, Error };
    Look look = Look::Muted;
    QString text;
    QString firstButton = {};
    QString secondButton = {};
};

/// What the line says. Pure: everything that counts is given.
class EntryMessages
{
    Q_DECLARE_TR_FUNCTIONS(console::EntryMessages)
public:
    struct Situation
    {
        EntryPhase phase = EntryPhase::Editing;
        bool cedulaLeft = false; ///< the cédula is typed: what is wrong with it may be said
        bool cut = false;        ///< no connection to the hub
        std::optional<base::Error> refusal = {};
        base::UtcMs now = {};
    };
    static EntryMessage of(const EntryForm &form, const Situation &situation, const DisplayFormat &format);

private:
    static std::optional<EntryMessage> phase(const EntryForm &form, const Situation &situation);
    static std::optional<EntryMessage> obstacle(const EntryForm &form, const Situation &situation,
                                                const DisplayFormat &format);
    static std::optional<EntryMessage> cedula(const EntryForm &form, const Situation &situation);
    static QString amountProblem(EntryForm::AmountProblem problem, const DisplayFormat &format);
};

} // namespace console
