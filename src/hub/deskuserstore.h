// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/userstore.h"
#include "hub/deskthread.h"

namespace hub {

/// The users' tables as seen from the hash pool's thread: each call is a job of the desk, which owns the only writing
/// connection, and waits for its commit. Not for the desk's own thread: it would wait for itself.
class DeskUserStore final : public auth::UserStore
{
public:
    explicit DeskUserStore(DeskThread &desk)
        : m_desk(desk)
    {
    }

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
    DeskThread &m_desk;
};

} // namespace hub
