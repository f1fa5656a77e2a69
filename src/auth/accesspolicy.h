// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesssnapshot.h"
#include "auth/snapshot.h"
#include "auth/topicpolicy.h"

namespace auth {

/// An MQTT client as the broker knows him. Views.
struct AccessClient
{
    QByteArrayView user; ///< empty: anonymous
    QByteArrayView clientId;
    QByteArrayView address;
    bool isCertified = false;
};

/// What a decision rests on.
struct AccessDecision
{
    enum class By : quint8 {
        Builtin, ///< bank topics, `$SYS`, a customer's own topics: no rule changes these
        Rule,    ///< `rule`, of the operator's list
        Device,  ///< a device's own topics (S1-69 … S1-71)
        Profile, ///< what the profile gives to a person's role, in lab to everybody (TopicPolicy)
        Default, ///< nothing permitted it
        Stranger ///< the user is gone or disabled
    };
    bool allowed = false;
    By by = By::Default;
    const AclRule *rule = nullptr; ///< into the policy that was asked
};

/// Who may publish, subscribe and receive what: layer upon layer, deny in the end. Built-in: bank topics are the hub's
/// to write, `$SYS` is read by operators, a customer reads his own topics alone. Then the operator's rules, in order;
/// then a device's own topics; then what the profile gives to roles. An immutable snapshot; any thread.
class AccessPolicy
{
public:
    AccessPolicy(std::shared_ptr<const TopicPolicy> topics, const Snapshot &users, AccessSnapshotPtr access);

    AccessDecision publish(const AccessClient &who, QByteArrayView topic, int qos, bool retain) const;
    /// `filter`: without `$share/group/`, or with it.
    AccessDecision subscribe(const AccessClient &who, QByteArrayView filter, int qos) const;
    AccessDecision receive(const AccessClient &who, QByteArrayView topic) const;

private:
    /// What is known of a name.
    struct Known
    {
        std::optional<Role> role;
        QByteArray cedula; ///< of a customer
        QByteArray deviceId;
        std::optional<ScopeSet> scopes = {}; ///< of an API key: `mqtt:publish` and `mqtt:subscribe` bound it
    };
    /// Empty for a stranger.
    std::optional<Known> find(const AccessClient &who) const;
    static AclSubject subjectOf(const AccessClient &who, const Known &known);
    /// Whether the profile has a say on this topic: not for customers, and in branch not on `$SYS`.
    bool hasProfileRights(const Known &known, QByteArrayView topic) const;

    std::shared_ptr<const TopicPolicy> m_topics;
    AccessSnapshotPtr m_access;
    QHash<QByteArray, Known> m_people; ///< enabled ones
};

/// "builtin", "rule", "device", "profile", "default", "stranger".
QLatin1StringView word(AccessDecision::By by);

} // namespace auth
