// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "web/socketio.h"
#include <map>

namespace web {

/// What a client wants of its server.
struct SocketNotice
{
    enum class Kind : quint8 {
        Connect, ///< to join `nsp`: answer with accept() or refuse(); `arguments[0]`, if any: what it says of itself
        Event,   ///< `event` with `arguments`; `id`: it asks for an acknowledgement
        Ack,     ///< of what we sent with `id`
        Leave,   ///< it has left `nsp`
    };
    Kind kind = Kind::Connect;
    QByteArray nsp;
    QByteArray event;
    std::vector<QByteArray> arguments; ///< JSON texts; a placeholder stands for each attachment
    std::optional<quint64> id;
    std::vector<base::Bytes> attachments;
};

/// One client's namespaces over one Engine.IO session (Socket.IO 5). Messages in, notices out; answers are made by the
/// functions here and sent by the owner. When a function says "broken", close the session. A value of one thread.
class SocketSession
{
public:
    struct Options
    {
        base::Monotonic connectTimeout = std::chrono::seconds(45); ///< to join the first namespace
        int maxNamespaces = 8;
        int maxAttachments = 32;
        qsizetype maxAttachedBytes = 4 * 1024 * 1024; ///< of one packet
    };

    SocketSession(const Options &options, base::Monotonic now);

    /// A message of the Engine.IO session. False: broken.
    bool receive(const base::Bytes &data, bool isBinary, std::vector<SocketNotice> &out);
    /// The answer to Connect. `sid`: this namespace's, another than the session's.
    EngineMessage accept(const QByteArray &nsp, QByteArrayView sid);
    EngineMessage refuse(const QByteArray &nsp, QByteArrayView message);
    /// From our side.
    EngineMessage leave(const QByteArray &nsp);
    bool hasJoined(const QByteArray &nsp) const;
    /// False: no namespace was joined in time: broken.
    bool tick(base::Monotonic now) const;

private:
    bool take(SocketPacket packet, std::vector<SocketNotice> &out);
    bool takeAttachment(const base::Bytes &data, std::vector<SocketNotice> &out);
    bool isExpected(const SocketPacket &packet) const;

    Options m_options;
    base::Monotonic m_connectBy;
    bool m_wasJoined = false;
    std::map<QByteArray, bool> m_namespaces; ///< true: joined; false: it waits for our answer
    std::optional<SocketPacket> m_open;      ///< whose attachments are still coming
    std::vector<base::Bytes> m_attachments;
    qsizetype m_attachedBytes = 0;
};

} // namespace web
