// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubvalues.h"
#include "console/listpage/displayformat.h"
#include "console/listpage/ranges.h"
#include "console/listpage/rowsmodel.h"
#include "contract/values.h"

namespace console {

/// The list of movements: its columns (ids are the wire's words) and chips.
class TransactionsModel : public RowsModel<contract::Transaction>
{
    Q_OBJECT
public:
    explicit TransactionsModel(const DisplayFormat &format, QObject *parent = nullptr);

    /// The chips "Range…" and "Amount…" accept these; an empty range lets its chip go.
    void setDayRange(const DayRange &range);
    const DayRange &dayRange() const { return m_ranges->days; }
    void setAmountRange(const AmountRange &range);
    const AmountRange &amountRange() const { return m_ranges->amounts; }
    /// The filter as the hub understands it. A group with several chips goes unasked where the hub takes one word: what
    /// comes is filtered here again.
    client::TransactionQuery query() const;

private:
    /// Shared with the chips.
    struct Ranges
    {
        DayRange days;
        AmountRange amounts;
    };
    using Row = contract::Transaction;
    static std::vector<Column<Row>> columns(const DisplayFormat &format);
    static std::vector<Chip<Row>> chips(const DisplayFormat &format, const std::shared_ptr<Ranges> &ranges);
    QString onlyChip(const QString &group) const;

    DisplayFormat m_format;
    std::shared_ptr<Ranges> m_ranges;
};

} // namespace console
