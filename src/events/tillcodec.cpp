// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/tillcodec.h"
#include "events/codecfields.h"

namespace events {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView tillChanged{"till_changed"};
// Indexed by the enumeration's values; words of the file format, so never to be changed.
constexpr std::array stateWords{"open"_L1, "counted"_L1, "closed"_L1};

} // namespace

QLatin1StringView typeOf(const TillChanged &)
{
    return tillChanged;
}

QByteArray payloadOf(const TillChanged &e)
{
    StoredWriter out;
    if (e.closedAt)
        out.add("closed"_L1, e.closedAt->value);
    if (e.countedAt)
        out.add("counted"_L1, e.countedAt->value);
    return out.add("day"_L1, e.day.toString(Qt::ISODate))
        .add("handed_to"_L1, e.handedTo)
        .add("opened"_L1, e.openedAt.value)
        .add("reason"_L1, e.openingReason)
        .add("received_from"_L1, e.receivedFrom)
        .add("session"_L1, e.session)
        .add("state"_L1, stateWords[static_cast<size_t>(e.state)])
        .add("submissions"_L1, qint64{e.submissions})
        .add("till"_L1, e.till)
        .add("till_name"_L1, e.tillName)
        .add("user"_L1, e.user)
        .take();
}

std::optional<base::Result<Event>> decodeTill(QStringView type, const QJsonObject &object, qint64 seq, base::UtcMs at)
{
    if (type != tillChanged)
        return std::nullopt;
    StoredFields fields(object);
    const auto time = [&fields](QLatin1StringView name) {
        const auto ms = fields.optionalInteger(name);
        return ms ? std::optional(base::UtcMs{*ms}) : std::nullopt;
    };
    TillChanged e;
    e.seq = seq;
    e.at = at;
    e.closedAt = time("closed"_L1);
    e.countedAt = time("counted"_L1);
    e.day = fields.day("day"_L1);
    e.handedTo = fields.text("handed_to"_L1);
    e.openedAt.value = fields.integer("opened"_L1);
    e.openingReason = fields.text("reason"_L1);
    e.receivedFrom = fields.text("received_from"_L1);
    e.session = fields.integer("session"_L1);
    e.state = fields.word<TillState>("state"_L1, stateWords);
    e.submissions = static_cast<int>(fields.integer("submissions"_L1));
    e.till = fields.integer("till"_L1);
    e.tillName = fields.text("till_name"_L1);
    e.user = fields.text("user"_L1);
    return fields.finish(std::move(e));
}

} // namespace events
