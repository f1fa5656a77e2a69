// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include <QByteArray>
#include <QHash>
#include <QString>
#include <array>
#include <vector>

namespace broker {

/// By what somebody is kept out.
enum class BanKind : quint8 {
    ClientId,
    User,
    Address, ///< an IP address as QHostAddress prints it, without port
};

/// Stable English word of a kind: "client_id", "user", "address".
QLatin1StringView banKindName(BanKind kind);

/// One entry: who is kept out, for how long, why and by whom.
struct Ban
{
    BanKind kind = BanKind::ClientId;
    QByteArray value;
    base::UtcMs since;
    base::UtcMs until; ///< 0: until it is lifted
    QString reason;    ///< a sentence for people, may be empty
    QByteArray by;     ///< the operator's user name; "flapping": the broker itself

    bool isOver(base::UtcMs now) const { return until.value != 0 && until <= now; }
};

/// Who may not connect for now (SPEC section 3). In memory: a restart forgives. A pure value; used by one thread.
class BanList
{
public:
    static constexpr qsizetype maxBans = 100'000;

    /// Adds a ban or replaces the one of the same kind and value. InvalidArgument: empty value, or over already;
    /// LimitExceeded beyond maxBans.
    base::Result<> add(const Ban &ban, base::UtcMs now);
    /// False when there is none.
    bool lift(BanKind kind, const QByteArray &value);
    /// The ban in force; null: none. Valid until the list is changed.
    const Ban *find(BanKind kind, const QByteArray &value, base::UtcMs now) const;
    /// In force, the newest first.
    std::vector<Ban> list(base::UtcMs now) const;
    /// Forgets what is over. Call it about once a minute.
    void expire(base::UtcMs now);
    bool isEmpty() const;

private:
    std::array<QHash<QByteArray, Ban>, 3> m_bans; ///< by kind
};

} // namespace broker
