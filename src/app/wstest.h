// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/commandline.h"

namespace app {

/// `ws-test`: the tester of the WebSocket channels with the seed's menu (S3-47 … S3-51), or one of its choices by
/// --choice. 0: all went well; 1: a test failed; 2: an error.
int runWsTest(const CommandLine &line, const QHash<QString, QString> &environment);

} // namespace app
