// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/devicetopics.h"
#include "mqtt/topic.h"
#include <algorithm>

namespace auth {
namespace {

bool isUnsafe(char c)
{
    return c == '+' || c == '#' || c == '/' || c == '\0';
}

} // namespace

DeviceTopics::DeviceTopics(const QByteArray &deviceId)
    : m_id(std::any_of(deviceId.begin(), deviceId.end(), isUnsafe) ? QByteArray() : deviceId)
{
}

bool DeviceTopics::mayPublish(QByteArrayView topic) const
{
    return !m_id.isEmpty() &&
           (mqtt::matches(QByteArray("iot/sensors/" + m_id + "/#"), topic) ||
            topic == QByteArray("iot/devices/" + m_id + "/status") || topic == QByteArray("iot/alerts/" + m_id));
}

bool DeviceTopics::maySubscribe(QByteArrayView filter) const
{
    return !m_id.isEmpty() && mqtt::covers(QByteArray("iot/devices/" + m_id + "/#"), filter);
}

bool DeviceTopics::mayReceive(QByteArrayView topic) const
{
    return !m_id.isEmpty() && mqtt::matches(QByteArray("iot/devices/" + m_id + "/#"), topic);
}

} // namespace auth
