// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/commandline.h"

namespace app {

/// `acl …` and `device …`: on the hub that runs on the data folder (or that --attach names) by its REST interface, as
/// an administrator; on the folder itself when no hub runs there. 0: done; 1: the answer is no, or an import was not
/// complete; 2: an error.
int runAccess(const CommandLine &line, const QHash<QString, QString> &environment);

} // namespace app
