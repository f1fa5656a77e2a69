// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/scope.h"
#include <array>

namespace auth {
namespace {

constexpr std::array scopes{Scope::BankRead,     Scope::BankPost,     Scope::BankOpen,    Scope::EventsRead,
                            Scope::ChannelsRead, Scope::ChannelsTest, Scope::MqttPublish, Scope::MqttSubscribe,
                            Scope::BrokerRead,   Scope::MetricsRead,  Scope::AuditRead,   Scope::QrCreate,
                            Scope::QrRead};

} // namespace

QLatin1StringView word(Scope scope)
{
    switch (scope) {
    case Scope::BankRead:
        return QLatin1StringView("bank:read");
    case Scope::BankPost:
        return QLatin1StringView("bank:post");
    case Scope::BankOpen:
        return QLatin1StringView("bank:open");
    case Scope::EventsRead:
        return QLatin1StringView("events:read");
    case Scope::ChannelsRead:
        return QLatin1StringView("channels:read");
    case Scope::ChannelsTest:
        return QLatin1StringView("channels:test");
    case Scope::MqttPublish:
        return QLatin1StringView("mqtt:publish");
    case Scope::MqttSubscribe:
        return QLatin1StringView("mqtt:subscribe");
    case Scope::BrokerRead:
        return QLatin1StringView("broker:read");
    case Scope::MetricsRead:
        return QLatin1StringView("metrics:read");
    case Scope::AuditRead:
        return QLatin1StringView("audit:read");
    case Scope::QrCreate:
        return QLatin1StringView("qr:create");
    case Scope::QrRead:
        return QLatin1StringView("qr:read");
    }
    Q_UNREACHABLE();
}

std::optional<Scope> parseScope(QStringView text)
{
    for (const Scope scope : scopes) {
        if (text == word(scope))
            return scope;
    }
    return {};
}

std::span<const Scope> allScopes()
{
    return scopes;
}

QStringList ScopeSet::words() const
{
    QStringList list;
    for (const Scope scope : scopes) {
        if (has(scope))
            list.append(word(scope));
    }
    return list;
}

} // namespace auth
