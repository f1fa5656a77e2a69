// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/listener.h"
#include "net/admission.h"
#include "net/portholder.h"
#include "net/proxyreader.h"
#include "net/socketstream.h"
#include "net/tlskeeper.h"
#include "net/tlsstream.h"
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace net {

namespace {

using base::Error;
using base::ErrorCode;

#ifdef Q_OS_UNIX
QHostAddress peerOf(qintptr descriptor)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    if (::getpeername(static_cast<int>(descriptor), address, &size) != 0)
        return {};
    return plainAddress(QHostAddress(address));
}

void closeDescriptor(qintptr descriptor)
{
    ::close(static_cast<int>(descriptor));
}
#else
QHostAddress peerOf(qintptr)
{
    return {}; // the limit by address is off here: Qt tells a peer only once a QTcpSocket has the descriptor
}

void closeDescriptor(qintptr descriptor)
{
    QTcpSocket socket;
    socket.setSocketDescriptor(descriptor);
    socket.abort();
}
#endif

Error listenError(const QTcpServer &server, const ListenOptions &options, const QHostAddress &address, quint16 port)
{
    const QString what = options.purpose.isEmpty() ? u"a listener"_qs : options.purpose;
    const QString fix =
        options.howToMove.isEmpty() ? QString() : QString(u" Choose another port with "_qs + options.howToMove + u'.');
    const QString number = QString::number(port);
    switch (server.serverError()) {
    case QAbstractSocket::AddressInUseError: {
        const QString holder = portHolder(port);
        const QString by = holder.isEmpty() ? QString() : QString(u" by "_qs + holder);
        return Error(ErrorCode::Busy,
                     u"Port "_qs + number + u" for "_qs + what + u" is already in use"_qs + by + u'.' + fix);
    }
    case QAbstractSocket::SocketAccessError:
        return Error(ErrorCode::PermissionDenied,
                     u"Port "_qs + number + u" for "_qs + what +
                         u" may not be opened by this user: ports below 1024 need more rights."_qs + fix);
    case QAbstractSocket::SocketAddressNotAvailableError:
        return Error(ErrorCode::InvalidArgument,
                     u"The address "_qs + address.toString() + u" for "_qs + what + u" is not one of this machine."_qs);
    default:
        return Error(ErrorCode::Io, u"Port "_qs + number + u" for "_qs + what + u" cannot be opened: "_qs +
                                        server.errorString() + u'.' + fix);
    }
}

} // namespace

/// Hands descriptors over instead of making sockets of them.
class Listener::Server final : public QTcpServer
{
public:
    explicit Server(Listener *listener)
        : m_listener(listener)
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_listener->accept(descriptor); }

private:
    Listener *m_listener;
};

Listener::Listener(Loop &loop, ListenOptions options, Accepted accepted, QObject *parent)
    : QObject(parent)
    , m_loop(loop)
    , m_options(std::move(options))
    , m_accepted(std::move(accepted))
    , m_admission(std::make_shared<Admission>(m_options.limits))
{
}

Listener::~Listener() = default;

base::Result<> Listener::listen()
{
    m_port = 0;
    for (const QHostAddress &address : std::as_const(m_options.addresses)) {
        if (const auto listening = listenOn(address); !listening) {
            close();
            return listening.error();
        }
    }
    return {};
}

base::Result<> Listener::listenOn(const QHostAddress &address)
{
    if (address == QHostAddress(QHostAddress::LocalHost))
        return listenOnLocalHost();
    return openServer(address, m_port != 0 ? m_port : m_options.port);
}

base::Result<> Listener::listenOnLocalHost()
{
    const quint16 wanted = m_port != 0 ? m_port : m_options.port;
    if (const auto first = openServer(QHostAddress(QHostAddress::LocalHost), wanted); !first)
        return first.error();
    // "localhost" may resolve to ::1. Without IPv6 this fails, and nobody misses it; a port that is taken there alone
    // is a conflict only if the user chose it.
    const auto second = openServer(QHostAddress(QHostAddress::LocalHostIPv6), m_port);
    if (!second && second.error().code() == ErrorCode::Busy && m_options.port != 0)
        return second.error();
    return {};
}

