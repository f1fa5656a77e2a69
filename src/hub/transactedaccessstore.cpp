// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/transactedaccessstore.h"
#include "hub/deskthread.h"
#include "store/sqlaccessstore.h"
#include <future>

namespace hub {

using base::Result;

TransactedAccessStore::TransactedAccessStore(DeskThread &desk)
    : m_run([&desk](const Job &job) -> Result<> {
        // Shared with the job, since the desk may drop it when it stops.
        const auto committed = std::make_shared<std::promise<Result<>>>();
        auto outcome = committed->get_future();
        const auto taken = desk.perform(job, [committed](Result<> done) { committed->set_value(std::move(done)); });
        return taken ? outcome.get() : taken;
    })
{
}

Result<std::vector<auth::DeviceCredential>> TransactedAccessStore::credentials()
{
    const auto found = std::make_shared<std::vector<auth::DeviceCredential>>();
    const auto done = m_run([found](store::LedgerFile &file) -> Result<> {
        auto read = store::SqlAccessStore(file.database()).credentials();
        if (!read)
            return read.error();
        *found = std::move(*read);
        return {};
    });
    return done ? Result<std::vector<auth::DeviceCredential>>(std::move(*found)) : done.error();
}

Result<std::vector<auth::AclRule>> TransactedAccessStore::rules()
{
    const auto found = std::make_shared<std::vector<auth::AclRule>>();
    const auto done = m_run([found](store::LedgerFile &file) -> Result<> {
        auto read = store::SqlAccessStore(file.database()).rules();
        if (!read)
            return read.error();
        *found = std::move(*read);
        return {};
    });
    return done ? Result<std::vector<auth::AclRule>>(std::move(*found)) : done.error();
}

Result<> TransactedAccessStore::apply(const auth::AccessChange &change)
{
    return m_run([change](store::LedgerFile &file) { return store::SqlAccessStore(file.database()).apply(change); });
}

Result<> TransactedAccessStore::noteUsed(const std::vector<auth::CredentialUse> &uses)
{
    return m_run([uses](store::LedgerFile &file) { return store::SqlAccessStore(file.database()).noteUsed(uses); });
}

} // namespace hub
