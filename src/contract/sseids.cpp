// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/sseids.h"

namespace contract {
namespace {

using Kind = events::EventMark::Kind;

constexpr QByteArrayView createdPrefix("qr_created_");
constexpr QByteArrayView paymentPrefix("qr_payment_");
constexpr QByteArrayView statusPrefix("qr_status_change_");
constexpr QByteArrayView balancePrefix("balance_update_");
constexpr QByteArrayView heartbeatPrefix("heartbeat_");
constexpr QByteArrayView welcomePrefix("welcome_");
constexpr QByteArrayView connectionPrefix("conn_");

QByteArray numbered(QByteArrayView prefix, qint64 number)
{
    return prefix.toByteArray() + QByteArray::number(number);
}

/// Decimal digits as we write them, ≥ 0.
std::optional<qint64> number(QByteArrayView text)
{
    bool ok = false;
    const qint64 value = text.toByteArray().toLongLong(&ok);
    if (!ok || value < 0 || QByteArray::number(value) != text)
        return std::nullopt;
    return value;
}

/// "…_<n>", n ≥ 2; without it 1.
std::optional<qsizetype> ordinal(const QList<QByteArray> &parts)
{
    if (parts.size() == 2)
        return 1;
    const auto n = number(parts.at(2));
    return n && *n >= 2 ? std::optional<qsizetype>(*n) : std::nullopt;
}

SseId parseStatus(QByteArrayView rest)
{
    const QList<QByteArray> parts = rest.toByteArray().split('_');
    if (parts.size() < 2 || parts.size() > 3 || parts.first().isEmpty())
        return {};
    const auto at = number(parts.at(1));
    const auto nth = ordinal(parts);
    if (!at || !nth)
        return {};
    return SseEventId{{Kind::QrStatusChanged, QString::fromUtf8(parts.first()), {*at}, *nth}, {}};
}

SseId parseBalance(QByteArrayView rest)
{
    const QList<QByteArray> parts = rest.toByteArray().split('_');
    if (parts.size() < 2 || parts.size() > 3)
        return {};
    const auto at = number(parts.at(0));
    const auto account = number(parts.at(1));
    const auto nth = ordinal(parts);
    if (!at || !account || !nth)
        return {};
    return SseEventId{{Kind::BalanceUpdated, {}, {*at}, *nth}, *account};
}

SseId parseWelcome(QByteArrayView rest)
{
    if (!rest.startsWith(connectionPrefix))
        return {};
    const QList<QByteArray> parts = rest.sliced(connectionPrefix.size()).toByteArray().split('_');
    const auto at = number(parts.first());
    if (parts.size() != 2 || !at)
        return {};
    return SseWelcomeId{{*at}};
}

SseId named(Kind kind, QByteArrayView key)
{
    if (key.isEmpty())
        return {};
    return SseEventId{{kind, QString::fromUtf8(key), {}, 1}, {}};
}

} // namespace

QByteArray qrCreatedId(const QString &qrId)
{
    return createdPrefix.toByteArray() + qrId.toUtf8();
}

QByteArray qrPaymentId(const QString &transactionId)
{
    return paymentPrefix.toByteArray() + transactionId.toUtf8();
}

QByteArray qrStatusChangeId(const QString &qrId, base::UtcMs at)
{
    return statusPrefix.toByteArray() + qrId.toUtf8() + '_' + QByteArray::number(at.value);
}

QByteArray balanceUpdateId(base::UtcMs at, qint64 accountId)
{
    return numbered(balancePrefix, at.value) + '_' + QByteArray::number(accountId);
}

QByteArray heartbeatId(base::UtcMs at)
{
    return numbered(heartbeatPrefix, at.value);
}

QByteArray welcomeId(const QByteArray &connectionId)
{
    return welcomePrefix.toByteArray() + connectionId;
}

QByteArray SseIds::distinct(base::UtcMs at, const QByteArray &id)
{
    if (at != m_at)
        m_seen.clear();
    m_at = at;
    const qsizetype nth = ++m_seen[id];
    return nth == 1 ? id : QByteArray(id + '_' + QByteArray::number(nth));
}

SseId parseSseId(QByteArrayView id)
{
    if (id.startsWith(createdPrefix))
        return named(Kind::QrCreated, id.sliced(createdPrefix.size()));
    if (id.startsWith(paymentPrefix))
        return named(Kind::QrPaid, id.sliced(paymentPrefix.size()));
    if (id.startsWith(statusPrefix))
        return parseStatus(id.sliced(statusPrefix.size()));
    if (id.startsWith(balancePrefix))
        return parseBalance(id.sliced(balancePrefix.size()));
    if (id.startsWith(welcomePrefix))
        return parseWelcome(id.sliced(welcomePrefix.size()));
    if (!id.startsWith(heartbeatPrefix))
        return {};
    const auto at = number(id.sliced(heartbeatPrefix.size()));
    return at ? SseId(SseHeartbeatId{{*at}}) : SseId();
}

} // namespace contract
