// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QString>

namespace app {

/// Asks on the terminal for something that must not be seen. Unavailable where there is no terminal.
base::Result<QString> typedSecret(const QString &question);

} // namespace app
