// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/pinstore.h"
#include "store/statement.h"

namespace store {

/// Table `user_pin`.
class SqlPinStore final : public auth::PinStore
{
public:
    explicit SqlPinStore(Database &database);
    base::Result<std::optional<auth::PinRecord>> findPin(auth::UserId user) override;
    base::Result<> savePin(const auth::PinRecord &record) override;

private:
    Statement m_find;
    Statement m_save;
};

} // namespace store
