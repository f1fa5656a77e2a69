// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"

namespace console {

class MainWindow;

/// Adds the tabs Transacciones and Saldos and lets each reach the other: "go to the account", "deposit here".
void addBankPages(MainWindow &window, AppContext &context);

} // namespace console
