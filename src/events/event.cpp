// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/event.h"

namespace events {

qint64 sequenceOf(const Event &event)
{
    return std::visit([](const auto &e) { return e.seq; }, event);
}

base::UtcMs timeOf(const Event &event)
{
    return std::visit([](const auto &e) { return e.at; }, event);
}

std::optional<qint64> accountOf(const Event &event)
{
    return std::visit(
        [](const auto &e) -> std::optional<qint64> {
            if constexpr (requires { e.accountId; })
                return e.accountId;
            else
                return std::nullopt;
        },
        event);
}

void setSequence(Event &event, qint64 seq)
{
    std::visit([seq](auto &e) { e.seq = seq; }, event);
}

QString folioOf(qint64 postingId)
{
    return QString::number(postingId).rightJustified(6, u'0');
}

} // namespace events
