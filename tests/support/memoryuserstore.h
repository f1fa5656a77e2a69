// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/userstore.h"
#include <map>

namespace support {

/// The port's contract in memory. `failAfter` calls later, every call fails with Io (−1: never).
class MemoryUserStore final : public auth::UserStore
{
public:
    int failAfter = -1;

    base::Result<std::vector<auth::User>> users() override
    {
        if (fails())
            return ioError();
        return m_users;
    }
    base::Result<std::optional<auth::User>> findUser(const QString &username) override
    {
        return find([&username](const auth::User &user) { return user.username == username; });
    }
    base::Result<std::optional<auth::User>> findUser(auth::UserId id) override
    {
        return find([id](const auth::User &user) { return user.id == id; });
    }
    base::Result<auth::User> addUser(const auth::User &user) override
    {
        if (fails())
            return ioError();
        for (const auth::User &other : m_users) {
            if (other.username == user.username)
                return {base::ErrorCode::AlreadyExists, QStringLiteral("taken")};
        }
        m_users.push_back(user);
        m_users.back().id = auth::UserId(static_cast<qint64>(m_users.size()));
        return m_users.back();
    }
    base::Result<> updateUser(const auth::User &user) override
    {
        if (fails())
            return ioError();
        for (auth::User &other : m_users) {
            if (other.id == user.id) {
                other = user;
                return {};
            }
        }
        return {base::ErrorCode::NotFound, QStringLiteral("none")};
    }
    base::Result<> startFamily(const auth::TokenFamily &family, const auth::RefreshToken &first) override
    {
        if (fails())
            return ioError();
        m_families[family.id] = family;
        m_tokens[first.hash] = first;
        return {};
    }
    base::Result<std::optional<auth::KnownToken>> findToken(const QByteArray &hash) override
    {
        if (fails())
            return ioError();
        const auto token = m_tokens.find(hash);
        if (token == m_tokens.end())
            return std::optional<auth::KnownToken>();
        return std::optional(auth::KnownToken{token->second, m_families.at(token->second.family)});
    }
    base::Result<bool> rotateToken(const QByteArray &spent, const auth::RefreshToken &next) override
    {
        if (fails())
            return ioError();
        auth::RefreshToken &old = m_tokens.at(spent);
        if (old.spentAt)
            return false;
        old.spentAt = next.issuedAt;
        m_tokens[next.hash] = next;
        return true;
    }
    base::Result<> revokeFamily(const QByteArray &family, base::UtcMs now) override
    {
        if (fails())
            return ioError();
        if (m_families.contains(family) && !m_families[family].revokedAt)
            m_families[family].revokedAt = now;
        return {};
    }
    base::Result<> revokeFamiliesOf(auth::UserId user, const QByteArray &except, base::UtcMs now) override
    {
        if (fails())
            return ioError();
        for (auto &[id, family] : m_families) {
            if (family.user == user && id != except && !family.revokedAt && family.expiresAt > now)
                family.revokedAt = now;
        }
        return {};
    }
    base::Result<std::vector<QByteArray>> familiesRevokedSince(base::UtcMs since) override
    {
        if (fails())
            return ioError();
        std::vector<QByteArray> found;
        for (const auto &[id, family] : m_families) {
            if (family.revokedAt && *family.revokedAt >= since)
                found.push_back(id);
        }
        return found;
    }
    base::Result<> forgetFamilies(base::UtcMs before) override
    {
        if (fails())
            return ioError();
        std::erase_if(m_families, [before](const auto &entry) { return entry.second.expiresAt < before; });
        std::erase_if(m_tokens, [this](const auto &entry) { return !m_families.contains(entry.second.family); });
        return {};
    }

private:
    bool fails() { return failAfter >= 0 && failAfter-- == 0 ? (failAfter = 0, true) : false; }
    static base::Error ioError() { return {base::ErrorCode::Io, QStringLiteral("disk full")}; }
    template <typename Match>
    base::Result<std::optional<auth::User>> find(Match match)
    {
        if (fails())
            return ioError();
        const auto found = std::find_if(m_users.begin(), m_users.end(), match);
        return found == m_users.end() ? std::optional<auth::User>() : std::optional(*found);
    }
    std::vector<auth::User> m_users;
    std::map<QByteArray, auth::TokenFamily> m_families;
    std::map<QByteArray, auth::RefreshToken> m_tokens;
};

} // namespace support
