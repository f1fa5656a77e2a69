// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <vector>

namespace desk {

/// Which page of a list. `cursor` is what the page before gave as nextCursor; empty: the first one.
struct PageRequest
{
    int limit = 100; ///< 1–500
    QString cursor = {};
};

/// A keyset page, and the place in the event log that it was read at (one read transaction): feed `after=epoch-seq`
/// continues it without gap or overlap.
template <typename T>
struct Page
{
    std::vector<T> items;
    QString nextCursor; ///< empty: this was the last page
    QString epoch;
    qint64 seq = 0;
};

/// A single value and where it was read.
template <typename T>
struct Snapshot
{
    T value;
    QString epoch;
    qint64 seq = 0;
};

} // namespace desk
