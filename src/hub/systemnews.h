// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/brokervalues.h"

namespace hub {

/// Something that the hub tells of itself: to consoles that may see the broker, and on the WebSocket channel `general`
/// (S3-23). News of the module "broker" goes there only to those who may see the broker; "hub" goes to all.
inline contract::SystemEvent systemNews(base::UtcMs at, contract::SystemLevel level, const QString &module,
                                        const QString &kind, const QString &text)
{
    contract::SystemEvent event;
    event.at = at;
    event.level = level;
    event.module = module;
    event.kind = kind;
    event.text = text;
    return event;
}

} // namespace hub
