// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/snapshot.h"
#include "bank/actor.h"
#include "events/event.h"
#include "gateway/exchange.h"

/// What the bank's commands take from a request beside its body.
namespace gateway {

/// SPEC "Bank REST": required, once, 1–64 visible ASCII characters.
base::Result<QByteArray> idempotencyKey(const web::HttpRequest &request);

/// docs/api.md: CAJA is believed of the hub's own window and of those who may post.
events::Channel channelOf(const Exchange &exchange);

/// A key that stands for nobody is a service.
bank::Rank rankOf(const auth::Principal &who);

/// Whether a till can be handed to a user: there is one of that name who may post.
bool mayHoldTill(const auth::Snapshot &users, const QString &name);

/// An identifier in a path: a whole number > 0, else NotFound.
base::Result<qint64> idIn(const QString &segment);

} // namespace gateway
