// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace auth {

/// The topics that a device has by being one, without any rule: it publishes `iot/sensors/{id}/#`,
/// `iot/devices/{id}/status` and `iot/alerts/{id}`, and reads `iot/devices/{id}/#`. So S1-69 … S1-71 hold without
/// shutting the device out of its own S1-33 and S1-35. A value, any thread.
class DeviceTopics
{
public:
    /// Empty, or with + # / or NUL in it: no topics at all.
    explicit DeviceTopics(const QByteArray &deviceId);

    bool mayPublish(QByteArrayView topic) const;
    bool maySubscribe(QByteArrayView filter) const;
    bool mayReceive(QByteArrayView topic) const;

private:
    QByteArray m_id;
};

} // namespace auth
