// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/acljson.h"
#include <QJsonArray>
#include <array>

namespace auth {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using Kind = AclWho::Kind;

struct KindWord
{
    Kind kind;
    QLatin1StringView word;
    bool isBare = false; ///< the word alone, without a text
};
constexpr std::array<KindWord, 12> kindWords{{
    {Kind::All, QLatin1StringView("all"), true},
    {Kind::Anonymous, QLatin1StringView("anonymous"), true},
    {Kind::Named, QLatin1StringView("named"), true},
    {Kind::User, QLatin1StringView("user")},
    {Kind::ClientId, QLatin1StringView("client")},
    {Kind::UserPattern, QLatin1StringView("user_pattern")},
    {Kind::ClientIdPattern, QLatin1StringView("client_pattern")},
    {Kind::Address, QLatin1StringView("address")},
    {Kind::Role, QLatin1StringView("role")},
    {Kind::Certificate, QLatin1StringView("certificate")},
    {Kind::And, QLatin1StringView("and")},
    {Kind::Or, QLatin1StringView("or")},
}};
constexpr int maxDepth = 8;

Error wrong(const QString &sentence)
{
    return {ErrorCode::InvalidArgument, sentence};
}

QJsonValue whoToJson(const AclWho &who)
{
    const auto *found =
        std::find_if(kindWords.begin(), kindWords.end(), [&who](const KindWord &one) { return one.kind == who.kind; });
    const QString name = found->word;
    if (found->isBare)
        return name;
    if (who.kind != Kind::And && who.kind != Kind::Or)
        return QJsonObject{{name, who.text}};
    QJsonArray parts;
    for (const AclWho &part : who.parts)
        parts.append(whoToJson(part));
    return QJsonObject{{name, parts}};
}

Result<AclWho> whoFromJson(const QJsonValue &json, int depth);

Result<AclWho> joined(Kind kind, const QJsonValue &json, int depth)
{
    if (!json.isArray() || depth >= maxDepth)
        return wrong(u"who: \"and\" and \"or\" take a list of conditions, nested at most %1 deep"_qs.arg(maxDepth));
    AclWho who{kind, {}, {}};
    for (const QJsonValue &part : json.toArray()) {
        auto made = whoFromJson(part, depth + 1);
        if (!made)
            return made;
        who.parts.push_back(std::move(*made));
    }
    return who;
}

Result<AclWho> whoFromJson(const QJsonValue &json, int depth)
{
    const QJsonObject object = json.toObject();
    const QString name = json.isString() ? json.toString() : object.isEmpty() ? QString() : object.begin().key();
    const auto *found = std::find_if(kindWords.begin(), kindWords.end(), [&](const KindWord &one) {
        return one.word == name && one.isBare == json.isString();
    });
    if (found == kindWords.end() || object.size() > 1)
        return wrong(
            u"who: a word such as \"all\", or one condition such as {\"user\":\"device_001\"}, is expected"_qs);
    if (found->isBare)
        return AclWho{found->kind, {}, {}};
    const QJsonValue value = object.begin().value();
    if (found->kind == Kind::And || found->kind == Kind::Or)
        return joined(found->kind, value, depth);
    if (!value.isString())
        return wrong(u"who: \"%1\" takes a text"_qs.arg(name));
    return AclWho{found->kind, value.toString(), {}};
}

Result<quint8> qosFromJson(const QJsonValue &json)
{
    quint8 bits = 0;
    const QJsonArray levels = json.isArray() ? json.toArray() : QJsonArray{json};
    for (const QJsonValue &level : levels) {
        const int qos = level.toInt(-1);
        if (qos < 0 || qos > 2)
            return wrong(u"qos: 0, 1, 2 or a list of them is expected"_qs);
        bits = static_cast<quint8>(bits | (1U << static_cast<unsigned>(qos)));
    }
    return bits;
}

Result<std::vector<AclTopic>> topicsFromJson(const QJsonValue &json)
{
    std::vector<AclTopic> topics;
    if (!json.isArray() || json.toArray().isEmpty())
        return wrong(u"topics: a list of filters is expected; leave it out for every topic"_qs);
    for (const QJsonValue &topic : json.toArray()) {
        const QJsonObject object = topic.toObject();
        if (topic.isString())
            topics.push_back({topic.toString().toUtf8(), false});
        else if (object.size() == 1 && object.value(u"eq").isString())
            topics.push_back({object.value(u"eq").toString().toUtf8(), true});
        else
            return wrong(u"topics: a filter, or {\"eq\":\"text\"}, is expected"_qs);
    }
    return topics;
}

Result<> readWords(const QJsonObject &json, AclRule &rule)
{
    const QString effect = json.value(u"effect").toString();
    if (effect != word(AclRule::Effect::Permit) && effect != word(AclRule::Effect::Deny))
        return wrong(u"effect: \"permit\" or \"deny\" is expected"_qs);
    rule.effect = effect == word(AclRule::Effect::Permit) ? AclRule::Effect::Permit : AclRule::Effect::Deny;
    const QString action = json.value(u"action").toString(u"all"_qs);
    rule.action = action == word(AclRule::Action::Publish)     ? AclRule::Action::Publish
                  : action == word(AclRule::Action::Subscribe) ? AclRule::Action::Subscribe
                                                               : AclRule::Action::All;
    if (action != word(rule.action))
        return wrong(u"action: \"publish\", \"subscribe\" or \"all\" is expected"_qs);
    const QJsonValue retain = json.value(u"retain");
    if (!retain.isBool() && !retain.isUndefined() && !retain.isNull())
        return wrong(u"retain: true or false is expected; leave it out for both"_qs);
    if (retain.isBool())
        rule.retain = retain.toBool() ? AclRule::Retain::Set : AclRule::Retain::Clear;
    rule.note = json.value(u"note").toString();
    rule.id = AclRuleId(json.value(u"id").toInteger(0));
    return {};
}

Result<> checkMembers(const QJsonObject &json)
{
    static const QStringList known{u"id"_qs,  u"effect"_qs, u"who"_qs,    u"action"_qs,
                                   u"qos"_qs, u"retain"_qs, u"topics"_qs, u"note"_qs};
    for (const QString &name : json.keys()) {
        if (!known.contains(name))
            return wrong(u"a rule has no member \"%1\""_qs.arg(name.left(40)));
    }
    return {};
}

} // namespace

