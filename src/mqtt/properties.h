// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "mqtt/reasoncode.h"
#include <QByteArray>
#include <optional>
#include <utility>
#include <vector>

namespace mqtt {

/// Every MQTT 5 property (2.2.2.2), each absent until sent. One struct for all packets: which packet may carry which
/// property is the codec's to check.
struct Properties
{
    std::optional<quint8> payloadFormatIndicator;
    std::optional<quint32> messageExpiryInterval; ///< seconds
    std::optional<QByteArray> contentType;
    std::optional<QByteArray> responseTopic;
    std::optional<base::Bytes> correlationData;
    std::vector<quint32> subscriptionIdentifiers; ///< one in SUBSCRIBE, any number in PUBLISH
    std::optional<quint32> sessionExpiryInterval; ///< seconds; 0xFFFFFFFF: never
    std::optional<QByteArray> assignedClientIdentifier;
    std::optional<quint16> serverKeepAlive; ///< seconds
    std::optional<QByteArray> authenticationMethod;
    std::optional<base::Bytes> authenticationData;
    std::optional<quint8> requestProblemInformation;
    std::optional<quint32> willDelayInterval; ///< seconds
    std::optional<quint8> requestResponseInformation;
    std::optional<QByteArray> responseInformation;
    std::optional<QByteArray> serverReference;
    std::optional<QByteArray> reasonString;
    std::optional<quint16> receiveMaximum;
    std::optional<quint16> topicAliasMaximum;
    std::optional<quint16> topicAlias;
    std::optional<quint8> maximumQoS;
    std::optional<quint8> retainAvailable;
    std::vector<std::pair<QByteArray, QByteArray>> userProperties;
    std::optional<quint32> maximumPacketSize; ///< bytes
    std::optional<quint8> wildcardSubscriptionAvailable;
    std::optional<quint8> subscriptionIdentifierAvailable;
    std::optional<quint8> sharedSubscriptionAvailable;

    friend bool operator==(const Properties &, const Properties &) = default;
};

} // namespace mqtt
