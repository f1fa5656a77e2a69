// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/commandline.h"

namespace app {

/// `ventanilla certificate create|device|revoke|show`: prints what it did or one sentence. Returns the exit status: 0
/// done, 2 refused.
int runCertificate(const CommandLine &line, const QHash<QString, QString> &environment);

} // namespace app
