// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/auditflood.h"
#include <QtTest>

using namespace auth;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr base::UtcMs utc{1'000};

AuditEntry failure(const QString &from, const QString &who = u"ana"_s)
{
    return {who, from, u"login"_s, {}, AuditEntry::Result::Failed};
}

} // namespace

class TestAuditFlood : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneStrangersFailuresCollapse();
    void whatSucceededPasses();
    void floodsFromEverywhereCollapseToo();
    void theNextMinuteIsNew();
    void theEndTellsWhatIsOpen();
    void strangers_data();
    void strangers();
};

void TestAuditFlood::oneStrangersFailuresCollapse()
{
    AuditFlood flood;
    size_t written = 0;
    for (int i = 0; i < 1000; ++i)
        written += flood.pass(failure(u"192.0.2.1"_s, u"user%1"_s.arg(i)), 60s, utc).size();
    QCOMPARE(written, size_t(AuditFlood::perAddress));
    QVERIFY(flood.due(119s, utc).empty());
    const auto summaries = flood.due(120s, utc);
    QCOMPARE(summaries.size(), size_t(1));
    QCOMPARE(summaries[0].detail[u"times"].toInt(), 1000 - AuditFlood::perAddress);
    QCOMPARE(summaries[0].from, u"192.0.2.1"_s);
    QCOMPARE(summaries[0].who, QString()); // more than one
    QCOMPARE(flood.suppressed(), 1000 - AuditFlood::perAddress);
}

void TestAuditFlood::whatSucceededPasses()
{
    AuditFlood flood;
    for (int i = 0; i < 500; ++i) {
        AuditEntry good = failure(u"192.0.2.1"_s);
        good.result = AuditEntry::Result::Done;
        QCOMPARE(flood.pass(good, 60s, utc).size(), size_t(1));
    }
}

void TestAuditFlood::floodsFromEverywhereCollapseToo()
{
    AuditFlood flood;
    size_t written = 0;
    for (int i = 0; i < 10'000; ++i)
        written += flood.pass(failure(u"198.51.%1.%2"_s.arg(i / 250).arg(i % 250)), 60s, utc).size();
    QCOMPARE(written, size_t(AuditFlood::inAll));
    const auto summaries = flood.due(120s, utc);
    QVERIFY(summaries.size() <= size_t(AuditFlood::maxKinds + 1));
    qint64 told = 0;
    for (const AuditEntry &summary : summaries)
        told += summary.detail[u"times"].toInteger();
    QCOMPARE(told, 10'000 - AuditFlood::inAll);
}

void TestAuditFlood::theNextMinuteIsNew()
{
    AuditFlood flood;
    for (int i = 0; i < AuditFlood::perAddress + 1; ++i)
        flood.pass(failure(u"192.0.2.1"_s), 60s, utc);
    const auto next = flood.pass(failure(u"192.0.2.1"_s), 121s, {2'000});
    QCOMPARE(next.size(), size_t(2)); // the summary, then the entry
    QVERIFY(next[0].detail[u"collapsed"].toBool());
    QCOMPARE(next[1].at.value, 2'000);
}

void TestAuditFlood::theEndTellsWhatIsOpen()
{
    AuditFlood flood;
    for (int i = 0; i < AuditFlood::perAddress + 3; ++i)
        flood.pass(failure(u"192.0.2.1"_s), 60s, utc);
    const auto summaries = flood.due(61s, utc, true);
    QCOMPARE(summaries.size(), size_t(1));
    QCOMPARE(summaries[0].detail[u"times"].toInt(), 3);
    QCOMPARE(summaries[0].who, u"ana"_s);
    QVERIFY(flood.due(62s, utc, true).empty());
}

void TestAuditFlood::strangers_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("stranger");
    QTest::addRow("IPv4") << u"192.0.2.1"_s << u"192.0.2.1"_s;
    QTest::addRow("IPv4 inside IPv6") << u"::ffff:192.0.2.1"_s << u"::ffff:192.0.2.1"_s;
    QTest::addRow("this machine") << u"::1"_s << u"::1"_s;
    QTest::addRow("IPv6") << u"2001:db8:1:2:3:4:5:6"_s << u"2001:db8:1:2::/64"_s;
    QTest::addRow("IPv6 with zeros left out") << u"2001:db8::5"_s << u"2001:db8:0:0::/64"_s;
    QTest::addRow("of one link") << u"fe80::1%eth0"_s << u"fe80:0:0:0::/64"_s;
    QTest::addRow("nothing") << QString() << QString();
}

void TestAuditFlood::strangers()
{
    QFETCH(QString, address);
    QTEST(strangerOf(address), "stranger");
}

QTEST_APPLESS_MAIN(TestAuditFlood)
#include "tst_auditflood.moc"
