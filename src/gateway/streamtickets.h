// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/principal.h"
#include <QHash>

namespace gateway {

/// By what a caller has shown who he is (S2-10).
enum class AuthType { Jwt, ApiKey };
QLatin1StringView word(AuthType type); ///< "jwt", "apikey"

/// Tickets for streams that a browser opens, which cannot send a header (S2-35): one use, thirty seconds, so that what
/// stands in a URL is worth nothing when it is logged somewhere (SPEC 3). In memory alone; lives in the gateway's
/// thread.
class StreamTickets
{
public:
    static constexpr std::chrono::seconds lifetime{30};
    /// Tickets that wait to be used; beyond, and beyond its share for one session, there is no new one.
    static constexpr qsizetype maxTickets = 10'000;
    static constexpr int maxPerSession = 50;

    struct Holder
    {
        auth::Principal principal;
        AuthType type = AuthType::Jwt;
    };
    /// LimitExceeded when too many wait to be used.
    base::Result<QByteArray> issue(Holder holder, base::Monotonic now);
    /// Whose it is, once; empty for an unknown, used or expired one.
    std::optional<Holder> take(QByteArrayView ticket, base::Monotonic now);
    qsizetype waiting() const { return m_tickets.size(); }

private:
    struct Ticket
    {
        Holder holder;
        base::Monotonic until{};
    };
    void forgetExpired(base::Monotonic now);
    void erase(QHash<QByteArray, Ticket>::iterator ticket);

    QHash<QByteArray, Ticket> m_tickets; ///< by their SHA-256: looking one up tells nothing by its duration
    QHash<QByteArray, int> m_perSession;
    base::Monotonic m_lookedAt{};
};

} // namespace gateway
