// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdio>
#include <string>

/// What the client programs here print: one line a step, "ok …" or "FAILED …", and at last "done" if all held.
namespace steps {

inline bool anyFailed = false;

inline void check(const std::string &name, bool held, const std::string &seen = {})
{
    anyFailed = anyFailed || !held;
    std::printf(held ? "ok %s\n" : "FAILED %s: %s\n", name.c_str(), seen.c_str());
    std::fflush(stdout);
}

inline int end()
{
    std::puts(anyFailed ? "failed" : "done");
    return anyFailed ? 1 : 0;
}

} // namespace steps
