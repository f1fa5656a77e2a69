// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/permission.h"
#include "contract/brokervalues.h"
#include "gateway/exchange.h"
#include <QStringList>

/// What the broker's routes are asked with. InvalidArgument names the parameter that is wrong.
namespace gateway {

/// `offset` or `cursor`, `limit` (1–500, default 100), `q`, `sort` (one of `sorts`, the first being the default),
/// `order`.
base::Result<> readListQuery(const web::HttpTarget &target, const QStringList &sorts, contract::BrokerListQuery &query);

/// `listener`, `state` (connected, disconnected) beside the list's own.
base::Result<contract::BrokerClientQuery> brokerClientQuery(const web::HttpTarget &target);
/// `client`, `topic`.
base::Result<contract::BrokerSubscriptionQuery> brokerSubscriptionQuery(const web::HttpTarget &target);
/// `filter`; topics of the bank are left out for those who may not read it.
base::Result<contract::BrokerTopicQuery> brokerTopicQuery(const Exchange &exchange, const QStringList &sorts);
/// `before` or `cursor`, `limit`.
base::Result<contract::BrokerHistoryQuery> brokerHistoryQuery(const web::HttpTarget &target);

/// An MQTT filter that a request holds.
base::Result<QString> checkedFilter(const QString &filter);

} // namespace gateway
