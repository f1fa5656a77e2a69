// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/streamtickets.h"
#include "auth/secrets.h"

namespace gateway {

QLatin1StringView word(AuthType type)
{
    return type == AuthType::ApiKey ? QLatin1StringView("apikey") : QLatin1StringView("jwt");
}

void StreamTickets::erase(QHash<QByteArray, Ticket>::iterator ticket)
{
    const auto count = m_perSession.find(ticket->holder.principal.family);
    if (count != m_perSession.end() && --*count <= 0)
        m_perSession.erase(count);
    m_tickets.erase(ticket);
}

void StreamTickets::forgetExpired(base::Monotonic now)
{
    if (now - m_lookedAt < std::chrono::seconds(1) && m_tickets.size() < maxTickets)
        return;
    m_lookedAt = now;
    QByteArrayList expired;
    for (auto ticket = m_tickets.cbegin(); ticket != m_tickets.cend(); ++ticket) {
        if (ticket->until <= now)
            expired.append(ticket.key());
    }
    for (const QByteArray &ticket : expired)
        erase(m_tickets.find(ticket));
}

base::Result<QByteArray> StreamTickets::issue(Holder holder, base::Monotonic now)
{
    forgetExpired(now);
    const QByteArray session = holder.principal.family;
    if (m_tickets.size() >= maxTickets || m_perSession.value(session) >= maxPerSession)
        return {base::ErrorCode::LimitExceeded, u"too many stream tickets wait to be used"_qs};
    const QByteArray ticket = auth::randomToken(32);
    m_tickets.insert(auth::sha256(ticket), {std::move(holder), now + lifetime});
    ++m_perSession[session];
    return ticket;
}

std::optional<StreamTickets::Holder> StreamTickets::take(QByteArrayView ticket, base::Monotonic now)
{
    const auto found = m_tickets.find(auth::sha256(ticket));
    if (found == m_tickets.end())
        return {};
    Ticket taken = *found;
    erase(found);
    return taken.until > now ? std::optional(std::move(taken.holder)) : std::nullopt;
}

} // namespace gateway
