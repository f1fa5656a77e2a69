// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/monitorlines.h"
#include "app/mqttclient.h"

namespace app {

/// `ventanilla --monitor`: connects to a broker as the seed's mqtt_subscriber.py does and prints (S0-36 … S0-39).
class Monitor final : public QObject
{
    Q_OBJECT
public:
    /// Host, port, user and password of MQTT_BROKER_HOST … MQTT_PASSWORD (S0-29 … S0-32).
    static MqttClient::Options optionsFrom(const QHash<QString, QString> &environment);

    explicit Monitor(MqttClient::Options options, QObject *parent = nullptr);
    void start();
    void stop();

Q_SIGNALS:
    /// It cannot go on; the reason has been printed.
    void gaveUp();

private:
    void onSubscribed(const QList<int> &codes);

    MqttClient m_client;
    MonitorLines m_lines;
    bool m_greeted = false;
};

} // namespace app
