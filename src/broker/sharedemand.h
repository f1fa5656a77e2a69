// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

namespace broker {

/// Who may be chosen in a shared group. Members of several shards are asked from the first to the last of these, so
/// that they take turns as if they lived together.
enum class ShareDemand : quint8 {
    AtOnce, ///< somebody who can be sent it now
    Queued, ///< or, connected, behind others
    Online, ///< or who is connected, even if there is no room and it is dropped there
    Anyone,
};

} // namespace broker
