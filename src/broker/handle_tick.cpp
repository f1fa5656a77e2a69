// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/handlers.h"
#include "broker/holds.h"
#include "broker/journaling.h"
#include "broker/lifecycle.h"
#include "broker/throttle.h"

namespace broker {

namespace {

/// MQTT-3.1.2-24: one and a half times the keep-alive without a packet.
bool isSilentTooLong(const State &state, const Connection &connection)
{
    const auto allowed = std::chrono::milliseconds(connection.keepAlive * qint64(1500));
    return connection.keepAlive != 0 && !connection.isBehind && state.now.monotonic - connection.lastReceived > allowed;
}

void check(State &state, Connection &connection)
{
    switch (connection.stage) {
    case Connection::Stage::AwaitingConnect:
    case Connection::Stage::Authenticating:
        if (state.now.monotonic >= connection.deadline)
            endConnection(state, connection, CloseReason::ConnectTimeout);
        return;
    case Connection::Stage::Online:
        if (isSilentTooLong(state, connection))
            endConnection(state, connection, CloseReason::KeepAliveTimeout);
        return;
    case Connection::Stage::Ended:
        return;
    }
}

void tellDrops(State &state, Session &session)
{
    Session::Drops &drops = *session.drops;
    for (size_t cause = 0; cause < dropCauseCount; ++cause) {
        if (drops.unreported[cause] == 0)
            continue;
        const bool denied = static_cast<DropCause>(cause) == DropCause::Denied;
        Notice notice = noticeOf(state, session, denied ? Notice::Kind::PublishDenied : Notice::Kind::MessagesDropped);
        notice.cause = static_cast<DropCause>(cause);
        notice.count = std::exchange(drops.unreported[cause], 0);
        notice.topic = std::exchange(drops.topics[cause], {});
        state.actions->notify(std::move(notice));
    }
}

/// Wills whose delay is over (MQTT5-3.1.3-9), sessions whose time is (MQTT 5, 3.1.2.11.2).
void meetDeadlines(State &state)
{
    while (const quint32 index = state.deadlines.firstDue(state.now.monotonic)) {
        Session &session = state.sessions.at(index);
        if (session.expires.count() == 0 || session.expires > state.now.monotonic) {
            publishWaitingWill(state, session);
            continue;
        }
        ++state.statistics.sessionsExpired;
        state.actions->notify(noticeOf(state, session, Notice::Kind::SessionExpired));
        endSession(state, session);
    }
}

/// They would not be sent any more; their memory is given back.
void forgetExpired(State &state)
{
    while (const MessageRef message = state.retained.takeExpired(state.now.monotonic))
        recordRetainedCleared(state, message->topic.view());
}

} // namespace

void handleTick(State &state)
{
    for (const auto &connection : state.connections.slots()) {
        if (connection)
            check(state, *connection);
    }
    expireHolds(state);
    endThrottles(state);
    meetDeadlines(state);
    forgetExpired(state);
    state.rates.sample(state.sessions, state.now.monotonic);
    if (state.traces.expire(state.now.utc))
        ++state.routeGeneration;
    for (const quint32 index : state.dropping) {
        const auto &session = state.sessions.slots()[index];
        if (session && session->drops)
            tellDrops(state, *session);
    }
    state.dropping.clear();
}

} // namespace broker
