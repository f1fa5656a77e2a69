// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accessstore.h"
#include <algorithm>

namespace support {

/// The port's contract in memory. While `fails`, every call fails with Io.
class MemoryAccessStore final : public auth::AccessStore
{
public:
    bool fails = false;
    int applied = 0;

    base::Result<std::vector<auth::DeviceCredential>> credentials() override
    {
        if (fails)
            return ioError();
        auto sorted = m_credentials;
        std::sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.username < b.username; });
        return sorted;
    }
    base::Result<std::vector<auth::AclRule>> rules() override
    {
        if (fails)
            return ioError();
        return m_rules;
    }
    base::Result<> apply(const auth::AccessChange &change) override
    {
        if (fails)
            return ioError();
        auto next = m_credentials;
        for (const auth::CredentialId id : change.remove) {
            if (std::erase_if(next, [id](const auto &one) { return one.id == id; }) == 0)
                return {base::ErrorCode::NotFound, QStringLiteral("none")};
        }
        for (const auth::DeviceCredential &credential : change.update) {
            const auto found =
                std::find_if(next.begin(), next.end(), [&](const auto &one) { return one.id == credential.id; });
            if (found == next.end())
                return {base::ErrorCode::NotFound, QStringLiteral("none")};
            *found = credential;
        }
        for (const auth::DeviceCredential &credential : change.add) {
            if (std::any_of(next.begin(), next.end(), [&](const auto &o) { return o.username == credential.username; }))
                return {base::ErrorCode::AlreadyExists, QStringLiteral("taken")};
            next.push_back(credential);
            next.back().id = auth::CredentialId(++m_lastId);
        }
        m_credentials = std::move(next);
        if (change.rules)
            setRules(*change.rules);
        ++applied;
        return {};
    }
    base::Result<> noteUsed(const std::vector<auth::CredentialUse> &uses) override
    {
        if (fails)
            return ioError();
        for (const auth::CredentialUse &use : uses) {
            for (auth::DeviceCredential &one : m_credentials) {
                if (one.id == use.credential)
                    one.lastUsedAt = use.at;
            }
        }
        return {};
    }

private:
    static base::Error ioError() { return {base::ErrorCode::Io, QStringLiteral("disk full")}; }
    void setRules(const std::vector<auth::AclRule> &rules)
    {
        m_rules = rules;
        qint64 last = 0;
        for (const auth::AclRule &rule : m_rules)
            last = std::max(last, rule.id.value());
        for (auth::AclRule &rule : m_rules) {
            if (rule.id.value() == 0)
                rule.id = auth::AclRuleId(++last);
        }
    }
    std::vector<auth::DeviceCredential> m_credentials;
    std::vector<auth::AclRule> m_rules;
    qint64 m_lastId = 0;
};

} // namespace support
