// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLoggingCategory>

Q_DECLARE_LOGGING_CATEGORY(lcApp)

namespace app {

/// Sends the log to standard error as "2024-01-15T14:30:00.000Z ventanilla.hub warning: text"; `rules` as in
/// QT_LOGGING_RULES, with commas or line ends between them.
void setUpLogging(const QString &rules);

} // namespace app
