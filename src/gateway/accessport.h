// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesspolicy.h"
#include "auth/accessregistry.h"
#include <functional>

namespace gateway {

/// Port: device credentials and access rules (auth::AccessRegistry behind the hash pool). Any thread.
class AccessPort
{
public:
    virtual ~AccessPort() = default;
    using Job = std::function<void(base::Result<auth::AccessRegistry *>)>;
    /// Runs the job on the registry's thread, later, exactly once; it must not keep the registry. A returned Error
    /// (Busy, Unavailable) means that it will not run.
    virtual base::Result<> access(Job job) = 0;
    /// What the broker decides by just now.
    virtual std::shared_ptr<const auth::AccessPolicy> policy() const = 0;
};

} // namespace gateway
