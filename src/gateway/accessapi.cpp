// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/accessapi.h"
#include "auth/acljson.h"
#include "auth/emqxacl.h"
#include "gateway/accessjson.h"
#include "gateway/credentialapi.h"
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;
using Reply = gateway::AccessReply;

namespace gateway {
namespace {

Error notFound()
{
    return {ErrorCode::NotFound, u"there is no such thing"_s};
}

QJsonArray rulesJson(const std::vector<auth::AclRule> &rules)
{
    QJsonArray list;
    for (const auth::AclRule &rule : rules)
        list.append(auth::ruleToJson(rule));
    return list;
}

Result<std::vector<auth::AclRule>> rulesFrom(const QJsonArray &list)
{
    std::vector<auth::AclRule> rules;
    for (const QJsonValue &value : list) {
        auto rule = auth::ruleFromJson(value.toObject());
        if (!rule)
            return rule.error().with(u"rule %1"_s.arg(rules.size() + 1));
        rules.push_back(std::move(*rule));
    }
    return rules;
}

/// Our own form of a whole list: `{"rules":[…]}`.
auth::AclFile readOwn(const QByteArray &text)
{
    auth::AclFile file;
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    const QJsonArray list = json.value(u"rules").toArray();
    if (!json.value(u"rules").isArray())
        file.report.push_back({1, auth::ImportNote::Kind::NotTaken, u"{\"rules\":[…]} is expected"_s});
    int number = 0;
    for (const QJsonValue &value : list) {
        ++number;
        auto rule = auth::ruleFromJson(value.toObject());
        if (!rule) {
            file.report.push_back({number, auth::ImportNote::Kind::NotTaken, rule.error().message()});
            continue;
        }
        rule->id = {};
        file.rules.push_back(std::move(*rule));
        file.report.push_back({number, auth::ImportNote::Kind::Taken, {}});
    }
    return file;
}

Result<auth::AclFile> readAs(const QString &format, const QByteArray &text)
{
    if (format == u"mosquitto")
        return auth::readMosquittoAcl(text);
    if (format == u"emqx")
        return auth::readEmqxAcl(text);
    if (format == u"json")
        return readOwn(text);
    return {ErrorCode::InvalidArgument, u"format: mosquitto, emqx or json is expected"_s};
}

} // namespace

const QList<std::pair<QByteArray, QString>> &AccessApi::routes()
{
    static const QList<std::pair<QByteArray, QString>> all{
        {"GET", u"credentials"_s},
        {"POST", u"credentials"_s},
        {"GET", u"credentials/{}"_s},
        {"PATCH", u"credentials/{}"_s},
        {"DELETE", u"credentials/{}"_s},
        {"POST", u"credentials/{}/rotate"_s},
        {"GET", u"credentials-file"_s},
        {"POST", u"credentials-file"_s},
        {"GET", u"acl"_s},
        {"PUT", u"acl"_s},
        {"POST", u"acl"_s},
        {"GET", u"acl/{}"_s},
        {"PUT", u"acl/{}"_s},
        {"DELETE", u"acl/{}"_s},
        {"GET", u"acl-file"_s},
        {"POST", u"acl-file"_s},
        {"POST", u"acl-check"_s},
    };
    return all;
}

Result<Reply> AccessApi::call(const AccessCall &call)
{
    const QString group = call.path.value(0);
    const bool reads = call.method == "GET";
    if (group == u"credentials" || group == u"credentials-file")
        return CredentialApi(m_registry).call(call);
    if (group == u"acl")
        return rules(call);
    if (group == u"acl-file")
        return reads ? exportRules(call) : importRules(call);
    return group == u"acl-check" ? check(call) : Result<Reply>(notFound());
}

Result<Reply> AccessApi::rules(const AccessCall &call)
{
    if (call.path.size() > 1)
        return changeRule(call);
    if (call.method == "GET")
        return showRules();
    return call.method == "PUT" ? replaceRules(call) : addRule(call);
}

Result<Reply> AccessApi::showRules() const
{
    return Reply{200,
                 {{u"rules"_s, rulesJson(m_registry.rules())}, {u"number"_s, qint64(m_registry.snapshot()->number)}}};
}

Result<Reply> AccessApi::replaceRules(const AccessCall &call)
{
    BodyReader body(call.body);
    const auto list = body.array(u"rules"_s);
    const auto number = body.number(u"number"_s);
    if (const auto read = body.result(); !read)
        return read.error();
    if (!list)
        return {ErrorCode::InvalidArgument, u"rules is missing"_s};
    if (number && *number != qint64(m_registry.snapshot()->number))
        return {ErrorCode::Conflict, u"somebody has changed access since the list was read"_s};
    auto rules = rulesFrom(*list);
    if (!rules)
        return rules.error();
    if (const auto set = m_registry.setRules(std::move(*rules), call.by); !set)
        return set.error();
    return showRules();
}

Result<Reply> AccessApi::addRule(const AccessCall &call)
{
    QJsonObject json = call.body;
    const QJsonValue position = json.take(u"position"_s);
    json.remove(u"id"_s);
    auto rule = auth::ruleFromJson(json);
    if (!rule)
        return rule.error();
    std::vector<auth::AclRule> rules = m_registry.rules();
    const auto at = static_cast<size_t>(std::max<qint64>(position.toInteger(qint64(rules.size())), 0));
    const size_t index = std::min(at, rules.size());
    rules.insert(rules.begin() + static_cast<std::ptrdiff_t>(index), std::move(*rule));
    if (const auto set = m_registry.setRules(std::move(rules), call.by); !set)
        return set.error();
    return Reply{201, auth::ruleToJson(m_registry.rules().at(index))};
}

Result<Reply> AccessApi::changeRule(const AccessCall &call)
{
    std::vector<auth::AclRule> rules = m_registry.rules();
    const qint64 id = call.path.value(1).toLongLong();
    const auto found =
        std::find_if(rules.begin(), rules.end(), [id](const auth::AclRule &rule) { return rule.id.value() == id; });
    if (found == rules.end())
        return {ErrorCode::NotFound, u"there is no such rule"_s};
    if (call.method == "GET")
        return Reply{200, auth::ruleToJson(*found)};
    const bool deletes = call.method == "DELETE";
    if (deletes) {
        rules.erase(found);
    } else {
        auto rule = auth::ruleFromJson(call.body);
        if (!rule)
            return rule.error();
        rule->id = auth::AclRuleId(id);
        *found = std::move(*rule);
    }
    if (const auto set = m_registry.setRules(std::move(rules), call.by); !set)
        return set.error();
    if (deletes)
        return Reply{204, {}};
    AccessCall again = call;
    again.method = "GET";
    return changeRule(again);
}

Result<Reply> AccessApi::importRules(const AccessCall &call)
{
    BodyReader body(call.body);
    const QString format = body.required(u"format"_s);
    const QString text = body.required(u"text"_s);
    const bool apply = body.flag(u"apply"_s).value_or(false);
    const bool replace = body.flag(u"replace"_s).value_or(false);
    const bool partial = body.flag(u"partial"_s).value_or(false);
    if (const auto read = body.result(); !read)
        return read.error();
    auto file = readAs(format, text.toUtf8());
    if (!file)
        return file.error();
    const bool complete = auth::isComplete(file->report);
    const bool goes = apply && (complete || partial);
    QJsonObject answer{{u"applied"_s, goes},
                       {u"complete"_s, complete},
                       {u"report"_s, reportJson(file->report)},
                       {u"rules"_s, rulesJson(file->rules)}};
    if (!goes)
        return Reply{200, answer};
    std::vector<auth::AclRule> rules = replace ? std::vector<auth::AclRule>() : m_registry.rules();
    rules.insert(rules.end(), file->rules.begin(), file->rules.end());
    if (const auto set = m_registry.setRules(std::move(rules), call.by); !set)
        return set.error();
    return Reply{200, answer};
}

Result<Reply> AccessApi::exportRules(const AccessCall &call) const
{
    BodyReader body(call.body);
    const QString format = body.text(u"format"_s).value_or(u"json"_s);
    if (const auto read = body.result(); !read)
        return read.error();
    const std::vector<auth::AclRule> &rules = m_registry.rules();
    auth::AclText out;
    if (format == u"mosquitto")
        out = auth::writeMosquittoAcl(rules);
    else if (format == u"emqx")
        out = auth::writeEmqxAcl(rules);
    else if (format == u"json")
        out.text = QJsonDocument(QJsonObject{{u"rules"_s, rulesJson(rules)}}).toJson();
    else
        return {ErrorCode::InvalidArgument, u"format: mosquitto, emqx or json is expected"_s};
    return Reply{200,
                 {{u"text"_s, QString::fromUtf8(out.text)},
                  {u"complete"_s, auth::isComplete(out.report)},
                  {u"report"_s, reportJson(out.report)}}};
}

Result<Reply> AccessApi::check(const AccessCall &call) const
{
    BodyReader body(call.body);
    const QByteArray user = body.text(u"username"_s).value_or(QString()).toUtf8();
    const QByteArray client = body.text(u"client_id"_s).value_or(QString()).toUtf8();
    const QByteArray address = body.text(u"address"_s).value_or(u"127.0.0.1"_s).toUtf8();
    const bool certified = body.flag(u"certified"_s).value_or(false);
    const QString action = body.required(u"action"_s);
    const QByteArray topic = body.required(u"topic"_s).toUtf8();
    const int qos = static_cast<int>(body.number(u"qos"_s).value_or(0));
    const bool retain = body.flag(u"retain"_s).value_or(false);
    if (const auto read = body.result(); !read)
        return read.error();
    const auth::AccessClient who{user, client, address, certified};
    auth::AccessDecision decision;
    if (action == u"publish")
        decision = m_policy->publish(who, topic, qos, retain);
    else if (action == u"subscribe")
        decision = m_policy->subscribe(who, topic, qos);
    else if (action == u"receive")
        decision = m_policy->receive(who, topic);
    else
        return {ErrorCode::InvalidArgument, u"action: publish, subscribe or receive is expected"_s};
    QJsonObject answer{{u"allowed"_s, decision.allowed}, {u"by"_s, QString(auth::word(decision.by))}};
    if (decision.rule)
        answer.insert(u"rule"_s, auth::ruleToJson(*decision.rule));
    return Reply{200, answer};
}

} // namespace gateway
