// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace support {

/// Whether this build runs under a sanitizer: it keeps what is freed for a while and shadows the rest, so figures of
/// memory say nothing of the program.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool isSanitized = true;
#else
inline constexpr bool isSanitized = false;
#endif

} // namespace support
