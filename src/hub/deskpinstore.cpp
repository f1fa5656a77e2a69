// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/deskpinstore.h"
#include "hub/deskask.h"
#include "store/sqlpinstore.h"

namespace hub {

base::Result<std::optional<auth::PinRecord>> DeskPinStore::findPin(auth::UserId user)
{
    return askDesk<store::SqlPinStore, std::optional<auth::PinRecord>>(
        m_desk, [user](store::SqlPinStore &pins) { return pins.findPin(user); });
}

base::Result<> DeskPinStore::savePin(const auth::PinRecord &record)
{
    return askDesk<store::SqlPinStore, void>(m_desk,
                                             [record](store::SqlPinStore &pins) { return pins.savePin(record); });
}

} // namespace hub