QJsonObject ruleToJson(const AclRule &rule)
{
    QJsonObject json;
    if (rule.id.value() != 0)
        json.insert(u"id"_qs, rule.id.value());
    json.insert(u"effect"_qs, QString(word(rule.effect)));
    json.insert(u"who"_qs, whoToJson(rule.who));
    json.insert(u"action"_qs, QString(word(rule.action)));
    if (rule.qos != AclRule::anyQos) {
        QJsonArray levels;
        for (int qos = 0; qos < 3; ++qos) {
            if ((rule.qos >> qos & 1) != 0)
                levels.append(qos);
        }
        json.insert(u"qos"_qs, levels);
    }
    if (rule.retain != AclRule::Retain::Any)
        json.insert(u"retain"_qs, rule.retain == AclRule::Retain::Set);
    QJsonArray topics;
    for (const AclTopic &topic : rule.topics) {
        const QString filter = QString::fromUtf8(topic.filter);
        topics.append(topic.isLiteral ? QJsonValue(QJsonObject{{u"eq"_qs, filter}}) : QJsonValue(filter));
    }
    if (!topics.isEmpty())
        json.insert(u"topics"_qs, topics);
    if (!rule.note.isEmpty())
        json.insert(u"note"_qs, rule.note);
    return json;
}

Result<AclRule> ruleFromJson(const QJsonObject &json)
{
    AclRule rule;
    if (const auto known = checkMembers(json); !known)
        return known.error();
    if (const auto read = readWords(json, rule); !read)
        return read.error();
    if (json.contains(u"who"_qs)) {
        auto who = whoFromJson(json.value(u"who"), 0);
        if (!who)
            return who.error();
        rule.who = std::move(*who);
    }
    if (json.contains(u"qos"_qs)) {
        const auto qos = qosFromJson(json.value(u"qos"));
        if (!qos)
            return qos.error();
        rule.qos = *qos;
    }
    if (json.contains(u"topics"_qs)) {
        auto topics = topicsFromJson(json.value(u"topics"));
        if (!topics)
            return topics.error();
        rule.topics = std::move(*topics);
    }
    if (const auto good = checkRule(rule); !good)
        return good.error();
    return rule;
}

} // namespace auth
