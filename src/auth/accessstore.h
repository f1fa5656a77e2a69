// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/acl.h"
#include "auth/devicecredential.h"
#include <vector>

namespace auth {

/// A change of the access list and of credentials that is made whole or not at all.
struct AccessChange
{
    std::optional<std::vector<AclRule>> rules; ///< the whole new list, in order; those without an id get one
    std::vector<DeviceCredential> add;
    std::vector<DeviceCredential> update; ///< by id
    std::vector<CredentialId> remove;
};

/// When a credential was used last.
struct CredentialUse
{
    CredentialId credential;
    base::UtcMs at;
};

/// Port: where device credentials and access rules are kept (implemented by store/sqlaccessstore.h). Every call is one
/// transaction and durable when it returns. Errors: Io, Busy, Corrupt, and those named below. Used from one thread.
class AccessStore
{
public:
    virtual ~AccessStore() = default;

    virtual base::Result<std::vector<DeviceCredential>> credentials() = 0;
    /// In order.
    virtual base::Result<std::vector<AclRule>> rules() = 0;
    /// AlreadyExists for a taken name, NotFound for an id to change or remove that is not there.
    virtual base::Result<> apply(const AccessChange &change) = 0;
    /// Ids that are gone are passed over.
    virtual base::Result<> noteUsed(const std::vector<CredentialUse> &uses) = 0;
};

} // namespace auth
