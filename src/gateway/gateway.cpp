// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/gateway.h"
#include "gateway/server.h"

namespace gateway {

/// Keeps what the gateway is made of out of its header.
class Gateway::Private
{
public:
    Private(net::Loop &loop, const base::Clock &clock, GatewaySettings settings, GatewayPorts ports)
        : server(loop, clock, std::move(settings), std::move(ports))
    {
    }
    Server server;
};

Gateway::Gateway(net::Loop &loop, const base::Clock &clock, GatewaySettings settings, GatewayPorts ports)
    : d(std::make_unique<Private>(loop, clock, std::move(settings), std::move(ports)))
{
}

Gateway::~Gateway() = default;

base::Result<> Gateway::listen()
{
    return d->server.listen();
}

quint16 Gateway::port(size_t listener) const
{
    return listener < d->server.listeners.size() ? d->server.listeners[listener]->port() : quint16{0};
}

quint16 Gateway::consolePort() const
{
    return d->server.console ? d->server.console->port() : quint16{0};
}

void Gateway::serve(std::unique_ptr<net::ByteStream> stream, Door door)
{
    d->server.serve(std::move(stream), door);
}

void Gateway::serveBankSocket(std::unique_ptr<net::ByteStream> stream)
{
    d->server.bankSocket().serve(std::move(stream));
}

QStringList Gateway::warnings() const
{
    return d->server.warnings;
}

quint16 Gateway::bankSocketPort(bool tls) const
{
    return d->server.bankSocket().port(tls);
}

void Gateway::stopAccepting(std::function<void()> quiet)
{
    d->server.stopAccepting(std::move(quiet));
}

void Gateway::close()
{
    d->server.close();
}

void Gateway::tick()
{
    d->server.tick();
}

void Gateway::committed(qint64 sequence)
{
    d->server.news.push(News(sequence));
}

void Gateway::setUsers(auth::SnapshotPtr users)
{
    d->server.news.push(News(std::move(users)));
}

void Gateway::reloadCertificates()
{
    d->server.news.push(News(ReloadCertificates()));
}

void Gateway::setFigures(const HubFigures &figures)
{
    d->server.news.push(News(figures));
}

void Gateway::tell(const contract::SystemEvent &event)
{
    d->server.news.push(News(event));
}

bool Gateway::tell(contract::EntityEvent event)
{
    return d->server.news.push(News(std::move(event)));
}

Census Gateway::census() const
{
    return {d->server.sessions, d->server.addresses, d->server.connectionCount};
}

} // namespace gateway
