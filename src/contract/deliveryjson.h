// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/brokervalues.h"
#include "contract/json.h"

namespace contract {

/// What the broker has done with one transaction's messages (UX 4.1): which topics, which subscribers, when.
struct TransactionDeliveries
{
    qint64 transaction = 0;
    QString folio;
    /// The earliest first, each with its list. Empty: not published yet, or longer ago than traces are kept.
    std::vector<BrokerTrace> topics;
};

/// `{transaccion, folio, topics: [trace with list]}`
QByteArray toJson(const TransactionDeliveries &value);
base::Result<TransactionDeliveries> readTransactionDeliveries(const JsonValue &json);

} // namespace contract
