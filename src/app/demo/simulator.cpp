// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/simulator.h"
#include "client/whendone.h"

using namespace Qt::StringLiterals;

using base::ErrorCode;
using base::Result;

namespace app {
namespace {

constexpr int readingIntervalMs = 2000;
const QByteArray espressif[] = {"ESP32_001", "ESP32_002"};
const QByteArray raspberry = "RPI_001";
const QString tillName = u"Caja de demostración"_s;

} // namespace

Simulator::Simulator(Target target, const base::Clock &clock, quint32 seed, QObject *parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_clock(clock)
    , m_cast(seed)
    , m_hub(m_target.hub, clock)
    , m_startedAt(clock.monotonicNow())
{
    m_customers.setSingleShot(true);
    connect(&m_customers, &QTimer::timeout, this, &Simulator::serveCustomer);
    m_readings.setInterval(readingIntervalMs);
    connect(&m_readings, &QTimer::timeout, this, &Simulator::publishReadings);
}

void Simulator::start()
{
    if (m_target.mqttPort != 0)
        startDevices();
    login();
}

void Simulator::stop()
{
    m_customers.stop();
    m_readings.stop();
    for (const auto &device : m_devices)
        device->stop();
}

void Simulator::login()
{
    client::whenDone(m_hub.login(m_target.username, m_target.password), this, [this](Result<client::User> user) {
        if (user)
            openTill();
        else
            Q_EMIT complained(u"the demo's teller cannot log in: "_s + user.error().toString());
    });
}

/// Cash is moved from an open till alone: the one of an earlier run, the demo's own, or a new one.
void Simulator::openTill()
{
    client::whenDone(m_hub.tills().myTill(), this, [this](Result<contract::MyTill> mine) {
        if (mine && mine->session)
            openAccounts(0);
        else
            client::whenDone(m_hub.tills().tills(), this,
                             [this](Result<std::vector<contract::Till>> tills) { openOneOf(std::move(tills)); });
    });
}

void Simulator::openOneOf(Result<std::vector<contract::Till>> tills)
{
    if (!tills) {
        Q_EMIT complained(u"the demo's tills cannot be read: "_s + tills.error().toString());
        return;
    }
    for (const contract::Till &till : *tills) {
        if (till.name == tillName) {
            openTillOf(till);
            return;
        }
    }
    client::whenDone(m_hub.tills().createTill(tillName), this, [this](Result<contract::Till> till) {
        if (till)
            openTillOf(*till);
        else
            Q_EMIT complained(u"the demo's till cannot be made: "_s + till.error().toString());
    });
}

void Simulator::openTillOf(const contract::Till &till)
{
    client::whenDone(
        m_hub.tills().openTill(till.id, DemoCast::openingCash(till.proposed), client::IdempotencyKey::random()), this,
        [this](Result<client::OrApproval<contract::TillSession>> session) {
            if (session && session->done)
                openAccounts(0);
            else
                Q_EMIT complained(u"the demo's till cannot be opened: "_s +
                                  (session ? u"it waits for approval"_s : session.error().toString()));
        });
}

void Simulator::openAccounts(size_t index)
{
    if (index == DemoCast::people().size()) {
        m_customers.start(m_cast.nextPause());
        return;
    }
    const DemoPerson &person = DemoCast::people()[index];
    client::NewAccount wanted;
    wanted.cedula = person.cedula;
    wanted.holderName = person.name;
    client::whenDone(m_hub.openAccount(wanted), this, [this, index](Result<contract::Account> account) {
        if (account) {
            firstDeposit(index);
        } else if (account.error().code() == ErrorCode::AlreadyExists) { // a demo that goes on
            learnBalance(DemoCast::people()[index].cedula);
            openAccounts(index + 1);
        } else {
            Q_EMIT complained(u"a demo account cannot be opened: "_s + account.error().toString());
        }
    });
}

void Simulator::firstDeposit(size_t index)
{
    const DemoPerson &person = DemoCast::people()[index];
    client::NewTransaction opening;
    opening.cedula = person.cedula;
    opening.amount = *base::Money::fromMinor(person.openingMinor, base::Currency::usd());
    opening.description = u"Apertura de cuenta"_s;
    client::whenDone(m_hub.postTransaction(opening, client::IdempotencyKey::random()), this,
                     [this, index](Result<client::Posted> posted) {
                         if (posted)
                             m_cast.setBalance(posted->transaction.cedula, posted->transaction.balanceAfter);
                         openAccounts(index + 1);
                     });
}

void Simulator::serveCustomer()
{
    const client::NewTransaction movement = m_cast.nextMovement();
    client::whenDone(m_hub.postTransaction(movement, client::IdempotencyKey::random()), this,
                     [this, cedula = movement.cedula](Result<client::Posted> posted) {
                         if (posted)
                             m_cast.setBalance(cedula, posted->transaction.balanceAfter);
                         else
                             learnBalance(cedula); // somebody else has been at this account, or the hub was away
                         m_customers.start(m_cast.nextPause());
                     });
}

void Simulator::learnBalance(const QString &cedula)
{
    client::whenDone(m_hub.account(cedula, std::nullopt), this, [this, cedula](Result<contract::Account> account) {
        if (account)
            m_cast.setBalance(cedula, account->balance);
    });
}

void Simulator::startDevices()
{
    QByteArrayList ids(std::begin(espressif), std::end(espressif));
    ids << raspberry;
    for (const QByteArray &id : std::as_const(ids)) {
        MqttClient::Options options;
        options.host = u"127.0.0.1"_s;
        options.port = m_target.mqttPort;
        options.clientId = id;
        mqtt::SubscriptionRequest commands;
        commands.filter = "iot/devices/" + id + "/commands"; // S1-34
        commands.qos = mqtt::QoS::AtLeastOnce;
        options.subscriptions = {commands};
        auto device = std::make_unique<MqttClient>(options);
        connect(device.get(), &MqttClient::connected, this, [id, raw = device.get()] {
            raw->publish("iot/devices/" + id + "/status", "online", mqtt::QoS::AtLeastOnce, true); // S1-33
        });
        device->start();
        m_devices.push_back(std::move(device));
    }
    m_readings.start();
}

void Simulator::publishReadings()
{
    const qint64 uptime =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.monotonicNow() - m_startedAt).count();
    for (size_t i = 0; i < std::size(espressif); ++i) // S1-48: QoS 0, no retain
        m_devices[i]->publish("iot/sensors/" + espressif[i] + "/data", m_cast.flatReading(espressif[i], uptime),
                              mqtt::QoS::AtMostOnce);
    m_devices.back()->publish("iot/sensors/" + raspberry + "/data",
                              m_cast.nestedReading(raspberry, m_clock.utcNow().value / 1000),
                              mqtt::QoS::AtLeastOnce); // S1-50
}

} // namespace app
