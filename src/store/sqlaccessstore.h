// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accessstore.h"
#include "store/statement.h"

namespace store {

/// Tables `device_credential` and `acl_rule`. Opens no transaction itself: on the writing connection it is used inside
/// a job (DeskThread::perform), which commits what a call has done. Belongs to its database's thread.
class SqlAccessStore final : public auth::AccessStore
{
public:
    explicit SqlAccessStore(Database &database);

    base::Result<std::vector<auth::DeviceCredential>> credentials() override;
    base::Result<std::vector<auth::AclRule>> rules() override;
    base::Result<> apply(const auth::AccessChange &change) override;
    base::Result<> noteUsed(const std::vector<auth::CredentialUse> &uses) override;

private:
    base::Result<> add(const auth::DeviceCredential &credential);
    base::Result<> update(const auth::DeviceCredential &credential);
    base::Result<> remove(auth::CredentialId credential);
    base::Result<> replaceRules(const std::vector<auth::AclRule> &rules);

    Statement m_all;
    Statement m_nextId;
    Statement m_insert;
    Statement m_update;
    Statement m_remove;
    Statement m_used;
    Statement m_rules;
    Statement m_clearRules;
    Statement m_addRule;
};

} // namespace store
