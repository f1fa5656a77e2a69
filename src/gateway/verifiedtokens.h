// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesstokens.h"
#include <QHash>

namespace gateway {

/// Credentials that were found good, and whose they are: a client sends the same ones with every request, and checking
/// them costs more than the rest of a short answer. Forgotten whole at every change of users, keys or revocations, so
/// what is found here is still true but for its age. A value of the gateway's thread.
class VerifiedTokens
{
public:
    /// Null when they are not known to be good at `now`.
    const auth::Principal *find(QByteArrayView credentials, const auth::Snapshot &users, base::UtcMs now) const
    {
        const auto known = m_known.constFind(QByteArray::fromRawData(credentials.data(), credentials.size()));
        const bool good = known != m_known.constEnd() && auth::AccessTokens::stillValid(*known, users, now);
        return good ? &*known : nullptr;
    }
    void keep(QByteArrayView credentials, const auth::Principal &who)
    {
        if (m_known.size() >= most)
            m_known.clear();
        m_known.insert(credentials.toByteArray(), who);
    }
    void clear() { m_known.clear(); }
    qsizetype size() const { return m_known.size(); }

    /// Beyond this many it begins anew.
    static constexpr qsizetype most = 4'096;

private:
    QHash<QByteArray, auth::Principal> m_known;
};

} // namespace gateway
