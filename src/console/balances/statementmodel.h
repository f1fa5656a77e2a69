// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "console/listpage/rowsmodel.h"
#include "contract/values.h"

namespace console {

/// The lines of one account's statement (ids are the wire's words).
class StatementModel : public RowsModel<contract::StatementEntry>
{
    Q_OBJECT
public:
    /// `currency`: of the account that is shown; it stands in the titles of the amounts (M17), which saves their width.
    StatementModel(const DisplayFormat &format, std::function<QString()> currency, QObject *parent = nullptr);
    /// A movement from the feed as the line it is.
    static contract::StatementEntry entryOf(const contract::Transaction &transaction);

private:
    static std::vector<Column<contract::StatementEntry>> columns(const DisplayFormat &format,
                                                                 const std::function<QString()> &currency);
};

} // namespace console
