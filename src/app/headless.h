// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/commandline.h"

namespace app {

class LogSink;

/// `--headless`: runs the hub until a signal asks for its end. The exit status.
int runHeadless(const CommandLine &line, const QHash<QString, QString> &environment, LogSink &log);
/// `--monitor` until Ctrl+C. The exit status.
int runMonitor(const QHash<QString, QString> &environment);
/// `verify`: 0 when the ledger proves itself, 1 when not.
int runVerify(const CommandLine &line, const QHash<QString, QString> &environment);
/// `config list|get|set`.
int runConfig(const CommandLine &line, const QHash<QString, QString> &environment);

/// Writes UTF-8 to standard output at once; to standard error with `ventanilla: ` before it.
void printOut(const QString &text);
void printError(const QString &sentence);

} // namespace app
