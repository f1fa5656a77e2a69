// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/mosquittoacl.h"

namespace auth {

/// EMQX's `acl.conf` (S1-69 … S1-71; SPEC 3): ordered Erlang terms `{allow|deny, Who, Action, Topics}.`, the first
/// match decides. A `{deny, all}.` at the end is what holds here anyway; it is left out, since a device keeps its own
/// topics behind the rules. A term that is not understood is not taken, and told with its line.
AclFile readEmqxAcl(const QByteArray &text);

/// The other way. Roles, certificates and "anonymous" cannot be said there.
AclText writeEmqxAcl(const std::vector<AclRule> &rules);

} // namespace auth
