// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

namespace hub {

/// What the system says of this process, under Prometheus' usual names. Zero: not known here (not Linux).
struct ProcessFigures
{
    double cpuSeconds = 0;
    double startTime = 0; ///< seconds since 1970
    double residentBytes = 0;
    double virtualBytes = 0;
    double openFiles = 0;
    double maxFiles = 0;
    double threads = 0;
};

/// Reads a few files of /proc: some 50 µs. Any thread.
ProcessFigures processFigures();

} // namespace hub
