// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/topicpolicy.h"
#include "auth/permission.h"
#include <QByteArray>

namespace auth {
namespace {

constexpr QByteArrayView bank = "banco";
constexpr QByteArrayView alerts = "banco/alertas";

QByteArrayView firstLevel(QByteArrayView topic)
{
    const qsizetype slash = topic.indexOf('/');
    return slash < 0 ? topic : topic.first(slash);
}

/// The filter inside `$share/group/filter`.
QByteArrayView withoutShare(QByteArrayView filter)
{
    constexpr QByteArrayView share = "$share/";
    if (!filter.startsWith(share))
        return filter;
    const qsizetype slash = filter.indexOf('/', share.size());
    return slash < 0 ? QByteArrayView() : filter.sliced(slash + 1);
}

} // namespace

QLatin1StringView word(Profile profile)
{
    return profile == Profile::Lab ? QLatin1StringView("lab") : QLatin1StringView("branch");
}

std::shared_ptr<const TopicPolicy> TopicPolicy::create(Profile profile)
{
    return std::shared_ptr<const TopicPolicy>(new TopicPolicy(profile));
}

bool TopicPolicy::readsBank(const MqttIdentity &who) const
{
    if (!who.role)
        return m_profile == Profile::Lab;
    return allows(*who.role, Permission::BankRead);
}

bool TopicPolicy::mayPublish(const MqttIdentity &who, QByteArrayView topic) const
{
    if (topic.isEmpty() || topic.startsWith('$'))
        return false;
    if (firstLevel(topic) == bank) {
        const bool mayAlert =
            m_profile == Profile::Lab || who.role == Role::Supervisor || who.role == Role::Administrator;
        return topic == alerts && mayAlert;
    }
    return who.role || m_profile == Profile::Lab;
}

bool TopicPolicy::maySubscribe(const MqttIdentity &who, QByteArrayView filter) const
{
    const QByteArrayView inner = withoutShare(filter);
    if (inner.isEmpty() || (!who.role && m_profile != Profile::Lab))
        return false;
    const QByteArrayView first = firstLevel(inner);
    const bool touchesBank = first == "#" || first == "+" || first == bank;
    return !touchesBank || readsBank(who);
}

bool TopicPolicy::mayReceive(const MqttIdentity &who, QByteArrayView topic) const
{
    if (firstLevel(topic) == bank)
        return readsBank(who);
    return who.role || m_profile == Profile::Lab;
}

} // namespace auth
