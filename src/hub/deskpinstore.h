// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/pinstore.h"
#include "hub/deskthread.h"

namespace hub {

/// PINs as seen from the hash pool's thread, as DeskUserStore is for users.
class DeskPinStore final : public auth::PinStore
{
public:
    explicit DeskPinStore(DeskThread &desk)
        : m_desk(desk)
    {
    }
    base::Result<std::optional<auth::PinRecord>> findPin(auth::UserId user) override;
    base::Result<> savePin(const auth::PinRecord &record) override;

private:
    DeskThread &m_desk;
};

} // namespace hub
