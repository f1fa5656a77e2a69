// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/savedstate.h"
#include "store/statement.h"
#include <QHash>

namespace store {

/// Table `delivery` of broker.db: what waits for sessions or is in flight to them.
class SqlDeliveries
{
public:
    explicit SqlDeliveries(Database &database);
    /// `delivery.message` may be null only when it is released.
    base::Result<> insert(const broker::SavedDelivery &delivery);
    base::Result<> setSent(quint64 number, quint16 packetId);
    base::Result<> setReleased(quint64 number);
    base::Result<> remove(quint64 number);
    /// By number. Each gets its message out of `messages`; Corrupt when one is not there.
    base::Result<std::vector<broker::SavedDelivery>> all(const QHash<quint64, broker::MessageRef> &messages);

private:
    Statement m_insert;
    Statement m_setSent;
    Statement m_setReleased;
    Statement m_remove;
    Statement m_all;
};

} // namespace store
