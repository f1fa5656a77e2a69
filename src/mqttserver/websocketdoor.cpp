// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttserver/websocketdoor.h"
#include "net/websocketstream.h"
#include "web/upgrade.h"
#include <QUrl>
#include <algorithm>

namespace mqttserver {

using base::Error;
using base::ErrorCode;

namespace {

bool isOriginAllowed(const QByteArray &origin, const QByteArrayList &allowed)
{
    if (origin.isEmpty() || allowed.contains("*") || allowed.contains(origin))
        return true;
    const QString host = QUrl(QString::fromUtf8(origin)).host();
    return host == u"localhost" || host == u"127.0.0.1" || host == u"::1";
}

} // namespace

base::Result<QByteArray> WebSocketDoor::check(const web::UpgradeRequest &request, const ListenerSettings &listener)
{
    if (const auto checked = web::checkUpgrade(request); !checked)
        return checked.error();
    if (request.path() != "/" && request.path() != "/mqtt")
        return Error(ErrorCode::NotFound, u"MQTT over WebSocket is at / and at /mqtt"_qs);
    if (!isOriginAllowed(request.origin, listener.allowedOrigins))
        return Error(ErrorCode::PermissionDenied, u"pages of this origin may not connect"_qs);
    static constexpr QByteArrayView supported[] = {"mqtt", "mqttv3.1"};
    QByteArray chosen = web::chooseSubprotocol(request.protocols, supported);
    if (chosen.isEmpty())
        return Error(ErrorCode::Malformed, u"the subprotocol must be mqtt"_qs); // MQTT-6.0.0-3
    return chosen;
}

/// One connection until its 101 or its refusal. Asks the door to delete it.
class WebSocketDoor::Handshake final : private net::ByteStream::Handler
{
public:
    Handshake(WebSocketDoor &door, const ListenerSettings &listener, std::unique_ptr<net::ByteStream> stream,
              base::Monotonic deadline)
        : m_door(door)
        , m_listener(listener)
        , m_stream(std::move(stream))
        , m_deadline(deadline)
    {
        m_stream->setHandler(this);
    }
    ~Handshake() override = default;
    bool isLate(base::Monotonic now) const { return now >= m_deadline; }

private:
    void bytesArrived() override
    {
        base::Bytes input = m_stream->read();
        auto request = web::parseUpgrade(input.view());
        if (!request)
            return refuse(request.error());
        if (!*request)
            return m_stream->putBack(std::move(input));
        const auto subprotocol = check(**request, m_listener);
        if (!subprotocol)
            return refuse(subprotocol.error());
        m_stream->queueCopy(web::switchingProtocols((*request)->key, *subprotocol));
        m_stream->putBack(input.slice((*request)->size));
        auto framed =
            std::make_unique<net::WebSocketStream>(m_door.m_loop, std::move(m_stream), m_door.m_settings.webSocket);
        const auto opened = m_door.m_opened;
        const QByteArray listener = m_listener.name;
        m_door.finished(this); // deletes this
        opened(std::move(framed), listener);
    }

    void refuse(const Error &error)
    {
        m_stream->queueCopy(web::refuseUpgrade(error));
        m_stream->closeAfterFlush();
    }

    void closed(net::CloseReason) override
    {
        if (m_door.m_failed && !m_stream->failure().isEmpty())
            m_door.m_failed(*m_stream);
        m_door.finished(this); // deletes this
    }

    WebSocketDoor &m_door;
    const ListenerSettings &m_listener;
    std::unique_ptr<net::ByteStream> m_stream;
    base::Monotonic m_deadline;
};

WebSocketDoor::WebSocketDoor(net::Loop &loop, const Settings &settings, Opened opened, Failed failed)
    : m_loop(loop)
    , m_settings(settings)
    , m_opened(std::move(opened))
    , m_failed(std::move(failed))
{
}

WebSocketDoor::~WebSocketDoor()
{
    abortAll();
}

void WebSocketDoor::accept(const ListenerSettings &listener, std::unique_ptr<net::ByteStream> stream,
                           base::Monotonic now)
{
    const base::Monotonic deadline = now + m_settings.handshakeDeadline;
    m_handshakes.push_back(std::make_unique<Handshake>(*this, listener, std::move(stream), deadline));
}

void WebSocketDoor::finished(const Handshake *handshake)
{
    std::erase_if(m_handshakes, [handshake](const auto &one) { return one.get() == handshake; });
}

void WebSocketDoor::tick(base::Monotonic now)
{
    std::erase_if(m_handshakes, [now](const auto &one) { return one->isLate(now); });
}

void WebSocketDoor::abortAll()
{
    m_handshakes.clear();
}

} // namespace mqttserver
