// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace gateway {

/// Which rate limit a route counts into (docs/api.md "Limits").
enum class Pace {
    Ordinary,
    Login, ///< passwords and tokens are tried there
    Money, ///< books
};

} // namespace gateway
