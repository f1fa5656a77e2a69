// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "console/listpage/rowsmodel.h"
#include "contract/values.h"

namespace console {

/// The list of movements: its columns (ids are the wire's words) and chips.
class TransactionsModel : public RowsModel<contract::Transaction>
{
    Q_OBJECT
public:
    explicit TransactionsModel(const DisplayFormat &format, QObject *parent = nullptr);

private:
    using Row = contract::Transaction;
    static std::vector<Column<Row>> columns(const DisplayFormat &format);
    static std::vector<Chip<Row>> chips(const DisplayFormat &format);
};

} // namespace console
