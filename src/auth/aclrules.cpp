// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/aclrules.h"
#include "auth/acltopic.h"
#include "auth/cidr.h"
#include <QRegularExpression>

namespace auth {

/// A condition with its text made ready.
struct AclRules::Who
{
    AclWho::Kind kind = AclWho::Kind::All;
    QByteArray text;
    QRegularExpression pattern;
    std::optional<Cidr> block;
    std::optional<Role> role;
    std::vector<Who> parts;
};

struct AclRules::Compiled
{
    Who who;
    std::vector<CompiledTopic> topics;
};

namespace {

AclPlaceholders placeholdersOf(const AclSubject &who)
{
    return {who.clientId, who.user, who.isCertified ? who.user : QByteArrayView()};
}

bool hasQos(const AclRule &rule, int qos)
{
    return (rule.qos >> qos & 1) != 0;
}

bool hasRetain(const AclRule &rule, bool retain)
{
    return rule.retain == AclRule::Retain::Any || (rule.retain == AclRule::Retain::Set) == retain;
}

constexpr quint32 none = std::numeric_limits<quint32>::max();

/// Steps through a sorted list of rule numbers.
struct Cursor
{
    const std::vector<quint32> *numbers = nullptr;
    size_t at = 0;
    quint32 head() const { return numbers && at < numbers->size() ? (*numbers)[at] : none; }
};

} // namespace

AclRules::~AclRules() = default;

std::shared_ptr<const AclRules> AclRules::compile(std::vector<AclRule> rules)
{
    return std::shared_ptr<const AclRules>(new AclRules(std::move(rules)));
}

AclRules::AclRules(std::vector<AclRule> rules)
    : m_rules(std::move(rules))
{
    m_compiled.reserve(m_rules.size());
    for (quint32 i = 0; i < m_rules.size(); ++i) {
        const AclRule &rule = m_rules[i];
        Compiled compiled{compileWho(rule.who), {}};
        for (const AclTopic &topic : rule.topics) {
            if (auto made = CompiledTopic::compile(topic))
                compiled.topics.push_back(std::move(*made));
        }
        // A rule none of whose filters could be read must not become one for every topic.
        const bool matchesNothing = !rule.topics.empty() && compiled.topics.empty();
        m_compiled.push_back(std::move(compiled));
        if (!matchesNothing)
            index(rule.who, i);
    }
}

AclRules::Who AclRules::compileWho(const AclWho &who)
{
    Who made;
    made.kind = who.kind;
    made.text = who.text.toUtf8();
    if (who.kind == AclWho::Kind::UserPattern || who.kind == AclWho::Kind::ClientIdPattern) {
        made.pattern.setPattern(who.text);
        made.pattern.optimize(); // now, not at the first question: the object is shared by threads
    }
    if (who.kind == AclWho::Kind::Address)
        made.block = Cidr::parse(who.text);
    if (who.kind == AclWho::Kind::Role)
        made.role = parseRole(who.text);
    for (const AclWho &part : who.parts)
        made.parts.push_back(compileWho(part));
    return made;
}

void AclRules::index(const AclWho &who, quint32 number)
{
    using Kind = AclWho::Kind;
    const AclWho *key = &who;
    if (who.kind == Kind::And) { // one name in it is enough to find the rule by
        const auto named = std::find_if(who.parts.begin(), who.parts.end(), [](const AclWho &part) {
            return part.kind == Kind::User || part.kind == Kind::ClientId;
        });
        key = named == who.parts.end() ? &who : &*named;
    }
    if (key->kind == Kind::User)
        m_byUser[key->text.toUtf8()].push_back(number);
    else if (key->kind == Kind::ClientId)
        m_byClient[key->text.toUtf8()].push_back(number);
    else
        m_general.push_back(number);
}

bool AclRules::concerns(const Who &who, const AclSubject &subject)
{
    using Kind = AclWho::Kind;
    const auto holds = [&subject](const Who &part) { return concerns(part, subject); };
    switch (who.kind) {
    case Kind::All:
        return true;
    case Kind::User:
        return subject.user == who.text;
    case Kind::ClientId:
        return subject.clientId == who.text;
    case Kind::UserPattern:
        return !subject.user.isEmpty() && who.pattern.match(QString::fromUtf8(subject.user)).hasMatch();
    case Kind::ClientIdPattern:
        return who.pattern.match(QString::fromUtf8(subject.clientId)).hasMatch();
    case Kind::Address:
        return who.block && who.block->contains(subject.address);
    case Kind::Role:
        return who.role && subject.role == who.role;
    case Kind::Certificate:
        return subject.isCertified && (who.text.isEmpty() || subject.user == who.text);
    case Kind::Anonymous:
        return subject.user.isEmpty();
    case Kind::Named:
        return !subject.user.isEmpty();
    case Kind::And:
        return std::all_of(who.parts.begin(), who.parts.end(), holds);
    case Kind::Or:
        return std::any_of(who.parts.begin(), who.parts.end(), holds);
    }
    return false;
}

template <typename Matches>
const AclRule *AclRules::first(const AclSubject &who, AclRule::Action action, Matches matches) const
{
    const auto listOf = [](const QHash<QByteArray, std::vector<quint32>> &lists, QByteArrayView key) {
        const auto found =
            key.isEmpty() ? lists.cend() : lists.constFind(QByteArray::fromRawData(key.data(), key.size()));
        return found == lists.cend() ? nullptr : &*found;
    };
    std::array<Cursor, 3> cursors{Cursor{&m_general}, Cursor{listOf(m_byUser, who.user)},
                                  Cursor{listOf(m_byClient, who.clientId)}};
    while (true) {
        Cursor &next = *std::min_element(cursors.begin(), cursors.end(),
                                         [](const Cursor &a, const Cursor &b) { return a.head() < b.head(); });
        const quint32 number = next.head();
        if (number == none)
            return nullptr;
        ++next.at;
        const AclRule &rule = m_rules[number];
        const bool ofAction = rule.action == AclRule::Action::All || rule.action == action;
        if (ofAction && concerns(m_compiled[number].who, who) && matches(rule, m_compiled[number].topics))
            return &rule;
    }
}

const AclRule *AclRules::publish(const AclSubject &who, const Question &asked) const
{
    const AclPlaceholders own = placeholdersOf(who);
    return first(who, AclRule::Action::Publish, [&](const AclRule &rule, const std::vector<CompiledTopic> &topics) {
        return hasQos(rule, asked.qos) && hasRetain(rule, asked.retain) &&
               (topics.empty() || std::any_of(topics.begin(), topics.end(), [&](const CompiledTopic &topic) {
                    return topic.matches(asked.topic, own);
                }));
    });
}

const AclRule *AclRules::subscribe(const AclSubject &who, const Question &asked) const
{
    const AclPlaceholders own = placeholdersOf(who);
    return first(who, AclRule::Action::Subscribe, [&](const AclRule &rule, const std::vector<CompiledTopic> &topics) {
        return hasQos(rule, asked.qos) &&
               (topics.empty() || std::any_of(topics.begin(), topics.end(), [&](const CompiledTopic &topic) {
                    return topic.covers(asked.topic, own);
                }));
    });
}

const AclRule *AclRules::receive(const AclSubject &who, QByteArrayView topic) const
{
    const AclPlaceholders own = placeholdersOf(who);
    return first(who, AclRule::Action::Subscribe, [&](const AclRule &rule, const std::vector<CompiledTopic> &topics) {
        const bool permits = rule.effect == AclRule::Effect::Permit;
        // A permit was the reason for the subscription, whatever its QoS; a deny for one QoS spoke of that alone.
        if (!permits && rule.qos != AclRule::anyQos)
            return false;
        return topics.empty() || std::any_of(topics.begin(), topics.end(), [&](const CompiledTopic &one) {
                   return one.isLiteralFilter() ? permits && one.matchesAsFilter(topic) : one.matches(topic, own);
               });
    });
}

} // namespace auth
