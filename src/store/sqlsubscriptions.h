// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/savedstate.h"
#include "store/statement.h"

namespace store {

/// Table `subscription` of broker.db.
class SqlSubscriptions
{
public:
    explicit SqlSubscriptions(Database &database);
    base::Result<> set(quint64 session, const QByteArray &filter, const broker::Subscription &how);
    base::Result<> remove(quint64 session, const QByteArray &filter);
    /// Of a session that has ended.
    base::Result<> removeAll(quint64 session);
    base::Result<std::vector<broker::SavedSubscription>> all();

private:
    Statement m_set;
    Statement m_remove;
    Statement m_removeAll;
    Statement m_all;
};

} // namespace store
