// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/money.h"
#include "console/shell/appcontext.h"
#include <QDateTime>
#include <QTimeZone>

namespace console {

/// How lists write amounts and times: the language's marks, a currency with every amount (M17), the branch's wall time.
/// Follows the language while it lives. GUI thread.
class DisplayFormat
{
public:
    /// `hub` says in which zone the branch lives; without one (and before it has said so) this computer's counts.
    DisplayFormat(const Language &language, const base::Clock &clock, const client::HubClient *hub = nullptr)
        : m_language(language)
        , m_clock(clock)
        , m_hub(hub)
    {
    }
    explicit DisplayFormat(const AppContext &context)
        : DisplayFormat(context.language, context.clock, &context.hub)
    {
    }

    QLocale locale() const { return m_language.locale(); }
    /// Modo discreto: amounts and cédulas are masked below. Exports, receipts and filters never ask this class.
    bool isDiscreet() const { return m_language.isDiscreet(); }
    /// "1350509525"; discreet: "13•••••525".
    QString cedula(const QString &cedula) const;
    /// Words of the hub (an alert, an error) or of a notice; discreet: numbers in it masked as amounts and cédulas.
    QString words(const QString &text) const;
    /// "1.150,00", with a true minus sign; discreet: "•••".
    QString amount(const base::Money &money) const;
    /// "1.150,00 USD".
    QString money(const base::Money &money) const;
    /// "+150,00 USD", "−20,00 USD", "0,00 USD".
    QString signedMoney(const base::Money &money) const;
    /// In full whoever may be looking: for what is printed, and for filters.
    QString fullAmount(const base::Money &money) const;
    QString fullMoney(const base::Money &money) const;
    /// What a filter finds an amount by: as shown, and without group marks with either decimal mark.
    QString searchedMoney(const base::Money &money) const;
    QString count(qint64 number) const { return locale().toString(number); }

    /// A branch wall time "2024-01-15T14:30:00": "14:30:00" when that is today, else "15/01/24 14:30:00".
    /// `at` is the same moment in UTC: it tells how far the branch's clock is from this computer's.
    QString wallTime(const QString &iso, base::UtcMs at) const;
    /// The same without the seconds of other days: "15/01/24 14:30".
    QString wallMinute(const QString &iso, base::UtcMs at) const;
    /// The moment with milliseconds and the zone of this computer: "2024-01-15T14:30:00.000-05:00".
    static QString fullTime(base::UtcMs at);
    /// Time of day of a moment at the branch, "09:12".
    QString clockTime(base::UtcMs at) const;
    /// Date and time of a moment at the branch, short; only the time when it is today.
    QString moment(base::UtcMs at) const;
    /// When something last happened, in few letters: the time when it was today, else the date.
    QString lately(base::UtcMs at) const;
    QDate today() const;
    /// Today at the branch, whose wall clock said `iso` at the moment `at`.
    QDate branchToday(const QString &iso, base::UtcMs at) const;
    /// Whether the wall time `iso` (at the moment `at`) lies that many days before the branch's today.
    bool isDaysAgo(const QString &iso, base::UtcMs at, int days) const;
    /// The same of a moment without a wall time of its own.
    bool isDaysAgo(base::UtcMs at, int days) const { return branchTime(at).date() == today().addDays(-days); }
    /// The branch's wall clock at a moment, and the moment at which it shows that.
    QDateTime branchTime(base::UtcMs at) const;
    base::UtcMs momentAtBranch(QDate date, QTime time) const;

private:
    QTimeZone zone() const;
    const Language &m_language;
    const base::Clock &m_clock;
    const client::HubClient *m_hub;
};

} // namespace console
