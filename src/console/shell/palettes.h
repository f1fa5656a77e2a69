// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/theme.h"
#include <QPalette>

namespace console {

/// The two sets of colours. Pure functions.
QColor paletteColor(ColorRole role, bool dark);
/// Fusion's palette made of them.
QPalette widgetPalette(bool dark);

} // namespace console
