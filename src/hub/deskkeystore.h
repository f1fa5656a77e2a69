// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/keystore.h"
#include "hub/deskthread.h"

namespace hub {

/// The tables of keys, subjects and revoked tokens as seen from the hash pool's thread, as DeskUserStore is for users.
class DeskKeyStore final : public auth::KeyStore
{
public:
    explicit DeskKeyStore(DeskThread &desk)
        : m_desk(desk)
    {
    }

    base::Result<std::vector<auth::ApiKey>> keys() override;
    base::Result<> addKey(const auth::ApiKey &key) override;
    base::Result<> updateKey(const auth::ApiKey &key) override;
    base::Result<> noteKeyUses(const QHash<QByteArray, base::UtcMs> &uses) override;
    base::Result<std::vector<auth::ForeignSubject>> subjects() override;
    base::Result<> setSubject(const auth::ForeignSubject &subject) override;
    base::Result<> removeSubject(const QString &subject) override;
    base::Result<std::vector<auth::RevokedToken>> revokedTokens(base::UtcMs now) override;
    base::Result<> revokeToken(const auth::RevokedToken &token) override;
    base::Result<std::vector<auth::AccountRef>> findAccounts(std::optional<qint64> id, const QString &cedula) override;

private:
    DeskThread &m_desk;
};

} // namespace hub
