// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/acl.h"
#include "auth/acltopic.h"
#include "auth/cidr.h"
#include <QRegularExpression>

namespace auth {
namespace {

using base::ErrorCode;
using Kind = AclWho::Kind;

constexpr int maxDepth = 8;
constexpr qsizetype maxText = 1024;

base::Error wrong(const QString &sentence)
{
    return {ErrorCode::InvalidArgument, sentence};
}

base::Result<> checkParts(const AclWho &who, int depth);

base::Result<> checkText(const AclWho &who)
{
    if (who.text.size() > maxText)
        return wrong(u"a condition is longer than %1 characters"_qs.arg(maxText));
    switch (who.kind) {
    case Kind::User:
    case Kind::ClientId:
        if (who.text.isEmpty())
            return wrong(u"a condition names nobody"_qs);
        return {};
    case Kind::UserPattern:
    case Kind::ClientIdPattern:
        if (!QRegularExpression(who.text).isValid())
            return wrong(u"\"%1\" is no regular expression"_qs.arg(who.text));
        return {};
    case Kind::Address:
        if (!Cidr::parse(who.text))
            return wrong(u"\"%1\" is no address and no block of addresses"_qs.arg(who.text));
        return {};
    case Kind::Role:
        if (!parseRole(who.text))
            return wrong(u"there is no role \"%1\""_qs.arg(who.text));
        return {};
    default:
        return {};
    }
}

base::Result<> checkWho(const AclWho &who, int depth)
{
    if (const auto good = checkText(who); !good)
        return good;
    return checkParts(who, depth);
}

base::Result<> checkParts(const AclWho &who, int depth)
{
    if (who.kind != Kind::And && who.kind != Kind::Or)
        return {};
    if (who.parts.empty())
        return wrong(u"\"and\" and \"or\" need conditions"_qs);
    if (depth >= maxDepth)
        return wrong(u"conditions are nested deeper than %1"_qs.arg(maxDepth));
    for (const AclWho &part : who.parts) {
        if (const auto good = checkWho(part, depth + 1); !good)
            return good;
    }
    return {};
}

} // namespace

base::Result<> checkRule(const AclRule &rule)
{
    if (const auto good = checkWho(rule.who, 0); !good)
        return good;
    if ((rule.qos & ~AclRule::anyQos) != 0 || rule.qos == 0)
        return wrong(u"a rule is for the QoS 0, 1 and 2, or some of them"_qs);
    for (const AclTopic &topic : rule.topics) {
        if (const auto made = CompiledTopic::compile(topic); !made)
            return made.error();
    }
    return {};
}

QLatin1StringView word(AclRule::Effect effect)
{
    return effect == AclRule::Effect::Permit ? QLatin1StringView("permit") : QLatin1StringView("deny");
}

QLatin1StringView word(AclRule::Action action)
{
    switch (action) {
    case AclRule::Action::Publish:
        return QLatin1StringView("publish");
    case AclRule::Action::Subscribe:
        return QLatin1StringView("subscribe");
    case AclRule::Action::All:
        break;
    }
    return QLatin1StringView("all");
}

} // namespace auth
