// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/emqxacl.h"
#include "auth/erlangterm.h"

namespace auth {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using Type = ErlangTerm::Type;
using Who = AclWho::Kind;
using Kind = ImportNote::Kind;

Error notUnderstood(const QString &what)
{
    return {ErrorCode::Unsupported, what};
}

Result<AclWho> whoFrom(const ErlangTerm &term);

Result<AclWho> joinedFrom(Who kind, const ErlangTerm &list)
{
    if (list.type != Type::List)
        return notUnderstood(u"'and' and 'or' take a list"_qs);
    AclWho who{kind, {}, {}};
    for (const ErlangTerm &item : list.items) {
        auto part = whoFrom(item);
        if (!part)
            return part;
        who.parts.push_back(std::move(*part));
    }
    return who;
}

/// `{user, "x"}`, `{user, {re, "^x"}}`, the same of clients.
Result<AclWho> namedFrom(Who exact, Who pattern, const ErlangTerm &value)
{
    if (value.type == Type::String)
        return AclWho{exact, QString::fromUtf8(value.text), {}};
    if (value.isTagged(2) && value.items[0].isAtom("re") && value.items[1].type == Type::String)
        return AclWho{pattern, QString::fromUtf8(value.items[1].text), {}};
    return notUnderstood(u"a name takes a text or {re, \"…\"}"_qs);
}

Result<AclWho> addressesFrom(const ErlangTerm &list)
{
    AclWho who{Who::Or, {}, {}};
    for (const ErlangTerm &item : list.items) {
        if (item.type != Type::String)
            return notUnderstood(u"ipaddrs takes a list of addresses"_qs);
        who.parts.push_back({Who::Address, QString::fromUtf8(item.text), {}});
    }
    return who;
}

Result<AclWho> whoFrom(const ErlangTerm &term)
{
    if (term.isAtom("all"))
        return AclWho();
    if (!term.isTagged(2))
        return notUnderstood(u"a condition such as {user, \"x\"} is expected"_qs);
    const QByteArray &tag = term.items[0].text;
    const ErlangTerm &value = term.items[1];
    if (tag == "user" || tag == "username")
        return namedFrom(Who::User, Who::UserPattern, value);
    if (tag == "client" || tag == "clientid")
        return namedFrom(Who::ClientId, Who::ClientIdPattern, value);
    if (tag == "ipaddr" && value.type == Type::String)
        return AclWho{Who::Address, QString::fromUtf8(value.text), {}};
    if (tag == "ipaddrs" && value.type == Type::List)
        return addressesFrom(value);
    if (tag == "and")
        return joinedFrom(Who::And, value);
    if (tag == "or")
        return joinedFrom(Who::Or, value);
    return notUnderstood(u"the condition \"%1\" is not known here"_qs.arg(QString::fromUtf8(tag)));
}

Result<quint8> qosFrom(const ErlangTerm &term)
{
    quint8 bits = 0;
    const std::vector<ErlangTerm> levels = term.type == Type::List ? term.items : std::vector{term};
    for (const ErlangTerm &level : levels) {
        if (level.type != Type::Number || level.text.size() != 1 || level.text > "2")
            return notUnderstood(u"a QoS is 0, 1 or 2"_qs);
        bits = static_cast<quint8>(bits | (1U << static_cast<unsigned>(level.text.toInt())));
    }
    return bits;
}

Result<> readOption(const ErlangTerm &option, AclRule &rule)
{
    if (!option.isTagged(2))
        return notUnderstood(u"{qos, …} or {retain, …} is expected"_qs);
    const ErlangTerm &value = option.items[1];
    if (option.items[0].isAtom("qos")) {
        const auto bits = qosFrom(value);
        if (!bits)
            return bits.error();
        rule.qos = *bits;
        return {};
    }
    const bool isWord = value.isAtom("true") || value.isAtom("false") || value.isAtom("all");
    if (!option.items[0].isAtom("retain") || !isWord)
        return notUnderstood(u"{retain, true|false|all} is expected"_qs);
    if (!value.isAtom("all"))
        rule.retain = value.isAtom("true") ? AclRule::Retain::Set : AclRule::Retain::Clear;
    return {};
}

Result<> readAction(const ErlangTerm &term, AclRule &rule)
{
    const bool hasOptions = term.isTagged(2) && term.items[1].type == Type::List;
    const ErlangTerm &name = hasOptions ? term.items[0] : term;
    if (name.isAtom("publish"))
        rule.action = AclRule::Action::Publish;
    else if (name.isAtom("subscribe"))
        rule.action = AclRule::Action::Subscribe;
    else if (name.isAtom("all") || name.isAtom("pubsub"))
        rule.action = AclRule::Action::All;
    else
        return notUnderstood(u"publish, subscribe or all is expected"_qs);
    if (!hasOptions)
        return {};
    for (const ErlangTerm &option : term.items[1].items) {
        if (const auto read = readOption(option, rule); !read)
            return read;
    }
    return {};
}

Result<> readTopics(const ErlangTerm &term, AclRule &rule)
{
    if (term.isAtom("all")) {
        rule.topics = {{"#", false}};
        return {};
    }
    if (term.type != Type::List || term.items.empty())
        return notUnderstood(u"a list of topics is expected"_qs);
    for (const ErlangTerm &topic : term.items) {
        if (topic.type == Type::String && topic.text.startsWith("eq "))
            rule.topics.push_back({topic.text.sliced(3), true});
        else if (topic.type == Type::String)
            rule.topics.push_back({topic.text, false});
        else if (topic.isTagged(2) && topic.items[0].isAtom("eq") && topic.items[1].type == Type::String)
            rule.topics.push_back({topic.items[1].text, true});
        else
            return notUnderstood(u"a topic is a text or {eq, \"…\"}"_qs);
    }
    return {};
}

Result<AclRule> ruleFrom(const ErlangTerm &term)
{
    AclRule rule;
    if (!term.isTagged(2) && !term.isTagged(4))
        return notUnderstood(u"{allow|deny, Who, Action, Topics} is expected"_qs);
    if (!term.items[0].isAtom("allow") && !term.items[0].isAtom("deny"))
        return notUnderstood(u"allow or deny is expected"_qs);
    rule.effect = term.items[0].isAtom("allow") ? AclRule::Effect::Permit : AclRule::Effect::Deny;
    if (term.items.size() == 2) {
        if (!term.items[1].isAtom("all"))
            return notUnderstood(u"{allow|deny, all} or four members are expected"_qs);
        // A permit for everything is EMQX's "#", which leaves $SYS out; a denial is one of everything.
        if (rule.effect == AclRule::Effect::Permit)
            rule.topics = {{"#", false}};
        return rule;
    }
    auto who = whoFrom(term.items[1]);
    if (!who)
        return who.error();
    rule.who = std::move(*who);
    if (const auto read = readAction(term.items[2], rule); !read)
        return read.error();
    if (const auto read = readTopics(term.items[3], rule); !read)
        return read.error();
    if (const auto good = checkRule(rule); !good)
        return good.error();
    return rule;
}

bool isDenyAll(const AclRule &rule)
{
    AclRule all;
    all.effect = AclRule::Effect::Deny;
    return rule == all;
}

bool writesBank(const AclRule &rule)
{
    const bool mayWrite = rule.effect == AclRule::Effect::Permit && rule.action != AclRule::Action::Subscribe;
    return mayWrite && std::any_of(rule.topics.begin(), rule.topics.end(), [](const AclTopic &topic) {
               return topic.filter == "banco" || topic.filter.startsWith("banco/");
           });
}

/// As an Erlang string.
QByteArray quotedText(const QByteArray &text)
{
    QByteArray out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out + '"';
}

Result<QByteArray> whoText(const AclWho &who)
{
    const QByteArray text = quotedText(who.text.toUtf8());
    switch (who.kind) {
    case Who::All:
        return QByteArray("all");
    case Who::User:
        return QByteArray("{username, " + text + '}');
    case Who::ClientId:
        return QByteArray("{clientid, " + text + '}');
    case Who::UserPattern:
        return QByteArray("{username, {re, " + text + "}}");
    case Who::ClientIdPattern:
        return QByteArray("{clientid, {re, " + text + "}}");
    case Who::Address:
        return QByteArray("{ipaddr, " + text + '}');
    case Who::And:
    case Who::Or:
        break;
    default:
        return notUnderstood(u"EMQX's file knows users, clients and addresses, and no other condition"_qs);
    }
    QByteArrayList parts;
    for (const AclWho &part : who.parts) {
        const auto written = whoText(part);
        if (!written)
            return written;
        parts << *written;
    }
    return QByteArray((who.kind == Who::And ? "{'and', [" : "{'or', [") + parts.join(", ") + "]}");
}

QByteArray actionText(const AclRule &rule)
{
    QByteArrayList options;
    if (rule.qos != AclRule::anyQos) {
        QByteArrayList levels;
        for (int qos = 0; qos < 3; ++qos) {
            if ((rule.qos >> qos & 1) != 0)
                levels << QByteArray::number(qos);
        }
        options << QByteArray("{qos, [" + levels.join(", ") + "]}");
    }
    if (rule.retain != AclRule::Retain::Any)
        options << QByteArray(rule.retain == AclRule::Retain::Set ? "{retain, true}" : "{retain, false}");
    const QByteArray name = word(rule.action).data();
    return options.isEmpty() ? name : QByteArray('{' + name + ", [" + options.join(", ") + "]}");
}

QByteArray topicsText(const AclRule &rule)
{
    QByteArrayList topics;
    for (const AclTopic &topic : rule.topics)
        topics << (topic.isLiteral ? QByteArray("{eq, " + quotedText(topic.filter) + '}') : quotedText(topic.filter));
    return topics.isEmpty() ? QByteArray("[\"#\", \"$SYS/#\"]") : QByteArray('[' + topics.join(", ") + ']');
}

QByteArray effectText(const AclRule &rule)
{
    return rule.effect == AclRule::Effect::Permit ? "allow" : "deny";
}

} // namespace

