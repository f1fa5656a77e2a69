// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/offlineaccess.h"
#include "hub/transactedaccessstore.h"
#include "store/datafolder.h"
#include "store/ledgerfile.h"
#include "store/sqluserstore.h"

namespace hub {
namespace {

base::Result<auth::Snapshot> peopleIn(store::LedgerFile &file)
{
    const auto users = store::SqlUserStore(file.database()).users();
    if (!users)
        return users.error();
    auth::Snapshot snapshot;
    for (const auth::User &user : *users)
        snapshot.users.insert(user.id, {user.username, user.displayName, user.role, user.tokenEpoch, user.enabled,
                                        user.mustChangePassword, user.accountId, user.cedula});
    return snapshot;
}

} // namespace

base::Result<gateway::AccessReply> callAccessOffline(const Settings &settings, const base::Clock &clock,
                                                     const gateway::AccessCall &call)
{
    const auto folder = store::DataFolder::open(settings.dataDir);
    if (!folder)
        return folder.error();
    const auto file = store::LedgerFile::open((*folder)->ledgerPath());
    if (!file)
        return file.error();
    const auto people = peopleIn(**file);
    if (!people)
        return people.error();
    TransactedAccessStore store([&file](const TransactedAccessStore::Job &job) { return (*file)->transact(job); });
    auth::AccessRegistry::Settings registrySettings;
    registrySettings.isPerson = [&people](const QString &name) {
        return std::any_of(people->users.begin(), people->users.end(),
                           [&name](const auth::Snapshot::Entry &user) { return user.username == name; });
    };
    const auto registry = auth::AccessRegistry::create(store, clock, std::move(registrySettings), {}, {});
    if (!registry)
        return registry.error();
    const auto profile = settings.profile == Profile::Lab ? auth::Profile::Lab : auth::Profile::Branch;
    auto policy = std::make_shared<const auth::AccessPolicy>(auth::TopicPolicy::create(profile), *people,
                                                             (*registry)->snapshot());
    return gateway::AccessApi(**registry, std::move(policy)).call(call);
}

} // namespace hub
