// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLoggingCategory>

/// "ventanilla.app": the program itself.
Q_DECLARE_LOGGING_CATEGORY(lcApp)
