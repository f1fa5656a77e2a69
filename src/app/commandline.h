// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "hub/settings.h"

namespace app {

enum class Mode {
    Window,         ///< console, with a hub of its own or attached to one elsewhere
    Headless,       ///< hub alone
    Monitor,        ///< S0-36…S0-39: prints the bank's messages
    Verify,         ///< proves the ledger and ends
    Config,         ///< lists, reads or sets a stored setting and ends
    Acl,            ///< `acl …`: access rules of the broker
    Device,         ///< `device …`: device credentials of the broker
    Certificate,    ///< `certificate …`: makes, shows or revokes certificates
    Qr,             ///< `qr …`: reads and paints QR codes
    ScoreAnomalies, ///< `score-anomalies`: scores the detector on labelled data
    WsTest,         ///< `ws-test`: tries the WebSocket channels (S3-47 … S3-51)
    Help,
    Version,
};

/// What the user asked for on the command line.
struct CommandLine
{
    Mode mode = Mode::Window;
    bool demo = false;
    bool practice = false; ///< a window on a throw-away copy of the data, and no other hub
    QString dataDir;       ///< empty: the default place
    QString attachUrl;     ///< http(s)://host:port of a hub elsewhere; empty: own hub
    QString envFile;
    QString language; ///< "es", "en"; empty: the user's
    QString logRules; ///< QLoggingCategory rules; empty: defaults
    hub::SettingTexts settings;
    QStringList words;              ///< after the subcommand
    QHash<QString, QString> access; ///< options of `acl` and `device`, by name; a switch has an empty value
    QHash<QString, QString> tester; ///< options of `ws-test`, by name
    QString threshold;              ///< --threshold, for `score-anomalies`
    QStringList hosts;              ///< --host, for `certificate create`
};

/// `arguments` as main() has them, program name first. InvalidArgument with one sentence otherwise.
base::Result<CommandLine> parseCommandLine(const QStringList &arguments);

/// The text of --help.
QString helpText();

} // namespace app
