// SPDX-License-Identifier: GPL-3.0-or-later
#include "contestant.h"
#include <QCommandLineParser>
#include <cstdio>

namespace bench {

namespace {

/// The two halves of "name=value".
std::optional<std::pair<QString, QString>> assignment(const QString &text)
{
    const qsizetype at = text.indexOf(u'=');
    if (at <= 0 || at + 1 == text.size()) {
        std::fprintf(stderr, "'%s' is not name=value\n", qPrintable(text));
        return std::nullopt;
    }
    return std::pair(text.first(at), text.sliced(at + 1));
}

std::optional<Address> addressOf(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    Address address;
    if (colon > 0)
        address.host = text.first(colon).toLatin1();
    address.port = text.sliced(colon + 1).toUShort();
    if (address.port != 0)
        return address;
    std::fprintf(stderr, "'%s' is not address:port\n", qPrintable(text));
    return std::nullopt;
}

qint64 pidOf(const QString &name, const QStringList &pids)
{
    for (const QString &text : pids) {
        const auto pair = assignment(text);
        if (pair && pair->first == name)
            return pair->second.toLongLong();
    }
    return 0;
}

} // namespace

void addContestantOptions(QCommandLineParser &parser)
{
    parser.addOptions(
        {{u"program"_qs, u"another program like bench_hub, to compare two builds (repeatable)"_qs, u"name=path"_qs},
         {u"peer"_qs, u"a broker that runs already, anonymous (repeatable)"_qs, u"name=address:port"_qs},
         {u"peer-pid"_qs, u"the process of a --peer, for its CPU time and memory"_qs, u"name=pid"_qs},
         {u"keep"_qs, u"ours with persistence too"_qs},
         {u"no-mosquitto"_qs, u"leave Debian's mosquitto out"_qs}});
}

std::vector<Contestant> contestants(const QCommandLineParser &parser, const QString &ownProgram)
{
    std::vector<Contestant> list;
    list.push_back({u"ours"_qs, [ownProgram] { return BrokerProcess::startOurs(ownProgram); }});
    if (parser.isSet(u"keep"_qs))
        list.push_back({u"kept"_qs, [ownProgram] { return BrokerProcess::startOurs(ownProgram, {u"--keep"_qs}); }});
    if (!parser.isSet(u"no-mosquitto"_qs)) {
        if (BrokerProcess::startMosquitto())
            list.push_back({u"mosquitto"_qs, &BrokerProcess::startMosquitto});
        else
            std::printf("mosquitto is not installed: no comparison with it\n");
    }
    for (const QString &text : parser.values(u"program"_qs)) {
        const auto pair = assignment(text);
        if (!pair)
            return {};
        list.push_back({pair->first, [path = pair->second] { return BrokerProcess::startOurs(path); }});
    }
    for (const QString &text : parser.values(u"peer"_qs)) {
        const auto pair = assignment(text);
        const auto address = pair ? addressOf(pair->second) : std::nullopt;
        if (!address)
            return {};
        const qint64 pid = pidOf(pair->first, parser.values(u"peer-pid"_qs));
        list.push_back({pair->first, [address = *address, pid] { return BrokerProcess::attach(address, pid); }});
    }
    return list;
}

} // namespace bench
