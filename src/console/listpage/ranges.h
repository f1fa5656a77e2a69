// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/money.h"
#include <QDate>
#include <QLocale>

namespace console {

/// Days from … to, both included; an absent end is open. A value.
struct DayRange
{
    std::optional<QDate> from;
    std::optional<QDate> to;

    bool isEmpty() const { return !from && !to; }
    bool contains(const QDate &day) const { return (!from || day >= *from) && (!to || day <= *to); }
    /// "01/01/24 – 15/01/24", "≥ 01/01/24", "≤ 15/01/24".
    QString text(const QLocale &locale) const;
    friend bool operator==(const DayRange &, const DayRange &) = default;
};

/// Amounts in minor units, from … to, both included; compared as figures, whatever the currency. A value.
struct AmountRange
{
    std::optional<qint64> least;
    std::optional<qint64> most;

    bool isEmpty() const { return !least && !most; }
    bool contains(qint64 minor) const { return (!least || minor >= *least) && (!most || minor <= *most); }
    /// "100,00 – 250,00", "≥ 100,00", "≤ 250,00": with the locale's marks.
    QString text(const QLocale &locale) const;
    friend bool operator==(const AmountRange &, const AmountRange &) = default;
};

} // namespace console
