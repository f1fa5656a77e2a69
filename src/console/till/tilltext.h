// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "contract/tillvalues.h"
#include <QCoreApplication>

namespace console {

/// What a till says: words of states and operations, and the papers X and Z as HTML for screen, printer and PDF.
class TillText
{
    Q_DECLARE_TR_FUNCTIONS(console::TillText)
public:
    static QString state(contract::TillState state);
    static QString operation(const QString &word);
    /// "sobrante 2,00 USD", "faltante 2,00 USD", "cuadrado".
    static QString difference(const base::Money &difference, const DisplayFormat &format);
    static QString report(const contract::TillReport &report, const DisplayFormat &format);
    static QString closing(const contract::TillClosing &closing, const DisplayFormat &format);

private:
    static QString totals(const std::vector<contract::TillTotal> &totals, const DisplayFormat &format);
    static QString cash(const contract::TillSession &session, const DisplayFormat &format);
    static QString count(const std::vector<contract::CashLine> &lines, const DisplayFormat &format);
    static QString head(const contract::TillSession &session, const DisplayFormat &format);
};

} // namespace console
