// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "net/admission.h"
#include "net/bytestream.h"
#include <QList>
#include <QObject>
#include <QPair>
#include <functional>
#include <memory>
#include <vector>

class QTcpServer;

namespace net {

class Loop;
class ProxyReader;
class TlsKeeper;

/// Where to listen and whom to let in.
struct ListenOptions
{
    /// QHostAddress::LocalHost (default) listens on 127.0.0.1 and, where there is IPv6, on ::1 at the same port, since
    /// "localhost" may mean either. QHostAddress::Any: all addresses of both families. Several: one socket each.
    QList<QHostAddress> addresses{QHostAddress(QHostAddress::LocalHost)};
    quint16 port = 0;   ///< 0: any free one
    int backlog = 1024; ///< connections the kernel holds until we accept them
    AdmissionLimits limits;
    /// Proxies (subnets) that must begin each connection with a PROXY header, whose source is then the peer, also for
    /// limits and bans. Others are taken as they come. Empty: nobody's word is taken.
    QList<QPair<QHostAddress, int>> proxies;
    /// Not null: connections speak TLS. The stream is given out before its handshake.
    std::shared_ptr<TlsKeeper> tls;
    /// Asked with each peer's address; true: closed at once, before TLS. Empty: nobody is.
    std::function<bool(const QHostAddress &peer)> isBanned;
    const base::Clock *clock = nullptr; ///< for the rate limit; null: the machine's
    QString purpose;                    ///< for messages: "MQTT"
    QString howToMove;                  ///< for messages: "--mqtt-port or the setting mqtt.port"
};

/// A listening TCP port (one socket for each address, two for "localhost"). Accepts in the thread where it lives and
/// hands over open streams.
class Listener final : public QObject
{
public:
    using Accepted = std::function<void(std::unique_ptr<ByteStream> stream)>;

    Listener(Loop &loop, ListenOptions options, Accepted accepted, QObject *parent = nullptr);
    ~Listener() override;

    /// Starts listening. Busy (port taken: the message names the port, who holds it where that can be found, and how to
    /// move), PermissionDenied (ports below 1024), InvalidArgument (not an address of this machine) or Io.
    base::Result<> listen();
    /// Stops accepting; open streams live on.
    void close();
    bool isListening() const;
    /// The real port; 0 before listen().
    quint16 port() const;
    /// Open connections that came in here (wherever their streams are now).
    int connections() const;
    /// Turned away because of a limit, since the start.
    quint64 refused() const;

private:
    class Server;
    base::Result<> listenOn(const QHostAddress &address);
    base::Result<> listenOnLocalHost();
    base::Result<> openServer(const QHostAddress &address, quint16 port);
    void accept(qintptr descriptor);
    void acceptProxy(qintptr descriptor);
    void onProxyHeader(ProxyReader *reader, std::unique_ptr<ByteStream> stream, const Ticket &ticket,
                       const QHostAddress &source);
    void handOver(std::unique_ptr<ByteStream> stream);
    bool isProxy(const QHostAddress &peer) const;
    bool isBanned(const QHostAddress &peer) const;
    void resumeLater(QTcpServer *server);

    Loop &m_loop;
    ListenOptions m_options;
    Accepted m_accepted;
    std::shared_ptr<Admission> m_admission;
    std::vector<std::unique_ptr<QTcpServer>> m_servers;
    std::vector<std::unique_ptr<ProxyReader>> m_proxyReaders;
    const base::SystemClock m_systemClock;
    quint16 m_port = 0;
};

/// Raises the soft limit of open files to the hard one (at most `wanted`). Returns what is in force; 0 where there is
/// no such limit. Call once, early in main().
quint64 raiseOpenFileLimit(quint64 wanted = 100'000);

} // namespace net
