// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/commandline.h"
#include "gateway/accessapi.h"

namespace app {

/// Reads a file named on the command line; "-" is standard input.
using ReadFile = std::function<base::Result<QByteArray>(const QString &name)>;

/// The call that `acl …` and `device …` ask for. InvalidArgument with how it is written; errors of `readFile`.
base::Result<gateway::AccessCall> accessCallFor(const CommandLine &line, const QHash<QString, QString> &environment,
                                                const ReadFile &readFile);

/// "mosquitto", "emqx" or "json", by the first character that counts.
QString formatOf(const QByteArray &text);

/// "90", "15m", "24h", "7d" in seconds. InvalidArgument.
base::Result<qint64> secondsFrom(const QString &text);

} // namespace app
