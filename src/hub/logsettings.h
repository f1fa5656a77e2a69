// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "hub/mqttlisteners.h"

namespace hub {

enum class LogFormat {
    Text,
    Json,
    Journal, ///< text as the systemd journal wants it; chosen by itself when standard error goes there
};

/// Where the log goes and what is in it. For whoever owns the log: the program, not the hub.
struct LogSettings
{
    LogFormat format = LogFormat::Text;
    QString file; ///< absolute; empty: standard error alone
    qint64 fileBytes = 0;
    int files = 0;  ///< that are kept besides the present one
    QString levels; ///< rules, see docs/operations.md
};

/// `log.format`, `log.file`, `log.file_size`, `log.files`, `log.levels`.
QList<SettingDefinition> logDefinitions();
/// InvalidArgument names the key, the value and what would be right.
base::Result<LogSettings> resolveLog(const SettingLookup &text, const QString &dataDir);

} // namespace hub
