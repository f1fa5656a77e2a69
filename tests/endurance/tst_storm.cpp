// SPDX-License-Identifier: GPL-3.0-or-later
// Five thousand clients with passwords connect at once to the built program, again and again: all come back, to their
// sessions, and no descriptor stays behind.
#include "endurance/fleet.h"
#include "endurance/processview.h"
#include "system/hubprocess.h"
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using endurance::Fleet;
using std::chrono::milliseconds;
using support::HubProcess;

namespace {

constexpr auto patience = milliseconds(30'000);

/// How many of 5,000 this machine's limit of open files allows.
quint64 fleetSize()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    return std::min<quint64>(5'000, limit.rlim_cur - 200);
}

} // namespace

class StormTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allComeBack();
};

void StormTest::allComeBack()
{
    const quint64 count = fleetSize();
    HubProcess hub;
    QVERIFY2(hub.start({u"--profile"_s, u"branch"_s}), qPrintable(hub.said()));
    const qint64 pid = hub.process().processId();
    const qint64 before = endurance::descriptorsOf(pid);
    const QByteArray credentials = QByteArray(" user=admin password=\"") + HubProcess::adminPassword + '"';
    for (int storm = 0; storm < 3; ++storm) {
        Fleet fleet(static_cast<quint16>(hub.port("mqtt")));
        QElapsedTimer timer;
        timer.start();
        for (quint64 i = 0; i < count; ++i) {
            const int fd =
                fleet.open("CONNECT id=storm" + QByteArray::number(i) + " clean=0 keepalive=60" + credentials);
            QVERIFY(fd >= 0);
        }
        bool allOnline = false;
        while (!allOnline && timer.elapsed() < patience.count()) { // who was told "busy" comes again, as clients do
            allOnline = fleet.run(milliseconds(200), [&] { return fleet.online() == count; });
            fleet.retry();
        }
        QVERIFY2(allOnline, qPrintable(u"%1 of %2 online, %3 lost,%4"_s.arg(fleet.online())
                                           .arg(count)
                                           .arg(fleet.lost())
                                           .arg(QString::fromLatin1(fleet.refusals()))));
        qInfo("storm %d: %llu clients online after %lld ms, refused meanwhile:%s", storm + 1, qulonglong(count),
              timer.elapsed(), fleet.refusals().constData());
        for (const int fd : fleet.all()) {
            if (storm == 0)
                fleet.send(fd, "SUBSCRIBE 1 storm/all:1");
        }
        fleet.run(milliseconds(500));
        const int publisher = fleet.open("CONNECT id=publisher" + credentials);
        QVERIFY(fleet.run(patience, [&] { return fleet.find(publisher) && fleet.find(publisher)->isOnline; }));
        fleet.send(publisher, "PUBLISH storm/all hello qos=1 id=1"); // all are subscribed, since their first session
        QVERIFY2(fleet.run(patience, [&] { return fleet.received() == count; }),
                 qPrintable(QString::number(fleet.received())));
        for (const int fd : fleet.all())
            fleet.drop(fd, true);
        QTRY_VERIFY_WITH_TIMEOUT(endurance::descriptorsOf(pid) <= before + 1, 30'000);
    }
}

QTEST_GUILESS_MAIN(StormTest)
#include "tst_storm.moc"
