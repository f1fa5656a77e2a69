// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/gatewaysettings.h"
#include "net/tlskeeper.h"

using namespace Qt::StringLiterals;
using base::Result;

namespace hub {
namespace {

struct PublicPort
{
    quint16 port = 0;
    QString purpose;
    QString howToMove;
};

net::ListenOptions listenOptions(const Settings &settings, const PublicPort &at)
{
    net::ListenOptions options;
    options.addresses = parseAddresses(u"network.bind"_s, settings.bind).valueOr(options.addresses); // checked before
    options.port = at.port;
    options.limits = settings.http.limits;
    options.purpose = at.purpose;
    options.howToMove = at.howToMove;
    return options;
}

} // namespace

auth::Profile authProfile(Profile profile)
{
    return profile == Profile::Lab ? auth::Profile::Lab : auth::Profile::Branch;
}

Result<gateway::GatewaySettings> gatewaySettings(const Settings &settings, const GatewayDoors &doors)
{
    gateway::GatewaySettings gateway;
    const auto add = [&](const PublicPort &at) -> net::ListenOptions & {
        gateway.listeners.push_back(listenOptions(settings, at));
        return gateway.listeners.back();
    };
    if (settings.httpPort)
        add({*settings.httpPort, u"HTTP"_s, u"--http-port or the setting http.port"_s});
    if (settings.httpAliasPort && doors.alias)
        add({*settings.httpAliasPort, u"HTTP (alias)"_s, u"--http-alias-port or the setting http.alias_port"_s});
    if (settings.http.tlsPort) {
        auto keeper = net::TlsKeeper::open(*settings.http.tls);
        if (!keeper)
            return keeper.error().with(u"http.tls.port"_s);
        add({*settings.http.tlsPort, u"HTTPS"_s, u"--https-port or the setting http.tls.port"_s}).tls = *keeper;
    }
    auto bankSocket = bankSocketSettings(settings.bankSocket);
    if (!bankSocket)
        return bankSocket.error();
    gateway.bankSocket = std::move(*bankSocket);
    gateway.consoleSecret = doors.consoleSecret;
    gateway.profile = authProfile(settings.profile);
    gateway.hubName = settings.hubName;
    gateway.version = QStringLiteral(VENTANILLA_VERSION);
    gateway.zone = QTimeZone(settings.timeZone);
    gateway.currency = settings.currency;
    gateway.denominations = settings.tills.denominations;
    gateway.channels = settings.channels;
    gateway.events = settings.events;
    gateway.unusualMinor = settings.approvals.unusualMinor;
    gateway.unusualDays = settings.approvals.unusualDays;
    gateway.socketIo = settings.messaging.socketIo;
    gateway.limits.body = settings.http.maxBody;
    gateway.http = settings.http.callers;
    return gateway;
}

} // namespace hub
