// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "contract/qrvalues.h"

namespace console {

/// What the form of a new QR has in its fields, and what follows from it. No widget, no hub. A value. GUI thread.
class QrForm
{
public:
    enum class Lookup { None, Running, Found, Unknown, Failed };
    enum class Due { QuarterHour, Hour, Today, Custom };
    enum class AmountProblem { None, Empty, NotAnAmount, NotPositive };
    /// Why it cannot be created, the first reason that holds.
    enum class Obstacle {
        None,
        NoCedula,
        LookupRunning,
        LookupFailed,
        UnknownAccount,
        BlockedAccount,
        Amount,
        PastDue
    };
    static constexpr int longestDescription = 100; ///< SPEC 2.6
    /// A code that expires sooner cannot be shown and paid.
    static constexpr qint64 soonestMs = 30'000;

    // --- what was typed and found ---
    /// Another cédula or currency forgets the account.
    void setCedula(const QString &cedula);
    void setCurrency(base::Currency currency);
    void setAmount(const QString &typed, QChar decimalPoint);
    void setOpenAmount(bool open) { edit(m_isOpen, open); }
    void setDescription(const QString &text) { edit(m_description, text.simplified()); }
    void setDue(Due due) { edit(m_due, due); }
    void setCustomDue(base::UtcMs at) { edit(m_customDue, at); }
    void setSingleUse(bool single) { edit(m_isSingleUse, single); }
    void lookupStarted() { m_lookup = Lookup::Running; }
    void found(const contract::Account &account);
    void notFound() { m_lookup = Lookup::Unknown; }
    void lookupFailed() { m_lookup = Lookup::Failed; }

    // --- what follows ---
    const QString &cedula() const { return m_cedula; }
    base::Currency currency() const { return m_currency; }
    Lookup lookup() const { return m_lookup; }
    const std::optional<contract::Account> &account() const { return m_account; }
    bool isOpenAmount() const { return m_isOpen; }
    Due due() const { return m_due; }
    AmountProblem amountProblem() const;
    std::optional<base::Money> amount() const { return m_amount; }
    base::UtcMs dueDate(const DisplayFormat &format, base::UtcMs now) const;
    Obstacle obstacle(const DisplayFormat &format, base::UtcMs now) const;

    /// What to ask for, once there is no obstacle. All tries of the same content carry one name and one due date, so
    /// that a lost answer makes no second QR.
    contract::QrRequest requestForTry(const DisplayFormat &format, base::UtcMs now);
    /// It was created, or refused for good: the next try is another QR.
    void settled() { m_tried.reset(); }

private:
    template <typename T>
    void edit(T &field, const T &value)
    {
        if (field == value)
            return;
        field = value;
        m_tried.reset();
    }
    void readAmount();

    QString m_cedula;
    base::Currency m_currency = base::Currency::bob();
    QString m_typed;
    QChar m_decimalPoint = u'.';
    bool m_isOpen = false;
    QString m_description;
    Due m_due = Due::QuarterHour;
    base::UtcMs m_customDue;
    bool m_isSingleUse = true;
    Lookup m_lookup = Lookup::None;
    std::optional<contract::Account> m_account;
    std::optional<base::Money> m_amount;
    std::optional<contract::QrRequest> m_tried;
};

} // namespace console
