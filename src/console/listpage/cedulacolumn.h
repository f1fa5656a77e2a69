// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/column.h"
#include "console/listpage/displayformat.h"

namespace console {

/// A column that shows cédulas: masked on screen in modo discreto, in full for filter, order and export.
template <typename Row>
Column<Row> cedulaColumn(ColumnInfo info, const DisplayFormat &format, std::function<QString(const Row &)> of)
{
    Column<Row> column{std::move(info), [format, of](const Row &row) { return format.cedula(of(row)); }};
    column.search = of;
    column.sortKey = [of](const Row &row) { return SortKey{0, of(row)}; };
    column.exportValue = [of](const Row &row) { return ExportValue(of(row)); };
    return column;
}

} // namespace console
