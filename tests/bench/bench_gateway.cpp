// SPDX-License-Identifier: GPL-3.0-or-later
// Our gateway against nginx with nchan, npm ws, npm socket.io and the kernel alone, in turns, on loopback:
// docs/performance.md.
//   bench_gateway [--only text] [--clients 1000,5000] [--rounds n] [--seconds s] [--json file] [--smoke]
#include "floors.h"
#include "floorserver.h"
#include "gatewayload.h"
#include "net/listener.h"
#include "processmeter.h"
#include "report.h"
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <cstdio>

namespace {

using Kind = bench::Metric::Kind;

struct Plan
{
    std::vector<int> clients;
    QStringList only;
    int rounds = 2;
    double seconds = 0.8;
    int requesters = 64;
    int idle = 5'000;
    int depositClients = 1'000;
    bool pin = true;
    std::vector<std::pair<QString, QString>> programs; ///< ours: names and paths
};

struct Contestant
{
    QString name;
    std::function<std::unique_ptr<bench::WebServer>()> start;
};
using Contestants = std::vector<Contestant>;
/// Workloads of one section and what one server made of them.
using Results = std::vector<std::pair<QString, bench::Sample>>;

/// The servers on one processor and the generator on the other.
constexpr int serverProcessor = 1;
constexpr int generatorProcessor = 0;

/// What several measurements of one kind share: the contestants, and what is done with each in a round.
struct Section
{
    QString name;
    Contestants contestants;
    std::function<bool(bench::WebServer &, const Plan &, Results &)> measure;
};

bench::Sample withPostCost(bench::Sample sample, std::optional<double> postUs, int listeners)
{
    if (postUs)
        sample.insert(sample.begin() + 1, {u"of it the post"_qs, *postUs / listeners, Kind::Plain});
    return sample;
}

bool measureFanOuts(bench::WebServer &server, const Plan &plan, bench::Dialect dialect, int clients, Results &results)
{
    const QString name =
        u"%1 %2 "_qs.arg(QStringList{u"SSE"_qs, u"WebSocket"_qs, u"Socket.IO"_qs}.at(int(dialect))).arg(clients);
    const bench::Scene scene = server.scene(dialect);
    const auto alone = bench::measurePost(server, scene, 1, plan.seconds / 4);
    const auto together = bench::measurePost(server, scene, 10, plan.seconds / 4);
    const qint64 cpu = server.cpuNs();
    const qint64 resident = server.residentBytes();
    bench::Audience audience(server.port(), scene);
    if (!audience.connect(clients)) {
        std::fprintf(stderr, "  %s\n", audience.fault().constData());
        return false;
    }
    const double connectUs = static_cast<double>(server.cpuNs() - cpu) / 1e3 / clients;
    const double idleKb = static_cast<double>(server.residentBytes() - resident) / 1024.0 / clients;
    bench::Publisher publisher(server, scene, audience);
    if (!publisher.warmUp())
        return false;
    const auto single = bench::measureFanOut(server, publisher, audience, 1, plan.seconds);
    const auto bursts = bench::measureFanOut(server, publisher, audience, 10, plan.seconds);
    if (!single || !bursts)
        return false;
    results.emplace_back(QString(name + u"singly"_qs), withPostCost(*single, alone, clients));
    results.emplace_back(QString(name + u"bursts"_qs), withPostCost(*bursts, together, clients));
    results.emplace_back(QString(name + u"connections"_qs),
                         bench::Sample{{u"KB RSS/connection"_qs, idleKb, Kind::LessIsBetter},
                                       {u"connect CPU us"_qs, connectUs, Kind::LessIsBetter}});
    return true;
}

bool measureRest(bench::WebServer &server, const Plan &plan, Results &results)
{
    const auto detail = bench::measureRequests(server, server.detailRequest(), plan.requesters, plan.seconds);
    const auto health = bench::measureRequests(server, server.healthRequest(), plan.requesters, plan.seconds);
    if (!detail || !health)
        return false;
    results.emplace_back(u"GET detail"_qs, *detail);
    results.emplace_back(u"GET health"_qs, *health);
    return true;
}

bool measureRestBesideIdle(bench::WebServer &server, const Plan &plan, Results &results)
{
    bench::Audience audience(server.port(), server.scene(bench::Dialect::Sse));
    if (!audience.connect(plan.idle))
        return false;
    const auto detail = bench::measureRequests(server, server.detailRequest(), plan.requesters, plan.seconds);
    if (detail)
        results.emplace_back(u"GET detail, %1 idle SSE"_qs.arg(plan.idle), *detail);
    return detail.has_value();
}

bool measureDeposits(bench::WebServer &server, const Plan &plan, Results &results)
{
    const bench::Scene scene = server.scene(bench::Dialect::Sse);
    bench::Audience nobody(server.port(), scene);
    bench::Publisher lonely(server, scene, nobody);
    const auto alone = bench::measurePostLatency(lonely, plan.seconds);
    bench::Audience audience(server.port(), scene);
    if (!alone || !audience.connect(plan.depositClients))
        return false;
    bench::Publisher publisher(server, scene, audience);
    if (!publisher.warmUp())
        return false;
    const auto heard = bench::measurePostLatency(publisher, plan.seconds * 2);
    if (!heard)
        return false;
    results.emplace_back(u"post, nobody listens"_qs, bench::Sample(alone->begin(), alone->begin() + 2));
    results.emplace_back(u"post, %1 SSE"_qs.arg(plan.depositClients), *heard);
    return true;
}

std::vector<Section> sections(const Plan &plan)
{
    using bench::Dialect;
    const Contestant nchan{u"nchan"_qs, &bench::startNginx}, nginx{u"nginx"_qs, &bench::startNginx},
        ws{u"ws"_qs, &bench::startNodeWs}, socketIo{u"socket.io"_qs, &bench::startNodeSocketIo},
        node{u"node http"_qs, &bench::startNodeWs}, floor{u"floor"_qs, &bench::startFloor};
    const auto withOurs = [&plan](const Contestants &others) {
        Contestants all;
        for (const auto &[name, path] : plan.programs)
            all.push_back({name, [program = path] { return bench::startHub(program); }});
        all.insert(all.end(), others.begin(), others.end());
        return all;
    };
    std::vector<Section> list{{u"REST"_qs, withOurs({nginx, node, floor}), &measureRest},
                              {u"beside idle SSE"_qs, withOurs({nginx}), &measureRestBesideIdle},
                              {u"deposit"_qs, withOurs({nchan}), &measureDeposits}};
    const auto fanOut = [&list](const QString &name, Contestants contestants, Dialect dialect, int clients) {
        list.push_back({u"%1 %2"_qs.arg(name).arg(clients), std::move(contestants),
                        [=](bench::WebServer &server, const Plan &given, Results &results) {
                            return measureFanOuts(server, given, dialect, clients, results);
                        }});
    };
    for (const int clients : plan.clients) {
        fanOut(u"SSE"_qs, withOurs({nchan, floor}), Dialect::Sse, clients);
        fanOut(u"WebSocket"_qs, withOurs({nchan, ws, floor}), Dialect::WebSocket, clients);
        fanOut(u"Socket.IO"_qs, withOurs({socketIo}), Dialect::SocketIo, clients);
    }
    return list;
}

/// A fresh server each round, in turns (ABAB), so that what disturbs the machine disturbs all of them.
bool run(const Section &section, const Plan &plan, QJsonArray &medians)
{
    const size_t count = section.contestants.size();
    std::map<QString, std::vector<std::vector<bench::Sample>>> rounds;
    QStringList order, names;
    bool good = true;
    for (int round = 0; round < plan.rounds; ++round) {
        for (size_t i = 0; i < count; ++i) {
            const auto server = section.contestants[i].start();
            if (server && plan.pin)
                server->pinTo(serverProcessor);
            Results results;
            if (!server || !section.measure(*server, plan, results)) {
                std::fprintf(stderr, "  (%s at %s)\n", qPrintable(section.contestants[i].name),
                             qPrintable(section.name));
                good = good && i > 0; // a peer may be missing
            }
            for (auto &[workload, sample] : results) {
                auto &samples = rounds[workload];
                samples.resize(count);
                samples[i].push_back(std::move(sample));
                if (!order.contains(workload))
                    order.append(workload);
            }
        }
    }
    for (const Contestant &contestant : section.contestants)
        names.append(contestant.name);
    bench::Report report(names);
    report.printHead();
    for (const QString &workload : order)
        report.add(workload, rounds[workload]);
    for (const QJsonValue &median : report.json())
        medians.append(median);
    return good;
}

void addOptions(QCommandLineParser &parser)
{
    parser.addHelpOption();
    parser.addOptions({{u"only"_qs, u"sections whose name contains it (repeatable)"_qs, u"text"_qs},
                       {u"rounds"_qs, u"rounds; medians are printed"_qs, u"n"_qs, u"2"_qs},
                       {u"seconds"_qs, u"of each measurement in a round"_qs, u"s"_qs, u"0.8"_qs},
                       {u"clients"_qs, u"listeners, with commas"_qs, u"list"_qs, u"1000,5000"_qs},
                       {u"json"_qs, u"writes the medians there"_qs, u"file"_qs},
                       {u"list"_qs, u"names the sections"_qs},
                       {u"no-pin"_qs, u"do not bind servers and generator to a processor each"_qs},
                       {u"program"_qs, u"another build of ours, to compare with (repeatable)"_qs, u"name=path"_qs},
                       {u"floor"_qs, u"be the bare server that the others are compared with"_qs},
                       {u"smoke"_qs, u"only prove that it works: little of everything, one round"_qs}});
}

Plan planOf(const QCommandLineParser &parser)
{
    Plan plan;
    plan.only = parser.values(u"only"_qs);
    plan.rounds = std::clamp(parser.value(u"rounds"_qs).toInt(), 1, 100);
    plan.seconds = std::clamp(parser.value(u"seconds"_qs).toDouble(), 0.05, 600.0);
    plan.programs = {{u"ours"_qs, QStringLiteral(VENTANILLA_PROGRAM)}};
    for (const QString &text : parser.values(u"program"_qs))
        plan.programs.emplace_back(text.section(u'=', 0, 0), text.section(u'=', 1));
    plan.pin = !parser.isSet(u"no-pin"_qs);
    for (const QString &text : parser.value(u"clients"_qs).split(u','))
        plan.clients.push_back(std::clamp(text.toInt(), 1, 20'000));
    if (parser.isSet(u"smoke"_qs)) {
        plan = {.clients = {20},
                .only = plan.only,
                .rounds = 1,
                .seconds = 0.1,
                .requesters = 4,
                .idle = 20,
                .depositClients = 10,
                .pin = plan.pin,
                .programs = plan.programs};
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
    if (parser.isSet(u"floor"_qs))
        return bench::runFloorServer();
    const Plan plan = planOf(parser);
    net::raiseOpenFileLimit();
    if (plan.pin)
        bench::pinSelfTo(generatorProcessor);
    bool good = true;
    QJsonArray medians;
    for (const Section &section : sections(plan)) {
        const auto isNamed = [&](const QString &text) { return section.name.contains(text); };
        if (!plan.only.isEmpty() && std::none_of(plan.only.begin(), plan.only.end(), isNamed))
            continue;
        if (parser.isSet(u"list"_qs))
            std::printf("%s\n", qPrintable(section.name));
        else
            good = run(section, plan, medians) && good;
    }
    if (parser.isSet(u"list"_qs))
        return 0;
    if (!parser.isSet(u"smoke"_qs))
        bench::printFloors(medians);
    if (const QString path = parser.value(u"json"_qs); !path.isEmpty())
        good = writeJson(path, medians) && good;
    return good ? 0 : 1;
}
