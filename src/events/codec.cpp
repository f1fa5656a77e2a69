// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/codec.h"
#include <QJsonDocument>
#include <QJsonObject>

namespace events {
namespace {

using namespace Qt::StringLiterals;

constexpr QLatin1StringView transactionPosted{"transaction_posted"};
constexpr QLatin1StringView accountOpened{"account_opened"};
constexpr QLatin1StringView alertRaised{"alert_raised"};
constexpr int currentVersion = 1;

// Indexed by the enumerations' values; words of the file format, so never to be changed.
constexpr std::array kindWords{"deposit"_L1, "withdrawal"_L1};
constexpr std::array channelWords{"till"_L1, "rest"_L1, "socket"_L1, "qr"_L1};

template <typename Enum, size_t N>
std::optional<Enum> enumOf(const std::array<QLatin1StringView, N> &words, const QString &text)
{
    const auto at = std::find(words.begin(), words.end(), text);
    if (at == words.end())
        return std::nullopt;
    return static_cast<Enum>(at - words.begin());
}

/// Writes one flat JSON object. By hand, as this is done for every posting under the ledger's one thread: QJsonObject
/// sorts and copies, and costs several times as much.
class Writer
{
public:
    Writer() { m_out.reserve(320); }
    Writer &add(QLatin1StringView name, qint64 number) { return begin(name).append(QByteArray::number(number)); }
    Writer &add(QLatin1StringView name, QLatin1StringView word)
    {
        return begin(name).append("\"").append(QByteArrayView(word.data(), word.size())).append("\"");
    }
    Writer &add(QLatin1StringView name, const QString &text)
    {
        begin(name).append("\"");
        for (const char c : text.toUtf8())
            escape(c);
        return append("\"");
    }
    QByteArray take() { return append("}").m_out; }

private:
    Writer &begin(QLatin1StringView name)
    {
        return append(m_out.isEmpty() ? "{\"" : ",\"").append(QByteArrayView(name.data(), name.size())).append("\":");
    }
    Writer &append(QByteArrayView bytes)
    {
        m_out.append(bytes);
        return *this;
    }
    void escape(char c)
    {
        static constexpr char hex[] = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            m_out.append('\\');
            m_out.append(c);
        } else if (byte < 0x20) {
            append("\\u00");
            m_out.append(hex[byte >> 4]);
            m_out.append(hex[byte & 0xf]);
        } else {
            m_out.append(c);
        }
    }
    QByteArray m_out;
};

QByteArray payloadOf(const TransactionPosted &e)
{
    Writer out;
    out.add("account"_L1, e.accountId)
        .add("after"_L1, e.balanceAfter.minor())
        .add("amount"_L1, e.amount.minor())
        .add("before"_L1, e.balanceBefore.minor())
        .add("cedula"_L1, e.cedula)
        .add("channel"_L1, channelWords[static_cast<size_t>(e.channel)])
        .add("currency"_L1, e.amount.currency().toString())
        .add("day"_L1, e.businessDay.toString(Qt::ISODate))
        .add("description"_L1, e.description)
        .add("id"_L1, e.id)
        .add("kind"_L1, kindWords[static_cast<size_t>(e.kind)])
        .add("name"_L1, e.holderName);
    if (e.reverses)
        out.add("reverses"_L1, *e.reverses);
    return out.add("user"_L1, e.user).take();
}

QByteArray payloadOf(const AccountOpened &e)
{
    Writer out;
    return out.add("account"_L1, e.accountId)
        .add("cedula"_L1, e.cedula)
        .add("channel"_L1, channelWords[static_cast<size_t>(e.channel)])
        .add("currency"_L1, e.lowBalanceThreshold.currency().toString())
        .add("name"_L1, e.holderName)
        .add("threshold"_L1, e.lowBalanceThreshold.minor())
        .add("user"_L1, e.user)
        .take();
}

QByteArray payloadOf(const AlertRaised &e)
{
    Writer out;
    if (e.balance)
        out.add("balance"_L1, e.balance->minor()).add("currency"_L1, e.balance->currency().toString());
    out.add("cedula"_L1, e.cedula).add("message"_L1, e.message);
    if (e.transactionId)
        out.add("transaction"_L1, *e.transactionId);
    return out.add("type"_L1, e.type).take();
}

QLatin1StringView typeOf(const TransactionPosted &)
{
    return transactionPosted;
}
QLatin1StringView typeOf(const AccountOpened &)
{
    return accountOpened;
}
QLatin1StringView typeOf(const AlertRaised &)
{
    return alertRaised;
}

/// Reads members and notes when one is not what it must be.
class Fields
{
public:
    explicit Fields(const QJsonObject &object)
        : m_object(object)
    {
    }
    QString text(QLatin1StringView name)
    {
        const QJsonValue v = m_object.value(name);
        m_ok = m_ok && v.isString();
        return v.toString();
    }
    qint64 integer(QLatin1StringView name)
    {
        const QJsonValue v = m_object.value(name);
        // Two different fallbacks agree only on a value that is an integer.
        m_ok = m_ok && v.isDouble() && v.toInteger(0) == v.toInteger(1);
        return v.toInteger();
    }
    std::optional<qint64> optionalInteger(QLatin1StringView name)
    {
        return m_object.contains(name) ? std::optional(integer(name)) : std::nullopt;
    }
    base::Currency currency(QLatin1StringView name)
    {
        const auto parsed = base::Currency::parse(text(name).toLatin1());
        m_ok = m_ok && parsed;
        return parsed.valueOr(base::Currency::usd());
    }
    base::Money money(QLatin1StringView name, base::Currency currency)
    {
        const auto amount = base::Money::fromMinor(integer(name), currency);
        m_ok = m_ok && amount;
        return amount.valueOr(base::Money(currency));
    }
    template <typename Enum, size_t N>
    Enum word(QLatin1StringView name, const std::array<QLatin1StringView, N> &words)
    {
        const auto value = enumOf<Enum>(words, text(name));
        m_ok = m_ok && value;
        return value.value_or(Enum{});
    }
    QDate day(QLatin1StringView name)
    {
        const QDate date = QDate::fromString(text(name), Qt::ISODate);
        m_ok = m_ok && date.isValid();
        return date;
    }
    bool contains(QLatin1StringView name) const { return m_object.contains(name); }
    base::Result<Event> finish(Event event) const
    {
        if (!m_ok)
            return {base::ErrorCode::Corrupt, u"event log: a member is missing or wrong"_s};
        return event;
    }

private:
    const QJsonObject &m_object;
    bool m_ok = true;
};

base::Result<Event> readTransaction(Fields fields, qint64 seq, base::UtcMs at)
{
    TransactionPosted e;
    const base::Currency currency = fields.currency("currency"_L1);
    e.seq = seq;
    e.at = at;
    e.id = fields.integer("id"_L1);
    e.accountId = fields.integer("account"_L1);
    e.cedula = fields.text("cedula"_L1);
    e.holderName = fields.text("name"_L1);
    e.kind = fields.word<MovementKind>("kind"_L1, kindWords);
    e.amount = fields.money("amount"_L1, currency);
    e.balanceBefore = fields.money("before"_L1, currency);
    e.balanceAfter = fields.money("after"_L1, currency);
    e.businessDay = fields.day("day"_L1);
    e.channel = fields.word<Channel>("channel"_L1, channelWords);
    e.user = fields.text("user"_L1);
    e.description = fields.text("description"_L1);
    e.reverses = fields.optionalInteger("reverses"_L1);
    return fields.finish(std::move(e));
}

base::Result<Event> readAccount(Fields fields, qint64 seq, base::UtcMs at)
{
    AccountOpened e;
    e.seq = seq;
    e.at = at;
    e.accountId = fields.integer("account"_L1);
    e.cedula = fields.text("cedula"_L1);
    e.holderName = fields.text("name"_L1);
    e.lowBalanceThreshold = fields.money("threshold"_L1, fields.currency("currency"_L1));
    e.channel = fields.word<Channel>("channel"_L1, channelWords);
    e.user = fields.text("user"_L1);
    return fields.finish(std::move(e));
}

base::Result<Event> readAlert(Fields fields, qint64 seq, base::UtcMs at)
{
    AlertRaised e;
    e.seq = seq;
    e.at = at;
    e.type = fields.text("type"_L1);
    e.message = fields.text("message"_L1);
    e.cedula = fields.text("cedula"_L1);
    if (fields.contains("balance"_L1))
        e.balance = fields.money("balance"_L1, fields.currency("currency"_L1));
    e.transactionId = fields.optionalInteger("transaction"_L1);
    return fields.finish(std::move(e));
}

} // namespace

EncodedEvent encode(const Event &event)
{
    return std::visit([](const auto &e) { return EncodedEvent{typeOf(e), currentVersion, payloadOf(e)}; }, event);
}

base::Result<Event> decode(QStringView type, int version, QByteArrayView payload, qint64 seq, base::UtcMs at)
{
    if (version != currentVersion)
        return {base::ErrorCode::Unsupported, u"event log: version "_s + QString::number(version)};
    const QJsonObject object = QJsonDocument::fromJson(payload.toByteArray()).object();
    if (type == transactionPosted)
        return readTransaction(Fields(object), seq, at);
    if (type == accountOpened)
        return readAccount(Fields(object), seq, at);
    if (type == alertRaised)
        return readAlert(Fields(object), seq, at);
    return {base::ErrorCode::Unsupported, u"event log: unknown type "_s + type};
}

} // namespace events
