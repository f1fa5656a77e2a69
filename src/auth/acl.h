// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/role.h"
#include "base/result.h"
#include "base/strongid.h"
#include <QByteArray>
#include <QString>
#include <QStringList>
#include <vector>

namespace auth {

/// Whom a rule of the access list concerns: one condition, or several joined. A plain value.
struct AclWho
{
    enum class Kind : quint8 {
        All,             ///< everybody, anonymous too
        User,            ///< the user name is `text`
        ClientId,        ///< the client identifier is `text`
        UserPattern,     ///< the user name matches the regular expression `text` somewhere (EMQX `{re,…}`)
        ClientIdPattern, ///< the same of the client identifier
        Address,         ///< the peer's address lies in `text`, an address or a CIDR block
        Role,            ///< a person whose role's word is `text`
        Certificate,     ///< came with a verified certificate; `text`: its CN, empty: any
        Anonymous,       ///< came without credentials
        Named,           ///< came with credentials
        And,             ///< all of `parts`
        Or,              ///< one of `parts`
    };
    Kind kind = Kind::All;
    QString text;
    std::vector<AclWho> parts;
    friend bool operator==(const AclWho &, const AclWho &) = default;
};

/// A topic filter in a rule. `%c %u` and `${clientid} ${username} ${cert_common_name}` stand for the client's own, as
/// whole levels; one that has no value, or a value with + # / or NUL in it, matches nothing (SPEC 3).
struct AclTopic
{
    QByteArray filter;
    bool isLiteral = false; ///< `{eq,"#"}`: the text itself, neither wildcards nor placeholders
    friend bool operator==(const AclTopic &, const AclTopic &) = default;
};

using AclRuleId = base::StrongId<struct AclRuleTag, qint64>;

/// One rule of the operator's list. Rules are tried in order, the first that matches decides (SPEC 3).
struct AclRule
{
    enum class Effect : quint8 { Permit, Deny };
    enum class Action : quint8 { Publish, Subscribe, All };
    /// What a rule asks of RETAIN at PUBLISH.
    enum class Retain : quint8 { Any, Set, Clear };
    static constexpr quint8 anyQos = 0b111;

    AclRuleId id; ///< given by the store
    Effect effect = Effect::Deny;
    AclWho who;
    Action action = Action::All;
    quint8 qos = anyQos; ///< bit n: QoS n
    Retain retain = Retain::Any;
    std::vector<AclTopic> topics; ///< empty: every topic
    QString note;
    friend bool operator==(const AclRule &, const AclRule &) = default;
};

/// InvalidArgument with a sentence for a rule that cannot be meant: filters that are none, a placeholder inside a
/// level, an unknown role, an address or expression that cannot be read, conditions nested beyond 8.
base::Result<> checkRule(const AclRule &rule);

/// The wire's and the store's words: "permit", "deny"; "publish", "subscribe", "all".
QLatin1StringView word(AclRule::Effect effect);
QLatin1StringView word(AclRule::Action action);

} // namespace auth
