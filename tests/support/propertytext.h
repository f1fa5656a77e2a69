// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mqtt/codec.h"
#include "support/words.h"

namespace support {

/// MQTT 5 properties as words of a line, both ways (tests/broker/dialogues/README.md).
struct PropertyWords
{
    template <typename T>
    struct Named
    {
        const char *name;
        std::optional<T> mqtt::Properties::*member;
    };
    using P = mqtt::Properties;
    static constexpr Named<quint8> bytes[] = {{"format", &P::payloadFormatIndicator},
                                              {"problems", &P::requestProblemInformation},
                                              {"asks", &P::requestResponseInformation},
                                              {"maxqos", &P::maximumQoS},
                                              {"retains", &P::retainAvailable},
                                              {"wildcards", &P::wildcardSubscriptionAvailable},
                                              {"identifiers", &P::subscriptionIdentifierAvailable},
                                              {"shares", &P::sharedSubscriptionAvailable}};
    static constexpr Named<quint16> shorts[] = {{"receive", &P::receiveMaximum},
                                                {"aliases", &P::topicAliasMaximum},
                                                {"alias", &P::topicAlias},
                                                {"serverkeepalive", &P::serverKeepAlive}};
    static constexpr Named<quint32> numbers[] = {{"expires", &P::messageExpiryInterval},
                                                 {"session", &P::sessionExpiryInterval},
                                                 {"delay", &P::willDelayInterval},
                                                 {"maxpacket", &P::maximumPacketSize}};
    static constexpr Named<QByteArray> texts[] = {{"content", &P::contentType},
                                                  {"response", &P::responseTopic},
                                                  {"assigned", &P::assignedClientIdentifier},
                                                  {"method", &P::authenticationMethod},
                                                  {"information", &P::responseInformation},
                                                  {"why", &P::reasonString}};
};

/// Null: the line has none. `prefix`: of the words ("will." for a will's).
inline mqtt::PropertiesRef propertiesFrom(const Words &w, const QByteArray &prefix = {})
{
    mqtt::Properties p;
    const auto take = [&w, &p, &prefix](const auto &list) {
        for (const auto &[name, member] : list) {
            const auto value = w.value(prefix + name);
            if (!value)
                continue;
            using T = typename std::decay_t<decltype(p.*member)>::value_type;
            if constexpr (std::is_same_v<T, QByteArray>)
                p.*member = *value;
            else
                p.*member = static_cast<T>(value->toULongLong());
        }
    };
    take(PropertyWords::bytes);
    take(PropertyWords::shorts);
    take(PropertyWords::numbers);
    take(PropertyWords::texts);
    if (const auto value = w.value(prefix + "correlation"))
        p.correlationData = base::Bytes::copyOf(*value);
    if (const auto value = w.value(prefix + "data"))
        p.authenticationData = base::Bytes::copyOf(*value);
    const QByteArray sid = prefix + "sid=";
    const QByteArray user = prefix + "user:";
    for (int i = 0; i < w.size(); ++i) {
        const QByteArray word = w.at(i);
        if (word.startsWith(sid))
            p.subscriptionIdentifiers.push_back(word.mid(sid.size()).toUInt());
        if (word.startsWith(user)) {
            const QByteArray pair = word.mid(user.size());
            p.userProperties.emplace_back(pair.left(pair.indexOf('=')), pair.mid(pair.indexOf('=') + 1));
        }
    }
    return p == mqtt::Properties() ? nullptr : std::make_shared<const mqtt::Properties>(p);
}

/// " name=value…", empty for null. A reason string is named without its words.
inline QByteArray textOf(const mqtt::PropertiesRef &properties)
{
    if (!properties)
        return {};
    const mqtt::Properties &p = *properties;
    QByteArray text;
    const auto add = [&text, &p](const auto &list) {
        for (const auto &[name, member] : list) {
            if (!(p.*member))
                continue;
            using T = typename std::decay_t<decltype(p.*member)>::value_type;
            if constexpr (!std::is_same_v<T, QByteArray>)
                text += ' ' + QByteArray(name) + '=' + QByteArray::number(qulonglong(*(p.*member)));
            else if (QByteArray(name) == "why")
                text += " why";
            else
                text += ' ' + QByteArray(name) + '=' + *(p.*member);
        }
    };
    add(PropertyWords::bytes);
    add(PropertyWords::shorts);
    add(PropertyWords::numbers);
    add(PropertyWords::texts);
    if (p.correlationData)
        text += " correlation=" + p.correlationData->toByteArray();
    for (const quint32 identifier : p.subscriptionIdentifiers)
        text += " sid=" + QByteArray::number(identifier);
    for (const auto &[name, value] : p.userProperties)
        text += " user:" + name + '=' + value;
    return text;
}

} // namespace support
