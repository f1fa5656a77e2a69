// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "store/statement.h"
#include <vector>

namespace store {

/// All rows of a SELECT whose parameters are bound, each read by `read` (Rows → Result<T>).
template <typename T, typename Read>
base::Result<std::vector<T>> rowsOf(Statement &select, Read read)
{
    auto rows = select.select();
    if (!rows)
        return rows.error();
    std::vector<T> all;
    while (true) {
        const auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return all;
        base::Result<T> one = read(*rows);
        if (!one)
            return one.error();
        all.push_back(std::move(one).value());
    }
}

} // namespace store
