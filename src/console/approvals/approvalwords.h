// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "contract/approvalvalues.h"
#include <QCoreApplication>

namespace console {

/// Approvals in the words of people; state by sign and word, beside the colour.
class ApprovalWords
{
    Q_DECLARE_TR_FUNCTIONS(console::ApprovalWords)
public:
    static QString state(contract::ApprovalState state);
    static ColorRole color(contract::ApprovalState state);
    static QString operation(const QString &word);
    /// "Withdrawal · 1350509525 · 1,500.00 USD".
    static QString sentence(const contract::Approval &approval, const DisplayFormat &format);
    /// "1:42"; "0:00" when it is over.
    static QString left(const contract::Approval &approval, base::UtcMs now);
    /// Why nothing came of a decision.
    static QString refusal(const base::Error &error);
};

} // namespace console
