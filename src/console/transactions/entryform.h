// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/cedula.h"
#include "client/hubvalues.h"
#include <deque>

namespace console {

/// What the entry strip has in its fields, and what follows from it. No widget, no hub: the strip sets what was typed
/// and found, and asks what to show and whether the operation may be confirmed. A value. GUI thread.
class EntryForm
{
public:
    using Kind = contract::TransactionKind;
    enum class Lookup { None, Running, Found, Unknown, Failed };
    enum class AmountProblem { None, Empty, NotAnAmount, TooManyDecimals, NotPositive };
    /// Why it cannot be confirmed, the first reason that holds.
    enum class Obstacle {
        None,
        NoCedula,
        LookupRunning,
        LookupFailed,
        UnknownAccount,
        BlockedAccount,
        Amount,
        Shortfall
    };
    static constexpr qint64 sameAgainMs = 60'000;

    EntryForm()
        : m_key(client::IdempotencyKey::random())
    {
    }

    // --- what was typed and found ---
    void setKind(Kind kind) { m_kind = kind; }
    /// Another cédula forgets the account.
    void setCedula(const QString &cedula);
    void setAmount(const QString &typed, QChar decimalPoint);
    void setDescription(const QString &text) { m_description = text.trimmed(); }
    /// Answers that belong to another cédula than the present one are ignored.
    void lookupStarted();
    void found(const contract::Account &account);
    void notFound(const QString &cedula);
    void lookupFailed(const QString &cedula);
    /// A movement from the feed or of our own: the account's balance is another; it counts for sameAgain().
    void note(const contract::Transaction &transaction);
    /// Empty fields, a new key; the kind stays.
    void clear();

    // --- what follows ---
    Kind kind() const { return m_kind; }
    const QString &cedula() const { return m_cedula; }
    Lookup lookup() const { return m_lookup; }
    const std::optional<contract::Account> &account() const { return m_account; }
    base::CedulaVerdict cedulaVerdict() const { return base::checkCedula(m_cedula); }
    base::Currency currency() const { return m_account ? m_account->balance.currency() : base::Currency::usd(); }
    AmountProblem amountProblem() const { return m_problem; }
    /// Present when amountProblem() is None.
    std::optional<base::Money> amount() const;
    /// Balance after the operation, when account and amount are known.
    std::optional<base::Money> balanceAfter() const;
    /// How much the available balance lacks for this withdrawal.
    std::optional<base::Money> shortfall() const;
    Obstacle obstacle() const;
    bool isEmpty() const { return m_cedula.isEmpty() && m_typed.isEmpty() && m_description.isEmpty(); }
    /// The same cédula, kind and amount less than a minute ago: worth a question.
    std::optional<contract::Transaction> sameAgain(base::UtcMs now) const;

    /// The operation, once obstacle() is None.
    client::NewTransaction operation() const;
    /// Proof that all tries of this very operation are one: stays until it was applied or its content is another.
    client::IdempotencyKey keyForTry();

private:
    void readAmount();

    Kind m_kind = Kind::Deposit;
    QString m_cedula;
    QString m_typed;
    QChar m_decimalPoint = u'.';
    QString m_description;
    Lookup m_lookup = Lookup::None;
    std::optional<contract::Account> m_account;
    std::optional<base::Money> m_amount;
    AmountProblem m_problem = AmountProblem::Empty;
    client::IdempotencyKey m_key;
    std::optional<client::NewTransaction> m_tried;
    std::deque<contract::Transaction> m_recent;
};

} // namespace console
