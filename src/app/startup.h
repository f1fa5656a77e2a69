// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/commandline.h"

namespace app {

/// The process's environment, with what --env-file adds where it says nothing.
base::Result<QHash<QString, QString>> environmentOf(const CommandLine &line);

/// --data-dir, VENTANILLA_DATA_DIR, or the system's place for application data; the demo has one of its own.
QString dataDirOf(const CommandLine &line, const QHash<QString, QString> &environment);

/// Option, environment, stored, default: the first that is said counts. The demo's profile is lab unless another is
/// said.
base::Result<hub::Settings> settingsOf(const CommandLine &line, const QHash<QString, QString> &environment);

} // namespace app
