// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "broker/durablechange.h"
#include "broker/ids.h"
#include "broker/notices.h"
#include "broker/shardmessage.h"
#include <optional>
#include <vector>

namespace broker {

/// A question to the host: is this password right? Answer with Authenticated or AuthenticationRefused. The connection
/// may close meanwhile; an answer for it is then ignored.
struct AuthenticationRequest
{
    ConnectionId connection;
    QByteArray clientId;
    std::optional<QByteArray> userName;
    std::optional<QByteArray> password; ///< never log it
    QByteArray address;
    QByteArray listener;
    /// CN of a verified client certificate, empty: none. The host fills it in, which alone knows the stream.
    QByteArray certificateName = {};
    bool bindsClientId = false; ///< the listener demands that the client identifier is the certificate's CN
};

/// One thing for the host to do; small and plain, so that a fan-out to thousands is an array of them.
struct Action
{
    enum class Kind : quint8 {
        Send,         ///< queue head(action), then body(action), on the connection's stream
        Close,        ///< flush what is queued, then close
        Authenticate, ///< request(action)
        Persist,      ///< record(action), to be made durable in this order; answer with Persisted
        Notify,       ///< notice(action)
        Resume,       ///< read on: the connection is no longer held (Broker::isHeld)
    };
    ConnectionId connection; ///< of Send, Close and Resume
    Kind kind = Kind::Send;
    bool mustArrive = false; ///< of Send: later packets rest on it (a topic alias): not to be dropped, whatever it is
    quint32 headSize = 0;
    quint32 headOffset = 0;
    quint32 index = 0; ///< into the side table of the kind
};

/// What the engine wants done, in order. Owned and reused by the host: pass it to as many handle() calls as there are
/// packets in a turn, carry everything out, clear() it. Views into it are valid until the next handle() or clear().
class Actions
{
public:
    const std::vector<Action> &items() const { return m_items; }
    bool isEmpty() const { return m_items.empty(); }

    /// Small bytes before the body: the whole packet for acknowledgements, fixed header and topic for PUBLISH. Actions
    /// of one fan-out share it. Never empty.
    QByteArrayView head(const Action &action) const
    {
        return QByteArrayView(m_heads.data() + action.headOffset, static_cast<qsizetype>(action.headSize));
    }
    /// The payload, the same block for every subscriber; may be empty.
    const base::Bytes &body(const Action &action) const { return m_bodies[action.index]; }
    const AuthenticationRequest &request(const Action &action) const { return m_requests[action.index]; }
    const DurableChange &record(const Action &action) const { return m_records[action.index]; }
    /// All of them, in their order; record() has them no longer.
    std::vector<DurableChange> takeRecords() { return std::exchange(m_records, {}); }
    const Notice &notice(const Action &action) const { return m_notices[action.index]; }

    /// What is wanted of other shards, in order: ShardGroup takes it out.
    std::vector<Forward> &forwards() { return m_forwards; }

    /// Forgets everything, keeps the memory (up to a bound).
    void clear();

    // ---- The engine's side ----

    /// Room for a head of `size` bytes; valid until the next call. Give its offset to send().
    char *newHead(qsizetype size, quint32 &offset)
    {
        offset = static_cast<quint32>(m_heads.size());
        m_heads.resize(m_heads.size() + static_cast<size_t>(size));
        return m_heads.data() + offset;
    }
    /// Registers a body once; give its index to any number of send().
    quint32 addBody(const base::Bytes &body)
    {
        if (body.isEmpty())
            return 0;
        m_bodies.push_back(body);
        return static_cast<quint32>(m_bodies.size() - 1);
    }
    void send(ConnectionId connection, quint32 headOffset, qsizetype headSize, quint32 body = 0,
              bool mustArrive = false)
    {
        m_items.push_back(
            {connection, Action::Kind::Send, mustArrive, static_cast<quint32>(headSize), headOffset, body});
    }
    void resume(ConnectionId connection) { m_items.push_back({connection, Action::Kind::Resume, false, 0, 0, 0}); }
    /// A whole small packet.
    void send(ConnectionId connection, QByteArrayView packet);
    void close(ConnectionId connection);
    void authenticate(AuthenticationRequest request);
    void persist(DurableChange record);
    void notify(Notice notice);
    void forward(quint32 shard, ShardMessage message);

private:
    std::vector<Action> m_items;
    std::vector<char> m_heads;
    std::vector<base::Bytes> m_bodies{base::Bytes()}; ///< [0] is the empty body
    std::vector<AuthenticationRequest> m_requests;
    std::vector<DurableChange> m_records;
    std::vector<Notice> m_notices;
    std::vector<Forward> m_forwards;
};

} // namespace broker
