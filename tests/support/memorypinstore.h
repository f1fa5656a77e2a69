// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/pinstore.h"
#include <map>

namespace support {

/// PINs in memory.
class MemoryPinStore final : public auth::PinStore
{
public:
    std::map<qint64, auth::PinRecord> rows;
    bool isBroken = false; ///< nothing is read or saved any more

    base::Result<std::optional<auth::PinRecord>> findPin(auth::UserId user) override
    {
        if (isBroken)
            return broken();
        const auto found = rows.find(user.value());
        return found == rows.end() ? std::nullopt : std::optional(found->second);
    }
    base::Result<> savePin(const auth::PinRecord &record) override
    {
        if (isBroken)
            return broken();
        rows.insert_or_assign(record.user.value(), record);
        return {};
    }

private:
    static base::Error broken() { return {base::ErrorCode::Io, QStringLiteral("disk I/O error")}; }
};

} // namespace support
