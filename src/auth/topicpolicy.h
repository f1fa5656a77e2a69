// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/role.h"
#include <QByteArrayView>
#include <memory>
#include <optional>

namespace auth {

/// SPEC 3, ARCHITECTURE "Security profiles".
enum class Profile { Branch, Lab };
QLatin1StringView word(Profile profile); ///< "branch", "lab"

/// Who a client of the broker is: a user's role, or nobody.
struct MqttIdentity
{
    std::optional<Role> role; ///< none: connected without credentials
};

/// Which topics an MQTT client may use. An immutable snapshot shared by threads; swapped as a whole when rules change.
/// The hub's own publications do not pass here: it alone writes `banco/#`.
class TopicPolicy
{
public:
    static std::shared_ptr<const TopicPolicy> create(Profile profile);

    /// Branch: credentials are required (S0-50); lab: they are not, but false ones are still refused.
    bool admitsAnonymous() const { return m_profile == Profile::Lab; }
    /// `topic`: a name without wildcards. Never `$SYS/#`, nor `banco/#` but `banco/alertas` (S0-41): in lab for
    /// everybody, in branch for supervisor and administrador.
    bool mayPublish(const MqttIdentity &who, QByteArrayView topic) const;
    /// `filter`: with wildcards, perhaps `$share/group/…`, which counts as the filter inside it (SPEC 3). True when
    /// every topic that it can match may be read; so `#` is refused to who may not read all.
    bool maySubscribe(const MqttIdentity &who, QByteArrayView filter) const;
    /// For each delivery: rules may have changed since the subscription.
    bool mayReceive(const MqttIdentity &who, QByteArrayView topic) const;

private:
    explicit TopicPolicy(Profile profile)
        : m_profile(profile)
    {
    }
    bool readsBank(const MqttIdentity &who) const;
    Profile m_profile;
};

} // namespace auth
