// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "brokerprocess.h"
#include <functional>

class QCommandLineParser;

namespace bench {

/// A broker that takes part: its name, and how to get it ready for one round.
struct Contestant
{
    QString name;
    std::function<std::unique_ptr<BrokerProcess>()> start;
};

/// Adds the options that choose contestants.
void addContestantOptions(QCommandLineParser &parser);
/// Ours first, then mosquitto if it is installed, then what the command line adds. Empty, with a word on stderr: the
/// command line is wrong.
std::vector<Contestant> contestants(const QCommandLineParser &parser, const QString &ownProgram);

} // namespace bench
