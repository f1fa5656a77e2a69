// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/operation.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <array>

namespace bank {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;
using base::Result;

// Indexed by the enumerations' values; words of the file format, so never to be changed.
constexpr std::array kindWords{"deposit"_L1, "withdrawal"_L1};
constexpr std::array channelWords{"till"_L1, "rest"_L1, "socket"_L1, "qr"_L1};
constexpr std::array rankWords{"service"_L1, "teller"_L1, "supervisor"_L1, "administrator"_L1, "other"_L1};
constexpr std::array stateWords{"active"_L1, "blocked"_L1};
constexpr QLatin1StringView postWord{"post"};
constexpr QLatin1StringView reverseWord{"reverse"};
constexpr QLatin1StringView stateWord{"account_state"};

template <size_t N>
std::optional<size_t> indexOf(const std::array<QLatin1StringView, N> &words, const QString &text)
{
    const auto at = std::find(words.begin(), words.end(), text);
    return at == words.end() ? std::nullopt : std::optional(static_cast<size_t>(at - words.begin()));
}

base::Error corrupt()
{
    return {ErrorCode::Corrupt, u"a stored operation lacks a member, or has a wrong one"_s};
}

const QByteArray &key(const Post &post)
{
    return post.idempotencyKey;
}

const QByteArray &key(const Reverse &reverse)
{
    return reverse.idempotencyKey;
}

/// Asking twice makes two requests, of which one comes too late.
const QByteArray &key(const SetAccountState &)
{
    static const QByteArray none;
    return none;
}

OperationFacts facts(const Post &post)
{
    return {post.kind == events::MovementKind::Deposit ? u"DEPOSITO"_s : u"RETIRO"_s,
            post.cedula.toString(),
            post.amount,
            post.description,
            post.user,
            post.idempotencyKey,
            bodyHash(post)};
}

OperationFacts facts(const Reverse &reverse)
{
    return {u"REVERSO"_s, {}, {}, reverse.reason, reverse.user, reverse.idempotencyKey, bodyHash(reverse)};
}

OperationFacts facts(const SetAccountState &change)
{
    return {change.state == AccountState::Blocked ? u"BLOQUEO"_s : u"DESBLOQUEO"_s,
            change.cedula.toString(),
            {},
            change.reason,
            change.user,
            {},
            bodyHash(change)};
}

QJsonObject stored(const Reverse &reverse)
{
    return {
        {u"op"_s, QString(reverseWord)}, {u"transaction"_s, reverse.transaction},
        {u"reason"_s, reverse.reason},   {u"channel"_s, QString(channelWords[static_cast<size_t>(reverse.channel)])},
        {u"user"_s, reverse.user},       {u"key"_s, QString::fromLatin1(reverse.idempotencyKey)}};
}

QJsonObject stored(const SetAccountState &change)
{
    return {{u"op"_s, QString(stateWord)},
            {u"cedula"_s, change.cedula.toString()},
            {u"currency"_s, change.currency.toString()},
            {u"state"_s, QString(stateWords[static_cast<size_t>(change.state)])},
            {u"reason"_s, change.reason},
            {u"user"_s, change.user}};
}

QJsonObject stored(const Post &post)
{
    return {{u"op"_s, QString(postWord)},
            {u"kind"_s, QString(kindWords[static_cast<size_t>(post.kind)])},
            {u"cedula"_s, post.cedula.toString()},
            {u"amount"_s, post.amount.minor()},
            {u"currency"_s, post.amount.currency().toString()},
            {u"channel"_s, QString(channelWords[static_cast<size_t>(post.channel)])},
            {u"user"_s, post.user},
            {u"rank"_s, QString(rankWords[static_cast<size_t>(post.rank)])},
            {u"description"_s, post.description},
            {u"key"_s, QString::fromLatin1(post.idempotencyKey)}};
}

Result<base::Money> readAmount(const QJsonObject &json)
{
    const auto currency = base::Currency::parse(json.value(u"currency"_s).toString().toLatin1());
    const QJsonValue minor = json.value(u"amount"_s);
    if (!currency || minor.toInteger(0) != minor.toInteger(1)) // two fallbacks agree on an integer alone
        return corrupt();
    return base::Money::fromMinor(minor.toInteger(), *currency);
}

Result<Operation> readPost(const QJsonObject &json)
{
    const auto kind = indexOf(kindWords, json.value(u"kind"_s).toString());
    const auto channel = indexOf(channelWords, json.value(u"channel"_s).toString());
    const auto rank = indexOf(rankWords, json.value(u"rank"_s).toString());
    const auto cedula = base::Cedula::fromWire(json.value(u"cedula"_s).toString());
    const auto amount = readAmount(json);
    if (!kind || !channel || !rank || !cedula || !amount || !json.value(u"description"_s).isString())
        return corrupt();
    Post post{static_cast<events::MovementKind>(*kind),
              *cedula,
              *amount,
              static_cast<events::Channel>(*channel),
              json.value(u"user"_s).toString(),
              json.value(u"description"_s).toString(),
              json.value(u"key"_s).toString().toLatin1(),
              {},
              static_cast<Rank>(*rank)};
    if (post.user.isEmpty() || post.idempotencyKey.isEmpty())
        return corrupt();
    return Operation(std::move(post));
}

Result<Operation> readReverse(const QJsonObject &json)
{
    const auto channel = indexOf(channelWords, json.value(u"channel"_s).toString());
    Reverse reverse;
    reverse.transaction = json.value(u"transaction"_s).toInteger();
    reverse.reason = json.value(u"reason"_s).toString();
    reverse.user = json.value(u"user"_s).toString();
    reverse.idempotencyKey = json.value(u"key"_s).toString().toLatin1();
    if (!channel || reverse.transaction <= 0 || reverse.user.isEmpty() || reverse.idempotencyKey.isEmpty())
        return corrupt();
    reverse.channel = static_cast<events::Channel>(*channel);
    return Operation(std::move(reverse));
}

Result<Operation> readState(const QJsonObject &json)
{
    const auto cedula = base::Cedula::fromWire(json.value(u"cedula"_s).toString());
    const auto currency = base::Currency::parse(json.value(u"currency"_s).toString().toLatin1());
    const auto state = indexOf(stateWords, json.value(u"state"_s).toString());
    if (!cedula || !currency || !state || json.value(u"user"_s).toString().isEmpty())
        return corrupt();
    return Operation(SetAccountState{*cedula, *currency, static_cast<AccountState>(*state),
                                     json.value(u"reason"_s).toString(), json.value(u"user"_s).toString()});
}

} // namespace

OperationFacts factsOf(const Operation &operation)
{
    return std::visit([](const auto &one) { return facts(one); }, operation);
}

const QByteArray &keyOf(const Operation &operation)
{
    return std::visit([](const auto &one) -> const QByteArray & { return key(one); }, operation);
}

QByteArray storedOperation(const Operation &operation)
{
    const QJsonObject json = std::visit([](const auto &one) { return stored(one); }, operation);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<Operation> readOperation(const QByteArray &bytes)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    const QString word = json.value(u"op"_s).toString();
    if (word == postWord)
        return readPost(json);
    if (word == reverseWord)
        return readReverse(json);
    if (word == stateWord)
        return readState(json);
    if (word.isEmpty())
        return corrupt();
    return {ErrorCode::Unsupported, u"a stored operation of a kind that is not known: "_s + word};
}

} // namespace bank
