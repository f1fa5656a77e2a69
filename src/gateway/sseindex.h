// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/eventring.h"
#include <unordered_map>

namespace gateway {

/// Which of a ring's events are whose: an account's client finds its own without looking at all the others. Follows the
/// ring by follow(); a value of the gateway's thread.
class SseIndex
{
public:
    /// Forgets everything.
    void reset(qint64 head);
    /// Takes in what the ring has got, and forgets what it has let go.
    void follow(const EventRing &ring);
    /// Sequences of an account's events after `seq` that the ring holds, oldest first.
    std::vector<qint64> after(qint64 account, qint64 seq) const;
    /// The account's event with this id, if the ring holds it.
    std::optional<qint64> find(const EventRing &ring, qint64 account, QByteArrayView id) const;

private:
    qint64 m_head = 0;
    std::deque<std::pair<qint64, qint64>> m_order; ///< sequence, account; of those that have one
    std::unordered_map<qint64, std::deque<qint64>> m_byAccount;
};

} // namespace gateway
