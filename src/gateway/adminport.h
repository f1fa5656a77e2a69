// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/userregistry.h"
#include <functional>

namespace gateway {

/// What administrators work with.
struct Registries
{
    auth::UserRegistry &users;
    auth::KeyRegistry &keys;
};

/// Port: users, API keys, subjects and revoked tokens (auth's registries behind the hash pool). Any thread.
class AdminPort
{
public:
    virtual ~AdminPort() = default;
    using Job = std::function<void(base::Result<Registries *>)>;
    /// Runs the job on the registries' thread, later, exactly once; it must not keep them. A returned Error (Busy,
    /// Unavailable) means that it will not run.
    virtual base::Result<> administer(Job job) = 0;
    /// About once a second, with the keys that were used since: returns at once, saves them now and then, and does what
    /// else is due.
    virtual void tick(const QHash<QByteArray, base::UtcMs> &keyUses) = 0;
};

/// Port: reading the audit log (hub/adapters/auditreads.h). Any thread; the answer comes on another one.
class AuditReadPort
{
public:
    virtual ~AuditReadPort() = default;
    using Answer = std::function<void(base::Result<std::vector<auth::AuditRecord>>)>;
    /// A returned Error (Busy, Unavailable) means that there will be no answer.
    virtual base::Result<> read(auth::AuditFilter filter, Answer answer) = 0;
};

} // namespace gateway
