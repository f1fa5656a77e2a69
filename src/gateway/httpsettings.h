// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/clientaddress.h"
#include "gateway/originpolicy.h"
#include "gateway/ratelimiter.h"

namespace gateway {

/// How the HTTP side treats its callers (docs/api.md "Limits", docs/howto/https.md).
struct HttpSettings
{
    OriginPolicy::Settings origins;
    Proxies proxies; ///< whose X-Forwarded-For and X-Request-Id are believed
    RateLimits rates;
    /// Over TLS, tell browsers to come by TLS alone (HSTS). They then do so at every port of the host: not beside plain
    /// HTTP.
    bool strictTransport = false;
};

} // namespace gateway
