// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/user.h"
#include <optional>

namespace auth {

/// A person's PIN as it is kept. A plain value.
struct PinRecord
{
    UserId user;
    QByteArray hash;  ///< libsodium's string form; never leaves auth and store
    int failures = 0; ///< wrong ones since the last right one, or since it was set
    base::UtcMs setAt;
};

/// Port: where PINs are kept (implemented by store/sqlpinstore.h), beside the users. Each call is durable when it
/// returns. Used where UserStore is.
class PinStore
{
public:
    virtual ~PinStore() = default;
    virtual base::Result<std::optional<PinRecord>> findPin(UserId user) = 0;
    virtual base::Result<> savePin(const PinRecord &record) = 0;
};

} // namespace auth
