// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

namespace broker {

/// Who may be chosen in a shared group. Members that live in several shards are asked one by one, in turn, with the
/// first of these, then with the next: so they take turns as if they lived together.
enum class ShareDemand : quint8 {
    AtOnce,  ///< who can be sent it now
    Queued,  ///< or is connected, and it waits behind others
    Online,  ///< or is connected, even if there is no room and it is dropped there
    Later,   ///< or it waits for the client to come back
    Allowed, ///< or may at least receive the topic
    Anyone,  ///< whoever is there: the drop is counted with them
};

} // namespace broker
