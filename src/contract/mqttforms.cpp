// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/mqttforms.h"
#include "contract/bankjson.h"
#include "contract/eventvalues.h"
#include "contract/timeforms.h"

namespace contract {
namespace {

using namespace Qt::StringLiterals;

constexpr int transactionQos = 1; // S0-10 … S0-13
constexpr int statisticsQos = 0;  // S0-14
constexpr int alertQos = 2;       // S0-15

base::Bytes taken(JsonWriter &out)
{
    return base::Bytes::copyOf(out.take());
}

/// The seed's fields in the seed's order (S0-18), then what is ours.
base::Bytes transactionPayload(const events::TransactionPosted &posted, const MqttOptions &options)
{
    JsonWriter out;
    out.beginObject()
        .member("cedula"_L1, posted.cedula)
        .member("tipo"_L1, word(kindOf(posted.kind)))
        .member("monto"_L1, posted.amount)
        .member("saldo_nuevo"_L1, posted.balanceAfter)
        .member("timestamp"_L1, localSeconds(posted.at, options.zone))
        .member("folio"_L1, events::folioOf(posted.id))
        .member("seq"_L1, posted.seq);
    if (posted.amount.currency() != options.currency)
        out.member("moneda"_L1, posted.amount.currency().toString());
    if (posted.reverses)
        out.member("reverso_de"_L1, events::folioOf(*posted.reverses));
    if (posted.channel == events::Channel::Qr)
        out.member("origen"_L1, "QR"_L1);
    out.endObject();
    return taken(out);
}

std::vector<MqttMessage> formsOf(const events::TransactionPosted &posted, const MqttOptions &options)
{
    const bool isPlain = posted.amount.currency() == options.currency;
    const QString kindTopic = posted.kind == events::MovementKind::Deposit ? u"banco/depositos"_s : u"banco/retiros"_s;
    const QString allTopic = u"banco/transacciones"_s;
    const base::Bytes payload = transactionPayload(posted, options);
    std::vector<MqttMessage> messages;
    messages.reserve(5);
    if (isPlain) {
        messages.push_back({allTopic, transactionQos, false, payload});
        messages.push_back({kindTopic, transactionQos, false, payload});
    }
    messages.push_back(balanceForm({.cedula = posted.cedula,
                                    .balance = posted.balanceAfter,
                                    .previous = posted.balanceBefore,
                                    .at = posted.at,
                                    .transactionId = posted.id,
                                    .seq = posted.seq},
                                   options));
    if (options.perCedula) {
        messages.push_back({allTopic + u'/' + posted.cedula, transactionQos, false, payload});
        messages.push_back({kindTopic + u'/' + posted.cedula, transactionQos, false, payload});
    }
    return messages;
}

/// A new account's zero is its retained balance, as it would be after a restart (S0-22).
std::vector<MqttMessage> formsOf(const events::AccountOpened &opened, const MqttOptions &options)
{
    const base::Money nothing(opened.lowBalanceThreshold.currency());
    return {balanceForm(
        {.cedula = opened.cedula, .balance = nothing, .previous = nothing, .at = opened.at, .seq = opened.seq},
        options)};
}

/// `data` of S0-24, then who and what of it is known.
void writeAlertData(JsonWriter &out, const Alert &alert, bool isPlain)
{
    out.key("data"_L1).beginObject();
    if (alert.balance)
        out.member("saldo"_L1, *alert.balance);
    if (alert.amount)
        out.member("monto"_L1, *alert.amount);
    if (!isPlain)
        out.member("moneda"_L1, (alert.balance ? alert.balance : alert.amount)->currency().toString());
    if (!alert.operation.isEmpty())
        out.member("operacion"_L1, alert.operation);
    if (!alert.user.isEmpty())
        out.member("usuario"_L1, alert.user);
    if (!alert.till.isEmpty())
        out.member("caja"_L1, alert.till);
    if (alert.approvalId)
        out.member("aprobacion"_L1, *alert.approvalId);
    out.endObject();
}

std::vector<MqttMessage> formsOf(const events::AlertRaised &raised, const MqttOptions &options)
{
    JsonWriter out;
    const Alert alert = alertOf(raised, options.zone);
    const std::optional<base::Money> &money = alert.balance ? alert.balance : alert.amount;
    const bool isPlain = !money || money->currency() == options.currency;
    out.beginObject()
        .member("type"_L1, alert.type)
        .member("message"_L1, alert.message)
        .member("cedula"_L1, alert.cedula);
    writeAlertData(out, alert, isPlain);
    out.member("timestamp"_L1, alert.localTime);
    if (!alert.folio.isEmpty())
        out.member("folio"_L1, alert.folio);
    out.member("seq"_L1, alert.seq).endObject();
    const base::Bytes payload = taken(out);
    std::vector<MqttMessage> messages;
    if (isPlain)
        messages.push_back({u"banco/alertas"_s, alertQos, false, payload});
    if (options.perCedula && !raised.cedula.isEmpty())
        messages.push_back({u"banco/alertas/"_s + raised.cedula, alertQos, false, payload});
    return messages;
}

// Told by the feed alone.
std::vector<MqttMessage> formsOf(const events::AccountChanged &, const MqttOptions &)
{
    return {};
}
std::vector<MqttMessage> formsOf(const events::HoldChanged &, const MqttOptions &)
{
    return {};
}
std::vector<MqttMessage> formsOf(const events::DayClosed &, const MqttOptions &)
{
    return {};
}

/// The bank's own business.
std::vector<MqttMessage> formsOf(const events::CashMoved &, const MqttOptions &)
{
    return {};
}
// The console is told of these by the feed, nobody by MQTT.
std::vector<MqttMessage> formsOf(const events::AlertAcknowledged &, const MqttOptions &)
{
    return {};
}
std::vector<MqttMessage> formsOf(const events::ApprovalChanged &, const MqttOptions &)
{
    return {};
}

std::vector<MqttMessage> formsOf(const events::TillChanged &, const MqttOptions &)
{
    return {};
}

// No topic of the seed tells of a QR; what is paid by one is a transaction.
std::vector<MqttMessage> formsOf(const events::QrCreated &, const MqttOptions &)
{
    return {};
}
std::vector<MqttMessage> formsOf(const events::QrPaid &, const MqttOptions &)
{
    return {};
}
std::vector<MqttMessage> formsOf(const events::QrStatusChanged &, const MqttOptions &)
{
    return {};
}

} // namespace

std::vector<MqttMessage> mqttForms(const events::Event &event, const MqttOptions &options)
{
    return std::visit([&options](const auto &e) { return formsOf(e, options); }, event);
}

QString balanceTopic(const QString &cedula, base::Currency currency, const MqttOptions &options)
{
    QString topic = u"banco/saldo/"_s + cedula;
    if (currency != options.currency)
        topic += u'/' + currency.toString();
    return topic;
}

MqttMessage balanceForm(const BalanceNotice &notice, const MqttOptions &options)
{
    JsonWriter out;
    out.beginObject()
        .member("cedula"_L1, notice.cedula)
        .member("saldo_nuevo"_L1, notice.balance)
        .member("saldo_anterior"_L1, notice.previous)
        .member("timestamp"_L1, localSeconds(notice.at, options.zone));
    if (notice.transactionId > 0)
        out.member("folio"_L1, events::folioOf(notice.transactionId));
    if (notice.seq > 0)
        out.member("seq"_L1, notice.seq);
    if (notice.balance.currency() != options.currency)
        out.member("moneda"_L1, notice.balance.currency().toString());
    out.endObject();
    return {balanceTopic(notice.cedula, notice.balance.currency(), options), transactionQos, true, taken(out)};
}

base::Result<base::Money> balanceInPayload(QByteArrayView payload, base::Currency currency)
{
    const auto json = JsonValue::parse(payload);
    if (!json)
        return json.error();
    return (*json)["saldo_nuevo"_L1].toMoney(currency);
}

MqttMessage statisticsForm(const Statistics &statistics, const MqttOptions &options)
{
    JsonWriter out;
    out.beginObject()
        .member("clientes_conectados"_L1, statistics.connectedClients)
        .member("total_transacciones"_L1, statistics.totalTransactions)
        .member("ips_activas"_L1, statistics.activeIps)
        .member("timestamp"_L1, localSeconds(statistics.at, options.zone))
        .endObject();
    return {u"banco/estadisticas"_s, statisticsQos, true, taken(out)};
}

} // namespace contract
