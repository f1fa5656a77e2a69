// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/commandline.h"

namespace app {

class LogSink;

/// The console: with a hub of its own in background threads, or attached to one elsewhere. Until the window is closed
/// or a signal asks for the end. The exit status.
int runWindow(const CommandLine &line, int &argc, char **argv, LogSink &log);

} // namespace app
