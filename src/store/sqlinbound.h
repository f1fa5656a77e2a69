// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/savedstate.h"
#include "store/statement.h"

namespace store {

/// Table `inbound` of broker.db: QoS 2 messages that clients have not released yet.
class SqlInbound
{
public:
    explicit SqlInbound(Database &database);
    base::Result<> insert(const broker::SavedInbound &inbound);
    base::Result<> remove(const broker::SavedInbound &inbound);
    /// Of a session that has ended.
    base::Result<> removeAll(quint64 session);
    base::Result<std::vector<broker::SavedInbound>> all();

private:
    Statement m_insert;
    Statement m_remove;
    Statement m_removeAll;
    Statement m_all;
};

} // namespace store
