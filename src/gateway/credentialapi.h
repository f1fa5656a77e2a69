// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/accessapi.h"

namespace gateway {

/// The half of AccessApi that deals with credentials: `credentials`, `credentials/{}`, `credentials/{}/rotate`,
/// `credentials-file`.
class CredentialApi
{
public:
    explicit CredentialApi(auth::AccessRegistry &registry)
        : m_registry(registry)
    {
    }
    base::Result<AccessReply> call(const AccessCall &call);

private:
    base::Result<AccessReply> one(const AccessCall &call);
    base::Result<AccessReply> list(const AccessCall &call) const;
    base::Result<AccessReply> add(const AccessCall &call);
    base::Result<AccessReply> change(const AccessCall &call);
    base::Result<AccessReply> rotate(const AccessCall &call);
    base::Result<AccessReply> importPasswords(const AccessCall &call);
    base::Result<AccessReply> exportPasswords() const;

    auth::AccessRegistry &m_registry;
};

} // namespace gateway
