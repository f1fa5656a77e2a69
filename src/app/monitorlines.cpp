// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitorlines.h"
#include "contract/json.h"

using namespace Qt::StringLiterals;

using contract::JsonValue;

namespace app {
namespace {

constexpr qsizetype rememberedMovements = 10'000;

/// An amount as the seed prints it: two decimals when it is an amount, else the token as it came.
QString amountText(const JsonValue &value)
{
    const auto money = value.toMoney(base::Currency::usd());
    if (money)
        return QString::fromLatin1(money->toWire());
    return value.isString() ? value.toString() : QString::fromLatin1(value.numberToken());
}

QString textOf(const JsonValue &value)
{
    return value.isNumber() ? QString::fromLatin1(value.numberToken()) : value.toString();
}

} // namespace

std::vector<mqtt::SubscriptionRequest> MonitorLines::subscriptions()
{
    using mqtt::QoS;
    std::vector<mqtt::SubscriptionRequest> requests(6);
    const std::pair<const char *, QoS> rows[] = {
        {"banco/transacciones", QoS::AtLeastOnce}, {"banco/depositos", QoS::AtLeastOnce},
        {"banco/retiros", QoS::AtLeastOnce},       {"banco/saldo/#", QoS::AtLeastOnce},
        {"banco/estadisticas", QoS::AtMostOnce},   {"banco/alertas", QoS::ExactlyOnce},
    };
    for (size_t i = 0; i < std::size(rows); ++i) {
        requests[i].filter = rows[i].first;
        requests[i].qos = rows[i].second;
    }
    return requests;
}

QString MonitorLines::title()
{
    return u" Sistema Bancario - Monitor MQTT\n"_s + QString(60, u'=') + u'\n';
}

QString MonitorLines::connected()
{
    QString text = u"✅ Conectado a broker MQTT\n"_s;
    for (const mqtt::SubscriptionRequest &request : subscriptions())
        text += u"📡 Suscrito a: %1 (QoS %2)\n"_s.arg(QString::fromUtf8(request.filter)).arg(int(request.qos));
    return text + u"👂 Escuchando eventos MQTT... (Ctrl+C para salir)\n\n"_s;
}

QString MonitorLines::line(const QByteArray &topic, const QByteArray &payload)
{
    if (topic == "banco/transacciones" || topic == "banco/depositos" || topic == "banco/retiros")
        return movementLine(payload);
    if (topic == "banco/alertas")
        return alertLine(payload);
    return {};
}

QString MonitorLines::movementLine(const QByteArray &payload)
{
    const auto json = JsonValue::parse(payload);
    if (!json || !json->isObject())
        return {};
    const auto field = [&json](const char *name) -> const JsonValue & { return (*json)[QLatin1StringView(name)]; };
    const QString kind = field("tipo").toString();
    const bool deposit = kind == u"DEPOSITO";
    if (!deposit && kind != u"RETIRO")
        return {};
    const QString folio = textOf(field("folio"));
    const QString key = !folio.isEmpty() ? folio
                                         : QStringList{kind, textOf(field("cedula")), textOf(field("monto")),
                                                       textOf(field("saldo_nuevo")), textOf(field("timestamp"))}
                                               .join(u'|');
    if (seenBefore(key))
        return {};
    return u"%1: $%2 - Cédula: %3 - Nuevo saldo: $%4\n"_s.arg(deposit ? u"💰 DEPÓSITO"_s : u"💸 RETIRO"_s,
                                                              amountText(field("monto")), textOf(field("cedula")),
                                                              amountText(field("saldo_nuevo")));
}

QString MonitorLines::alertLine(const QByteArray &payload)
{
    const auto json = JsonValue::parse(payload);
    if (!json || !json->isObject())
        return {};
    const JsonValue &object = *json;
    const QString type = object[QLatin1StringView("type")].toString();
    const QString message = object[QLatin1StringView("message")].toString();
    const QString cedula = textOf(object[QLatin1StringView("cedula")]);
    QString text = u"🚨 ALERTA [%1]: %2"_s.arg(type, message);
    if (!cedula.isEmpty()) // S0-41: a test alert names none
        text += u" (Cédula: %1)"_s.arg(cedula);
    return text + u'\n';
}

bool MonitorLines::seenBefore(const QString &key)
{
    if (m_seen.contains(key))
        return true;
    m_seen.insert(key);
    m_order.enqueue(key);
    if (m_order.size() > rememberedMovements)
        m_seen.remove(m_order.dequeue());
    return false;
}

} // namespace app