AclFile readEmqxAcl(const QByteArray &text)
{
    AclFile file;
    ErlangReader reader(text);
    while (true) {
        const auto term = reader.next();
        if (term && !term->has_value())
            break;
        auto rule = term ? ruleFrom(**term) : Result<AclRule>(term.error());
        if (!rule) {
            file.report.push_back({reader.line(), Kind::NotTaken, rule.error().message()});
            continue;
        }
        const QString bank = u"the hub alone writes the bank's topics: only the reading counts"_qs;
        file.report.push_back(writesBank(*rule) ? ImportNote{reader.line(), Kind::Changed, bank}
                                                : ImportNote{reader.line(), Kind::Taken, {}});
        file.rules.push_back(std::move(*rule));
    }
    if (!file.rules.empty() && isDenyAll(file.rules.back()) && file.report.back().kind == Kind::Taken) {
        file.rules.pop_back();
        file.report.back() = {file.report.back().line, Kind::Changed,
                              u"left out: what nothing permits is denied anyway, and devices keep their own topics"_qs};
    }
    return file;
}

AclText writeEmqxAcl(const std::vector<AclRule> &rules)
{
    AclText out;
    out.text = "%% EMQX acl.conf, written by Ventanilla\n";
    int number = 0;
    for (const AclRule &rule : rules) {
        ++number;
        const auto who = whoText(rule.who);
        if (!who) {
            out.report.push_back({number, Kind::NotTaken, who.error().message()});
            continue;
        }
        if (isDenyAll(rule))
            out.text += "{deny, all}.\n";
        else
            out.text +=
                '{' + effectText(rule) + ", " + *who + ", " + actionText(rule) + ", " + topicsText(rule) + "}.\n";
        out.report.push_back({number, Kind::Taken, {}});
    }
    out.text += "{deny, all}.\n";
    return out;
}

} // namespace auth
