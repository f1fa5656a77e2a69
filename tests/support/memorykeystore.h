// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/keystore.h"
#include <algorithm>
#include <map>

namespace support {

/// The port's contract in memory. `fails`: every call does, with Io.
class MemoryKeyStore final : public auth::KeyStore
{
public:
    bool fails = false;
    std::vector<auth::AccountRef> accounts{{7, QStringLiteral("1350509525"), QStringLiteral("USD")},
                                           {8, QStringLiteral("0926687856"), QStringLiteral("USD")},
                                           {9, QStringLiteral("0926687856"), QStringLiteral("BOB")}};

    base::Result<std::vector<auth::ApiKey>> keys() override
    {
        if (fails)
            return ioError();
        return std::vector<auth::ApiKey>(m_keys.rbegin(), m_keys.rend());
    }
    base::Result<> addKey(const auth::ApiKey &key) override
    {
        if (fails)
            return ioError();
        m_keys.push_back(key);
        return {};
    }
    base::Result<> updateKey(const auth::ApiKey &key) override
    {
        if (fails)
            return ioError();
        for (auth::ApiKey &other : m_keys) {
            if (other.id == key.id) {
                other = key;
                return {};
            }
        }
        return none();
    }
    base::Result<> noteKeyUses(const QHash<QByteArray, base::UtcMs> &uses) override
    {
        for (auth::ApiKey &key : m_keys) {
            if (uses.contains(key.id))
                key.lastUsedAt = uses.value(key.id);
        }
        return {};
    }
    base::Result<std::vector<auth::ForeignSubject>> subjects() override
    {
        std::vector<auth::ForeignSubject> all;
        for (const auto &[name, subject] : m_subjects)
            all.push_back(subject);
        return all;
    }
    base::Result<> setSubject(const auth::ForeignSubject &subject) override
    {
        m_subjects[subject.subject] = subject;
        return {};
    }
    base::Result<> removeSubject(const QString &subject) override
    {
        return m_subjects.erase(subject) > 0 ? base::Result<>() : base::Result<>(none());
    }
    base::Result<std::vector<auth::RevokedToken>> revokedTokens(base::UtcMs now) override
    {
        std::erase_if(m_tokens, [now](const auto &entry) { return entry.second.expiresAt <= now; });
        std::vector<auth::RevokedToken> all;
        for (const auto &[jti, token] : m_tokens)
            all.push_back(token);
        return all;
    }
    base::Result<> revokeToken(const auth::RevokedToken &token) override
    {
        m_tokens.emplace(token.jti, token);
        return {};
    }
    base::Result<std::vector<auth::AccountRef>> findAccounts(std::optional<qint64> id, const QString &cedula) override
    {
        std::vector<auth::AccountRef> found;
        std::copy_if(accounts.begin(), accounts.end(), std::back_inserter(found),
                     [&](const auth::AccountRef &account) { return account.id == id || account.cedula == cedula; });
        return found;
    }

private:
    static base::Error ioError() { return {base::ErrorCode::Io, QStringLiteral("disk full")}; }
    static base::Error none() { return {base::ErrorCode::NotFound, QStringLiteral("none")}; }
    std::vector<auth::ApiKey> m_keys;
    std::map<QString, auth::ForeignSubject> m_subjects;
    std::map<QString, auth::RevokedToken> m_tokens;
};

} // namespace support
