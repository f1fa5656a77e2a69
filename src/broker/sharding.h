// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/delivery.h"

namespace broker {

// Where a shard's work touches the others'. What is wanted of them is put out with Actions::forward(); what they want
// comes in with Broker::handle(ShardMessage). A shard alone calls none of it but where it says so.

/// Sends the connection to the home of its session; it is gone from here then. False: it is at home, or it will get a
/// client id that lives here. Also in a shard alone.
bool moveHome(State &state, Connection &connection, mqtt::Connect &packet);

/// A client id that lives here. Also in a shard alone.
QByteArray generateClientId(State &state);

/// Keeps the others, or the owner of a shared subscription, informed of one that is new or gone.
void tellSubscribed(State &state, const Session &session, const QByteArray &filter);
void tellUnsubscribed(State &state, const Session &session, const QByteArray &filter);

/// Adds to a route the shards that want the topic, and the shared subscriptions that are decided here.
void addOthers(State &state, Route &route, QByteArrayView topic);

/// Hands a publication of this shard on: to where it is wanted, kept (if it is retained elsewhere) or shared. `here`:
/// what has become of it in this shard. What is known of all of it so far; if its publisher has to know all, what is
/// still to come is told with its acknowledgement (relay.h).
Outcome publishBeyond(State &state, const Publication &publication, Fanout &fanout, const Route &route, Outcome here);

/// A member of a shared group has gone: its owner gives the message to somebody else.
void returnToShare(State &state, ShareReturned returned);

/// Asks the others for what is retained under the filters of a SUBSCRIBE; SUBACK and the messages follow when all have
/// answered (answerSubscribe()). Until then the connection's packets are held. False, and nothing is taken: nobody else
/// keeps anything under them. Also in a shard alone.
bool askRetained(State &state, Connection &connection, mqtt::Suback &suback, std::vector<RetainedWish> &wishes);
void takeRetained(State &state, Connection &connection, RetainedFound &answer);

/// What another shard wants, or answers.
void handleShardMessage(State &state, ShardMessage &message);

} // namespace broker
