// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLatin1StringView>
#include <QStringList>
#include <QStringView>
#include <optional>
#include <span>

namespace auth {

/// What an API key is for. A key may do what its scopes say and nothing else; administration has no scope.
enum class Scope : quint8 {
    BankRead,
    BankPost,
    BankOpen,
    EventsRead,
    ChannelsRead,
    ChannelsTest,
    MqttPublish,
    MqttSubscribe,
    BrokerRead,
    MetricsRead,
    AuditRead,
    QrCreate,
    QrRead,
};

/// `bank:read`, `bank:post`, `bank:open`, `events:read`, `channels:read`, `channels:test`, `mqtt:publish`,
/// `mqtt:subscribe`, `broker:read`, `metrics:read`, `audit:read`, `qr:create`,
/// `qr:read`.
QLatin1StringView word(Scope scope);
/// Empty for an unknown word.
std::optional<Scope> parseScope(QStringView word);
std::span<const Scope> allScopes();

/// A set of scopes. A plain value.
class ScopeSet
{
public:
    constexpr ScopeSet() = default;
    constexpr ScopeSet(std::initializer_list<Scope> scopes)
    {
        for (const Scope scope : scopes)
            add(scope);
    }
    constexpr bool has(Scope scope) const { return (m_bits & bit(scope)) != 0; }
    constexpr void add(Scope scope) { m_bits |= bit(scope); }
    constexpr bool isEmpty() const { return m_bits == 0; }
    /// In the order of the enum.
    QStringList words() const;
    friend constexpr bool operator==(ScopeSet, ScopeSet) = default;

private:
    static constexpr quint32 bit(Scope scope) { return quint32{1} << static_cast<quint32>(scope); }
    quint32 m_bits = 0;
};

} // namespace auth