base::Result<> Listener::openServer(const QHostAddress &address, quint16 port)
{
    auto server = std::make_unique<Server>(this);
    server->setListenBacklogSize(m_options.backlog);
    if (!server->listen(address, port))
        return listenError(*server, m_options, address, port);
    QTcpServer *raw = server.get();
    connect(raw, &QTcpServer::acceptError, this, [this, raw] { resumeLater(raw); });
    m_port = server->serverPort();
    m_servers.push_back(std::move(server));
    return {};
}

void Listener::resumeLater(QTcpServer *server)
{
    // Qt stops accepting for good when accept() fails, as it does when descriptors run out; they come back.
    QTimer::singleShot(200, server, [server] { server->resumeAccepting(); });
}

bool Listener::isProxy(const QHostAddress &peer) const
{
    return std::any_of(m_options.proxies.begin(), m_options.proxies.end(),
                       [&peer](const auto &subnet) { return peer.isInSubnet(subnet); });
}

bool Listener::isBanned(const QHostAddress &peer) const
{
    if (!m_options.isBanned || !m_options.isBanned(peer))
        return false;
    m_admission->countRefused();
    return true;
}

void Listener::accept(qintptr descriptor)
{
    const QHostAddress peer = peerOf(descriptor);
    if (isProxy(peer))
        return acceptProxy(descriptor);
    if (isBanned(peer))
        return closeDescriptor(descriptor);
    const base::Clock &clock = m_options.clock ? *m_options.clock : m_systemClock;
    Ticket ticket = m_admission->admit(peer, clock.monotonicNow());
    if (!ticket)
        return closeDescriptor(descriptor);
    if (auto stream = openSocketStream(m_loop, descriptor, std::move(ticket)))
        handOver(std::move(stream));
}

void Listener::acceptProxy(qintptr descriptor)
{
    const Ticket ticket = m_admission->admitProxied();
    if (!ticket)
        return closeDescriptor(descriptor);
    auto stream = openSocketStream(m_loop, descriptor, ticket);
    if (!stream)
        return;
    m_proxyReaders.push_back(std::make_unique<ProxyReader>(
        m_loop, std::move(stream), ticket, [this](ProxyReader *reader, ProxyReader::Outcome outcome) {
            onProxyHeader(reader, std::move(outcome.stream), outcome.ticket, outcome.source);
        }));
}

void Listener::onProxyHeader(ProxyReader *reader, std::unique_ptr<ByteStream> stream, const Ticket &ticket,
                             const QHostAddress &source)
{
    // The reader is inside a call of its own: it goes when that has returned.
    const auto at = std::find_if(m_proxyReaders.begin(), m_proxyReaders.end(),
                                 [reader](const auto &one) { return one.get() == reader; });
    std::shared_ptr<ProxyReader> gone = std::move(*at);
    m_proxyReaders.erase(at);
    QMetaObject::invokeMethod(
        this, [gone] {}, Qt::QueuedConnection);
    if (!stream)
        return m_admission->countRefused();
    if (!source.isNull()) {
        const base::Clock &clock = m_options.clock ? *m_options.clock : m_systemClock;
        const QHostAddress peer = plainAddress(source);
        if (isBanned(peer) || !m_admission->name(ticket, peer, clock.monotonicNow()))
            return;
    }
    handOver(std::move(stream));
}

void Listener::handOver(std::unique_ptr<ByteStream> stream)
{
    if (m_options.tls)
        stream = std::make_unique<TlsStream>(m_loop, std::move(stream), m_options.tls->context());
    m_accepted(std::move(stream));
}

void Listener::close()
{
    m_servers.clear();
    m_proxyReaders.clear();
}

bool Listener::isListening() const
{
    return !m_servers.empty();
}

quint16 Listener::port() const
{
    return m_port;
}

int Listener::connections() const
{
    return m_admission->connections();
}

quint64 Listener::refused() const
{
    return m_admission->refused();
}

quint64 raiseOpenFileLimit(quint64 wanted)
{
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    const rlim_t target = qMin<rlim_t>(limit.rlim_max, wanted);
    if (limit.rlim_cur < target) {
        limit.rlim_cur = target;
        if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
            ::getrlimit(RLIMIT_NOFILE, &limit);
    }
    return limit.rlim_cur;
#else
    Q_UNUSED(wanted)
    return 0;
#endif
}

} // namespace net
