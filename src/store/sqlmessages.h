// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/savedstate.h"
#include "store/statement.h"
#include <QHash>

namespace store {

/// Table `message` of broker.db: what deliveries wait for, each once.
class SqlMessages
{
public:
    explicit SqlMessages(Database &database);
    base::Result<> insert(const broker::Message &message);
    base::Result<> remove(quint64 number);
    /// By number.
    base::Result<QHash<quint64, broker::MessageRef>> all(broker::Instant now);

private:
    Statement m_insert;
    Statement m_remove;
    Statement m_all;
};

} // namespace store
