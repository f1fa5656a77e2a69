// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/keystore.h"
#include "store/statement.h"

namespace store {

/// Tables `api_key`, `foreign_subject`, `revoked_token`. Opens no transaction itself: on the writing connection it is
/// used inside a job (DeskThread::perform), which commits what a call has done. Belongs to its database's thread.
class SqlKeyStore final : public auth::KeyStore
{
public:
    explicit SqlKeyStore(Database &database);

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
    Statement m_keys;
    Statement m_addKey;
    Statement m_updateKey;
    Statement m_used;
    Statement m_subjects;
    Statement m_setSubject;
    Statement m_removeSubject;
    Statement m_forgetTokens;
    Statement m_tokens;
    Statement m_revoke;
    Statement m_accounts;
};

} // namespace store
