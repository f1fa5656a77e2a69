// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accessstore.h"
#include <functional>

namespace store {
class LedgerFile;
}

namespace hub {

class DeskThread;

/// The tables of credentials and rules, each call in a transaction of its own that somebody else runs: the desk's
/// thread in a hub, the caller himself where no hub runs. In the thread that waits for it; not the desk's own.
class TransactedAccessStore final : public auth::AccessStore
{
public:
    using Job = std::function<base::Result<>(store::LedgerFile &)>;
    /// Runs the job in a transaction and returns when it is committed, or its error.
    using Run = std::function<base::Result<>(const Job &)>;

    explicit TransactedAccessStore(Run run)
        : m_run(std::move(run))
    {
    }
    /// By the desk, which outlives it.
    explicit TransactedAccessStore(DeskThread &desk);

    base::Result<std::vector<auth::DeviceCredential>> credentials() override;
    base::Result<std::vector<auth::AclRule>> rules() override;
    base::Result<> apply(const auth::AccessChange &change) override;
    base::Result<> noteUsed(const std::vector<auth::CredentialUse> &uses) override;

private:
    Run m_run;
};

} // namespace hub
