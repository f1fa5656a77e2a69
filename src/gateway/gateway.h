// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/channelmessages.h"
#include "gateway/gatewaysettings.h"
#include <memory>

namespace gateway {

/// The HTTP side of the hub: listeners, connections, routes, live feed. One object a hub, made, used and destroyed in
/// one thread with an event loop (net::HubThread), that of `loop`; the functions marked so may be called from any
/// thread.
class Gateway
{
public:
    Gateway(net::Loop &loop, const base::Clock &clock, GatewaySettings settings, GatewayPorts ports);
    ~Gateway();
    Gateway(const Gateway &) = delete;
    Gateway &operator=(const Gateway &) = delete;

    /// Opens all listeners, or none and the first one's error. The bank socket's are no reason to fail: see warnings().
    base::Result<> listen();
    /// What listen() could not open all the same, one sentence each.
    QStringList warnings() const;
    /// Real port of the n-th public listener; of the private one. 0 when not listening.
    quint16 port(size_t listener = 0) const;
    quint16 consolePort() const;
    quint16 bankSocketPort(bool tls) const;

    /// Serves a stream as if a listener had accepted it. For tests over loopback streams.
    void serve(std::unique_ptr<net::ByteStream> stream, Door door);
    void serveBankSocket(std::unique_ptr<net::ByteStream> stream);

    /// First half of stopping: listeners close, idle connections end, no further request is read. `quiet` is called (in
    /// this thread, perhaps at once) when every open request has been answered and its bytes are sent, or 2 s later.
    void stopAccepting(std::function<void()> quiet);
    /// Second half: live feeds are closed with 1001, everything else is cut.
    void close();

    /// Checks deadlines, pings feeds, sends the status. The gateway calls it once a second; tests with a fake clock do.
    void tick();

    // Any thread, from here on.

    /// The ledger has committed events up to `sequence`.
    void committed(qint64 sequence);
    void setUsers(auth::SnapshotPtr users);
    /// Reads the HTTPS certificates again, changed or not. (Changed files are seen within a minute anyway.)
    void reloadCertificates();
    void setFigures(const HubFigures &figures);
    /// Something that the hub itself has to tell: goes to the live feeds of those who may see the broker, and to the
    /// WebSocket channel `general`.
    void tell(const contract::SystemEvent &event);
    /// Something happened to an entity of the plant: goes to the WebSocket channels. False: too much waits there
    /// already, and it is lost (what counts is in the plant's own log).
    bool tell(contract::EntityEvent event);
    Census census() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gateway
