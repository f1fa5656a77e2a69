// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/feed.h"
#include "contract/approvaljson.h"
#include "contract/brokerjson.h"
#include "contract/eventvalues.h"
#include "contract/ledgerforms.h"
#include "contract/ledgerjson.h"
#include "contract/qrjson.h"
#include "contract/sseforms.h"
#include "contract/tilljson.h"
#include "contract/timeforms.h"

namespace contract {
namespace {

using namespace Qt::StringLiterals;

constexpr QLatin1StringView transactionPosted{"transaction_posted"};
constexpr QLatin1StringView accountOpened{"account_opened"};
constexpr QLatin1StringView alertRaised{"alert_raised"};
constexpr QLatin1StringView alertAcknowledged{"alert_acknowledged"};
constexpr QLatin1StringView approvalChanged{"approval_changed"};
constexpr QLatin1StringView accountChanged{"account_changed"};
constexpr QLatin1StringView holdChanged{"hold_changed"};
constexpr QLatin1StringView dayClosed{"day_closed"};
constexpr QLatin1StringView tillChanged{"till_changed"};

void writeData(JsonWriter &out, const events::TransactionPosted &posted, const QTimeZone &zone)
{
    out.member("event"_L1, transactionPosted).key("data"_L1);
    write(out, transactionOf(posted, zone));
}

void writeData(JsonWriter &out, const events::AccountOpened &opened, const QTimeZone &)
{
    out.member("event"_L1, accountOpened).key("data"_L1);
    write(out, accountOf(opened));
}

void writeData(JsonWriter &out, const events::AlertRaised &raised, const QTimeZone &zone)
{
    out.member("event"_L1, alertRaised).key("data"_L1);
    write(out, alertOf(raised, zone));
}

void writeData(JsonWriter &out, const events::AccountChanged &changed, const QTimeZone &zone)
{
    out.member("event"_L1, accountChanged).key("data"_L1);
    write(out, changeOf(changed, zone));
}

void writeData(JsonWriter &out, const events::HoldChanged &changed, const QTimeZone &zone)
{
    out.member("event"_L1, holdChanged).key("data"_L1);
    write(out, changeOf(changed, zone));
}

void writeData(JsonWriter &out, const events::DayClosed &closed, const QTimeZone &)
{
    out.member("event"_L1, dayClosed).key("data"_L1);
    write(out, dayCloseOf(closed));
}

void writeData(JsonWriter &out, const events::CashMoved &moved, const QTimeZone &zone)
{
    out.member("event"_L1, "cash_moved"_L1).key("data"_L1).beginObject();
    out.member("id"_L1, moved.postingId)
        .member("folio"_L1, events::folioOf(moved.postingId))
        .member("seq"_L1, moved.seq)
        .member("operacion"_L1, events::wordOf(moved.operation))
        .member("monto"_L1, moved.amount)
        .member("moneda"_L1, moved.amount.currency().toString())
        .member("de"_L1, moved.from)
        .member("a"_L1, moved.to)
        .member("usuario"_L1, moved.user)
        .member("motivo"_L1, moved.reason)
        .member("timestamp"_L1, localSeconds(moved.at, zone));
    if (moved.tillSession)
        out.member("sesion"_L1, *moved.tillSession);
    out.endObject();
}

void writeData(JsonWriter &out, const events::TillChanged &changed, const QTimeZone &)
{
    out.member("event"_L1, tillChanged).key("data"_L1);
    write(out, sessionOf(changed));
}

void writeData(JsonWriter &out, const events::QrCreated &created, const QTimeZone &)
{
    out.member("event"_L1, "qr_created"_L1).key("data"_L1);
    write(out, created);
}

void writeData(JsonWriter &out, const events::QrPaid &paid, const QTimeZone &zone)
{
    out.member("event"_L1, "qr_paid"_L1).key("data"_L1);
    write(out, paid, zone);
}

void writeData(JsonWriter &out, const events::QrStatusChanged &changed, const QTimeZone &)
{
    out.member("event"_L1, "qr_status_changed"_L1).key("data"_L1);
    write(out, changed);
}

void writeData(JsonWriter &out, const events::AlertAcknowledged &seen, const QTimeZone &)
{
    out.member("event"_L1, alertAcknowledged).key("data"_L1);
    write(out, alertSeenOf(seen));
}

void writeData(JsonWriter &out, const events::ApprovalChanged &changed, const QTimeZone &)
{
    out.member("event"_L1, approvalChanged).key("data"_L1);
    write(out, approvalOf(changed));
}

template <typename T>
base::Result<FeedEvent> withData(FeedEvent event, base::Result<T> data)
{
    if (!data)
        return data.error();
    event.data = std::move(data).value();
    return event;
}

base::Result<FeedEvent> readEvent(const JsonValue &json)
{
    JsonFields fields(json);
    FeedEvent event;
    event.seq = fields.integer("seq"_L1);
    const QString name = fields.text("event"_L1);
    if (auto ok = fields.result(); !ok)
        return ok.error();
    const JsonValue &data = fields.value("data"_L1);
    if (name == transactionPosted)
        return withData(std::move(event), readTransaction(data));
    if (name == accountOpened)
        return withData(std::move(event), readAccount(data));
    if (name == alertRaised)
        return withData(std::move(event), readAlert(data));
    if (name == accountChanged || name == holdChanged)
        return withData(std::move(event), readAccountChange(data));
    if (name == dayClosed)
        return withData(std::move(event), readDayClose(data));
    if (auto news = readQrNews(name, data))
        return withData(std::move(event), std::move(*news));
    if (name == approvalChanged)
        return withData(std::move(event), readApproval(data));
    if (name == alertAcknowledged)
        return withData(std::move(event), readAlertSeen(data));
    if (name == tillChanged)
        return withData(std::move(event), readTillSession(data));
    return event;
}

base::Result<FeedFrame> readHello(JsonFields &fields)
{
    FeedHello hello;
    hello.epoch = fields.text("epoch"_L1);
    hello.seq = fields.integer("seq"_L1);
    hello.resumed = fields.booleanOr("resumed"_L1, false);
    const JsonValue &hub = fields.value("hub"_L1);
    hello.hubName = hub["name"_L1].toString();
    hello.hubVersion = hub["version"_L1].toString();
    hello.profile = hub["profile"_L1].toString();
    hello.timeZone = hub["timezone"_L1].toString();
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return FeedFrame(hello);
}

base::Result<FeedFrame> readResync(JsonFields &fields)
{
    FeedResync resync;
    resync.epoch = fields.text("epoch"_L1);
    resync.seq = fields.integer("seq"_L1);
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return FeedFrame(resync);
}

base::Result<FeedFrame> readEvents(JsonFields &fields)
{
    if (!fields.value("events"_L1).isArray())
        return {base::ErrorCode::InvalidArgument, u"events: an array is needed"_s};
    FeedEvents frame;
    for (const JsonValue &item : fields.value("events"_L1).items()) {
        auto event = readEvent(item);
        if (!event)
            return event.error().with(u"events"_s);
        frame.events.push_back(std::move(event).value());
    }
    return FeedFrame(std::move(frame));
}

base::Result<FeedFrame> readStatus(const JsonValue &data)
{
    JsonFields fields(data);
    FeedStatus status;
    status.connectedClients = static_cast<int>(fields.integerOr("clientes_conectados"_L1, 0));
    status.activeIps = static_cast<int>(fields.integerOr("ips_activas"_L1, 0));
    status.totalTransactions = fields.integerOr("total_transacciones"_L1, 0);
    status.mqttClients = static_cast<int>(fields.integerOr("mqtt_clients"_L1, 0));
    status.httpConnections = static_cast<int>(fields.integerOr("http_connections"_L1, 0));
    status.messagesInPerSecond = fields.numberOr("msgs_in_per_s"_L1, 0);
    status.messagesOutPerSecond = fields.numberOr("msgs_out_per_s"_L1, 0);
    status.committed.value = fields.integerOr("committed_utc_ms"_L1, 0);
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return FeedFrame(status);
}

} // namespace

QByteArray encodeFeed(const FeedHello &frame)
{
    JsonWriter out;
    out.beginObject()
        .member("type"_L1, "hello"_L1)
        .member("epoch"_L1, frame.epoch)
        .member("seq"_L1, frame.seq)
        .member("resumed"_L1, frame.resumed)
        .key("hub"_L1)
        .beginObject()
        .member("name"_L1, frame.hubName)
        .member("version"_L1, frame.hubVersion)
        .member("profile"_L1, frame.profile)
        .member("timezone"_L1, frame.timeZone)
        .endObject()
        .endObject();
    return out.take();
}

QByteArray encodeFeed(const FeedResync &frame)
{
    JsonWriter out;
    out.beginObject()
        .member("type"_L1, "resync"_L1)
        .member("epoch"_L1, frame.epoch)
        .member("seq"_L1, frame.seq)
        .endObject();
    return out.take();
}

QByteArray encodeFeed(const SystemEvent &frame)
{
    JsonWriter out;
    out.beginObject().member("type"_L1, "system_event"_L1).key("data"_L1);
    write(out, frame);
    out.endObject();
    return out.take();
}

QByteArray encodeFeed(const FeedStatus &frame)
{
    JsonWriter out;
    out.beginObject()
        .member("type"_L1, "status"_L1)
        .key("data"_L1)
        .beginObject()
        .member("clientes_conectados"_L1, frame.connectedClients)
        .member("ips_activas"_L1, frame.activeIps)
        .member("total_transacciones"_L1, frame.totalTransactions)
        .member("mqtt_clients"_L1, frame.mqttClients)
        .member("http_connections"_L1, frame.httpConnections);
    out.key("msgs_in_per_s"_L1).real(frame.messagesInPerSecond);
    out.key("msgs_out_per_s"_L1).real(frame.messagesOutPerSecond);
    out.member("committed_utc_ms"_L1, frame.committed.value).endObject().endObject();
    return out.take();
}

base::Bytes feedForm(const events::Event &event, const QTimeZone &zone)
{
    JsonWriter out;
    out.beginObject().member("seq"_L1, events::sequenceOf(event));
    std::visit([&](const auto &e) { writeData(out, e, zone); }, event);
    out.endObject();
    return base::Bytes::copyOf(out.take());
}

QByteArray joinFeed(std::span<const base::Bytes> parts)
{
    JsonWriter out;
    out.beginObject().member("type"_L1, "events"_L1).key("events"_L1).beginArray();
    for (const base::Bytes &part : parts)
        out.raw(part.view());
    out.endArray().endObject();
    return out.take();
}

base::Result<FeedFrame> decodeFeed(QByteArrayView text)
{
    const auto json = JsonValue::parse(text, {.maxBytes = 8 * 1024 * 1024, .maxDepth = 32, .maxValues = 500'000});
    if (!json)
        return json.error();
    if (!json->isObject())
        return {base::ErrorCode::Malformed, u"a feed frame is a JSON object"_s};
    JsonFields fields(*json);
    const QString type = fields.text("type"_L1);
    if (type == "hello"_L1)
        return readHello(fields);
    if (type == "resync"_L1)
        return readResync(fields);
    if (type == "events"_L1)
        return readEvents(fields);
    if (type == "status"_L1)
        return readStatus(fields.value("data"_L1));
    if (auto ok = fields.result(); !ok)
        return ok.error();
    if (type != "system_event"_L1)
        return FeedFrame();
    auto event = readSystemEvent(fields.value("data"_L1));
    return event ? base::Result<FeedFrame>(FeedFrame(std::move(*event))) : event.error();
}

base::Result<FeedPosition> FeedPosition::parse(const QString &text)
{
    const qsizetype dash = text.lastIndexOf(u'-');
    bool ok = false;
    const qint64 seq = QStringView(text).mid(dash + 1).toLongLong(&ok);
    if (dash < 1 || !ok || seq < 0)
        return {base::ErrorCode::InvalidArgument, u"after: <epoch>-<seq> is needed"_s};
    return FeedPosition{text.left(dash), seq};
}

} // namespace contract
