// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/savedstate.h"
#include "store/statement.h"

namespace store {

/// Table `retained` of broker.db: the last message of each topic.
class SqlRetained
{
public:
    explicit SqlRetained(Database &database);
    base::Result<> set(const broker::Message &message);
    base::Result<> remove(const QByteArray &topic);
    base::Result<std::vector<broker::MessageRef>> all(broker::Instant now);

private:
    Statement m_set;
    Statement m_remove;
    Statement m_all;
};

} // namespace store
