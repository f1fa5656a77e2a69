// SPDX-License-Identifier: GPL-3.0-or-later
// Our broker against Debian's mosquitto and any other, in turns, on loopback: docs/performance.md.
//   bench_broker [--only text] [--seconds s] [--rounds n] [--json file] [--peer name=address:port] [--list] [--smoke]
#include "contestant.h"
#include "net/listener.h"
#include "processmeter.h"
#include "report.h"
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <cstdio>

namespace {

struct Plan
{
    std::vector<bench::Workload> workloads;
    std::vector<bench::Contestant> contestants;
    bench::Extent extent;
    int rounds = 3;
    bool pin = true;
};

/// The broker on one processor and the generator on the other; a broker of several threads needs --no-pin.
constexpr int brokerProcessor = 1;
constexpr int generatorProcessor = 0;

/// A fresh broker each round, in turns (ABAB), so that what disturbs the machine disturbs all of them.
bool compare(const Plan &plan, const bench::Workload &workload, bench::Report &report)
{
    std::vector<std::vector<bench::Sample>> rounds(plan.contestants.size());
    bool good = true;
    for (int round = 0; round < plan.rounds; ++round) {
        for (size_t i = 0; i < plan.contestants.size(); ++i) {
            const auto broker = plan.contestants[i].start();
            if (!broker) {
                std::fprintf(stderr, "%s does not start\n", qPrintable(plan.contestants[i].name));
                return false;
            }
            if (plan.pin && broker->isKnown())
                broker->pinTo(brokerProcessor);
            if (const auto sample = workload.measure(*broker, plan.extent)) {
                rounds[i].push_back(*sample);
            } else {
                std::fprintf(stderr, "  (%s at %s)\n", qPrintable(plan.contestants[i].name), qPrintable(workload.name));
                good = good && i > 0; // a peer may fail
            }
        }
    }
    report.add(workload.name, rounds);
    return good;
}

void addOptions(QCommandLineParser &parser)
{
    parser.addHelpOption();
    parser.addOptions({{u"only"_qs, u"workloads whose name contains it (repeatable)"_qs, u"text"_qs},
                       {u"rounds"_qs, u"rounds; medians are printed"_qs, u"n"_qs, u"3"_qs},
                       {u"seconds"_qs, u"of publishing in a round"_qs, u"s"_qs, u"2"_qs},
                       {u"scale"_qs, u"factor on counts of connections and messages"_qs, u"f"_qs, u"1"_qs},
                       {u"json"_qs, u"writes the medians there"_qs, u"file"_qs},
                       {u"list"_qs, u"names the workloads"_qs},
                       {u"no-pin"_qs, u"do not bind brokers and generator to a processor each"_qs},
                       {u"smoke"_qs, u"only prove that it works: little of everything, one round"_qs}});
    bench::addContestantOptions(parser);
}

Plan planOf(const QCommandLineParser &parser)
{
    Plan plan;
    const QStringList only = parser.values(u"only"_qs);
    for (bench::Workload &workload : bench::workloads()) {
        const auto isNamed = [&](const QString &text) { return workload.name.contains(text); };
        if (only.isEmpty() || std::any_of(only.begin(), only.end(), isNamed))
            plan.workloads.push_back(std::move(workload));
    }
    plan.contestants = bench::contestants(parser, QString(QCoreApplication::applicationDirPath() + u"/bench_hub"_qs));
    plan.rounds = std::clamp(parser.value(u"rounds"_qs).toInt(), 1, 100);
    plan.extent.seconds = std::clamp(parser.value(u"seconds"_qs).toDouble(), 0.05, 600.0);
    plan.extent.scale = std::clamp(parser.value(u"scale"_qs).toDouble(), 0.001, 100.0);
    plan.pin = !parser.isSet(u"no-pin"_qs);
    if (parser.isSet(u"smoke"_qs)) {
        plan.rounds = 1;
        plan.extent = {0.1, 0.01};
    }
    return plan;
}

bool writeJson(const QString &path, const QJsonArray &medians)
{
    QFile file(path);
    const QByteArray text = QJsonDocument(medians).toJson();
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size())
        return true;
    std::fprintf(stderr, "%s: %s\n", qPrintable(path), qPrintable(file.errorString()));
    return false;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(app);
    const Plan plan = planOf(parser);
    if (parser.isSet(u"list"_qs)) {
        for (const bench::Workload &workload : plan.workloads)
            std::printf("%s\n", qPrintable(workload.name));
        return 0;
    }
    if (plan.contestants.empty())
        return 2;
    net::raiseOpenFileLimit();
    if (plan.pin)
        bench::pinSelfTo(generatorProcessor);
    QStringList names;
    for (const bench::Contestant &contestant : plan.contestants)
        names.append(contestant.name);
    bench::Report report(names);
    report.printHead();
    bool good = true;
    for (const bench::Workload &workload : plan.workloads)
        good = compare(plan, workload, report) && good;
    if (const QString path = parser.value(u"json"_qs); !path.isEmpty())
        good = writeJson(path, report.json()) && good;
    return good ? 0 : 1;
}
