// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/acl.h"
#include <QHash>
#include <memory>
#include <optional>

namespace auth {

/// Who asks, as a rule sees him. Views: valid as long as what they look at.
struct AclSubject
{
    QByteArrayView user; ///< empty: anonymous
    QByteArrayView clientId;
    QByteArrayView address;
    std::optional<Role> role;
    bool isCertified = false; ///< `user` is the CN of a verified certificate
};

/// A list of rules made ready for asking: by user and by client, so that of a list for thousands of devices each asks
/// only the rules that may concern it. Immutable and shared; any thread.
class AclRules
{
public:
    /// `rules`: checked ones (checkRule).
    static std::shared_ptr<const AclRules> compile(std::vector<AclRule> rules);
    ~AclRules();

    /// What is asked of the list.
    struct Question
    {
        QByteArrayView topic; ///< a name; at SUBSCRIBE a filter
        int qos = 0;
        bool retain = false;
    };
    /// The first rule that matches, null when none does. Views into this object.
    const AclRule *publish(const AclSubject &who, const Question &asked) const;
    /// By inclusion: the first permit that covers the whole filter, or the first deny that swallows it whole. A deny of
    /// a part is for the deliveries.
    const AclRule *subscribe(const AclSubject &who, const Question &asked) const;
    /// Of a concrete topic: subscribe rules as they bear on a delivery. Limits of QoS were asked at SUBSCRIBE.
    const AclRule *receive(const AclSubject &who, QByteArrayView topic) const;

    const std::vector<AclRule> &rules() const { return m_rules; }

private:
    struct Who;
    struct Compiled;
    explicit AclRules(std::vector<AclRule> rules);
    static Who compileWho(const AclWho &who);
    static bool concerns(const Who &who, const AclSubject &subject);
    void index(const AclWho &who, quint32 number);
    /// The first rule of this action that concerns him and for which `matches(compiled)` holds.
    template <typename Matches>
    const AclRule *first(const AclSubject &who, AclRule::Action action, Matches matches) const;

    std::vector<AclRule> m_rules;
    std::vector<Compiled> m_compiled; ///< one a rule
    QHash<QByteArray, std::vector<quint32>> m_byUser;
    QHash<QByteArray, std::vector<quint32>> m_byClient;
    std::vector<quint32> m_general; ///< those that no name selects
};

} // namespace auth
