// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "events/event.h"
#include <QTimeZone>
#include <vector>

/// Events and figures as MQTT messages of the seed (S0-10 … S0-28).
namespace contract {

struct MqttMessage
{
    QString topic;
    int qos = 0; ///< 0–2
    bool retain = false;
    base::Bytes payload; ///< shared by the messages of one event that say the same
    friend bool operator==(const MqttMessage &, const MqttMessage &) = default;
};

/// Settings that decide the outward form.
struct MqttOptions
{
    QTimeZone zone{"America/Guayaquil"};             ///< S0-27
    base::Currency currency = base::Currency::usd(); ///< the plain topics carry only accounts in it (SPEC "Currencies")
    bool perCedula = true;                           ///< `bank.publish_per_cedula` (S0-17)
};

/// Everything that an event is published as, in order: plain topic, kind's topic, retained balance, per-cédula topics.
std::vector<MqttMessage> mqttForms(const events::Event &event, const MqttOptions &options);

/// A balance as `banco/saldo/{cedula}` tells it (S0-21).
struct BalanceNotice
{
    QString cedula;
    base::Money balance{base::Currency::usd()};
    base::Money previous{base::Currency::usd()};
    base::UtcMs at;
    qint64 transactionId = 0; ///< 0: no folio
    qint64 seq = 0;           ///< 0: none
};
/// QoS 1, retained (S0-13, S0-22).
MqttMessage balanceForm(const BalanceNotice &notice, const MqttOptions &options);
/// `banco/saldo/{cedula}`, or `banco/saldo/{cedula}/{moneda}` for another currency than the bank's.
QString balanceTopic(const QString &cedula, base::Currency currency, const MqttOptions &options);
/// What a retained balance says, to compare it with the ledger at start (S0-22).
base::Result<base::Money> balanceInPayload(QByteArrayView payload, base::Currency currency);

/// S0-23.
struct Statistics
{
    int connectedClients = 0;
    qint64 totalTransactions = 0; ///< since installation
    int activeIps = 0;
    base::UtcMs at;
};
/// `banco/estadisticas`, QoS 0, retained (S0-14). The hub sends it every 3 s.
MqttMessage statisticsForm(const Statistics &statistics, const MqttOptions &options);

} // namespace contract
