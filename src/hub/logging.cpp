// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/logging.h"

Q_LOGGING_CATEGORY(lcHub, "ventanilla.hub", QtInfoMsg)
