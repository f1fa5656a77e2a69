// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/page.h"
#include "store/database.h"

/// What the readers of this room share: a read transaction, and pages.
namespace store {

/// A read transaction: everything in it sees one state. Ending it cannot lose anything, so its failure is not told.
class ReadSnapshot
{
public:
    static base::Result<ReadSnapshot> begin(Database &database)
    {
        if (auto ok = database.beginRead(); !ok)
            return ok.error();
        return ReadSnapshot(database);
    }
    ReadSnapshot(ReadSnapshot &&other) noexcept
        : m_database(std::exchange(other.m_database, nullptr))
    {
    }
    ReadSnapshot &operator=(ReadSnapshot &&) = delete;
    ~ReadSnapshot()
    {
        if (m_database)
            static_cast<void>(m_database->commit());
    }

private:
    explicit ReadSnapshot(Database &database)
        : m_database(&database)
    {
    }
    Database *m_database;
};

inline constexpr int maxPage = 500;

inline base::Result<> checkLimit(int limit)
{
    if (limit < 1 || limit > maxPage)
        return {base::ErrorCode::InvalidArgument, QStringLiteral("limit must be 1 to 500")};
    return {};
}

/// The posting id to read below: what the cursor says, or above all.
inline base::Result<qint64> idOf(const QString &cursor)
{
    if (cursor.isEmpty())
        return std::numeric_limits<qint64>::max();
    bool ok = false;
    const qint64 id = cursor.toLongLong(&ok);
    if (!ok || id < 1)
        return {base::ErrorCode::InvalidArgument, QStringLiteral("cursor: not one of ours")};
    return id;
}

/// Cuts what was read beyond the page, and says how to go on.
template <typename T, typename CursorOf>
desk::Page<T> pageOf(std::vector<T> items, int limit, CursorOf cursorOf)
{
    desk::Page<T> page;
    if (static_cast<int>(items.size()) > limit) {
        items.resize(static_cast<size_t>(limit), items.front());
        page.nextCursor = cursorOf(items.back());
    }
    page.items = std::move(items);
    return page;
}

} // namespace store
