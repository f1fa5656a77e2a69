// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/userstore.h"
#include "store/statement.h"

namespace store {

/// Tables `user`, `token_family`, `refresh_token`. Opens no transaction itself: on the writing connection it is used
/// inside a job (DeskThread::perform), which commits what a call has done. Belongs to its database's thread.
class SqlUserStore final : public auth::UserStore
{
public:
    explicit SqlUserStore(Database &database);

    base::Result<std::vector<auth::User>> users() override;
    base::Result<std::optional<auth::User>> findUser(const QString &username) override;
    base::Result<std::optional<auth::User>> findUser(auth::UserId id) override;
    base::Result<auth::User> addUser(const auth::User &user) override;
    base::Result<> updateUser(const auth::User &user) override;

    base::Result<> startFamily(const auth::TokenFamily &family, const auth::RefreshToken &first) override;
    base::Result<std::optional<auth::KnownToken>> findToken(const QByteArray &hash) override;
    base::Result<bool> rotateToken(const QByteArray &spent, const auth::RefreshToken &next) override;
    base::Result<> revokeFamily(const QByteArray &family, base::UtcMs now) override;
    base::Result<> revokeFamiliesOf(auth::UserId user, const QByteArray &except, base::UtcMs now) override;
    base::Result<std::vector<QByteArray>> familiesRevokedSince(base::UtcMs since) override;
    base::Result<> forgetFamilies(base::UtcMs before) override;

private:
    base::Result<std::optional<auth::User>> one(Statement &statement);
    base::Result<> addToken(const auth::RefreshToken &token);

    Statement m_all;
    Statement m_byName;
    Statement m_byId;
    Statement m_nextId;
    Statement m_insert;
    Statement m_update;
    Statement m_addFamily;
    Statement m_addToken;
    Statement m_findToken;
    Statement m_spend;
    Statement m_revoke;
    Statement m_revokeOf;
    Statement m_revoked;
    Statement m_forget;
};

} // namespace store
