// SPDX-License-Identifier: GPL-3.0-or-later
// A client of Engine.IO who says anything in any order: lines of the input are what happens. Whatever comes, the
// session keeps its promises: nothing after the end, no message on a WebSocket that is only being tried, no answer
// without a GET, and no memory beyond the limit.
#include "web/engineiosession.h"

namespace {

using Kind = web::EngineAction::Kind;

class Watcher
{
public:
    explicit Watcher(web::EngineSession::Transport transport)
        : m_isSocket(transport == web::EngineSession::Transport::WebSocket)
    {
    }
    bool isPolled = false;
    void look(const web::EngineActions &actions)
    {
        for (const web::EngineAction &action : actions) {
            if (m_ended)
                qFatal("something follows the end");
            switch (action.kind) {
            case Kind::AnswerPoll:
                if (!std::exchange(isPolled, false))
                    qFatal("an answer without a GET");
                break;
            case Kind::Send:
                if (!m_isSocket)
                    qFatal("a message on no WebSocket");
                break;
            case Kind::Promote:
                m_isSocket = true;
                break;
            case Kind::Ended:
                m_ended = true;
                break;
            default:
                break;
            }
        }
    }
    bool hasEnded() const { return m_ended; }

private:
    bool m_isSocket;
    bool m_ended = false;
};

void decodeAlone(QByteArrayView bytes)
{
    const base::Bytes body = base::Bytes::copyOf(bytes);
    const auto packets = web::decodeEnginePayload(body);
    if (packets && qsizetype(packets->size()) != bytes.count('\x1e') + 1)
        qFatal("packets were lost");
}

void act(web::EngineSession &session, Watcher &watcher, const QByteArray &line, base::Monotonic &now,
         web::EngineActions &out)
{
    const base::Bytes rest = base::Bytes::copyOf(QByteArrayView(line).sliced(1));
    switch (line[0]) {
    case 'g':
        // A GET that is refused because there is one already answers that one.
        watcher.isPolled = session.poll(out) || watcher.isPolled;
        break;
    case 'x':
        session.pollGone(out);
        watcher.isPolled = false;
        break;
    case 'p':
        session.post(rest, now, out);
        break;
    case 's':
        session.probeOpened(now);
        break;
    case 'u':
        session.probeMessage(rest, false, out);
        break;
    case 'c':
        session.probeClosed();
        break;
    case 'w':
        if (session.transport() == web::EngineSession::Transport::WebSocket)
            session.socketMessage(rest, false, now, out);
        break;
    case 'm':
        session.send(web::engineText(web::EnginePacketType::Message, rest.view()), out);
        break;
    case 't':
        now += std::chrono::seconds(7);
        session.tick(now, out);
        break;
    default:
        break;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    decodeAlone(bytes);
    web::EngineSession::Options options;
    options.maxQueued = 256;
    const auto transport =
        size % 2 == 0 ? web::EngineSession::Transport::Polling : web::EngineSession::Transport::WebSocket;
    web::EngineSession session("sid", transport, options, {});
    Watcher watcher(transport);
    base::Monotonic now{};
    for (const QByteArray &line : bytes.split('\n')) {
        if (line.isEmpty())
            continue;
        web::EngineActions out;
        act(session, watcher, line, now, out);
        watcher.look(out);
        if (watcher.hasEnded() != session.hasEnded())
            qFatal("the end was not told");
        if (session.queuedBytes() > options.maxQueued)
            qFatal("the queue has no limit");
    }
    return 0;
}
