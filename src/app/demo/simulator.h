// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/demo/democast.h"
#include "app/mqttclient.h"
#include "client/httphubclient.h"
#include <QTimer>

namespace app {

/// The demo's customers and devices: real clients of a running hub, over HTTP and MQTT, that know nothing of its
/// insides. Lives in the thread that made it, which needs an event loop.
class Simulator final : public QObject
{
    Q_OBJECT
public:
    struct Target
    {
        client::HubAddress hub; ///< without a console secret: a client like any other
        quint16 mqttPort = 0;   ///< on loopback; 0: no devices
        QString username;
        QString password;
    };

    Simulator(Target target, const base::Clock &clock, quint32 seed, QObject *parent = nullptr);
    void start();
    void stop();

Q_SIGNALS:
    /// One English sentence, when a client of the demo cannot go on as planned.
    void complained(const QString &why);

private:
    void login();
    void openTill();
    void openOneOf(base::Result<std::vector<contract::Till>> tills);
    void openTillOf(const contract::Till &till);
    void openAccounts(size_t index);
    void firstDeposit(size_t index);
    void serveCustomer();
    void learnBalance(const QString &cedula);
    void startDevices();
    void publishReadings();

    Target m_target;
    const base::Clock &m_clock;
    DemoCast m_cast;
    client::HttpHubClient m_hub;
    QTimer m_customers;
    QTimer m_readings;
    std::vector<std::unique_ptr<MqttClient>> m_devices;
    base::Monotonic m_startedAt;
};

} // namespace app
