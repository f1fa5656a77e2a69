// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/eventsettings.h"
#include "hub/gatewaysettings.h"
#include "support/verify.h"
#include <QtTest>

using namespace hub;
using namespace Qt::StringLiterals;

class EventSettingsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defaults();
    void reachTheGateway();
    void refusesWrongValues_data();
    void refusesWrongValues();
};

void EventSettingsTest::defaults()
{
    const auto settings = resolveSettings({}, u"/data"_s);
    QVERIFY_OK(settings);
    QCOMPARE(settings->events.keepEvents, 10'000);
    QCOMPARE(settings->events.keepFor, std::chrono::hours(24));
    QCOMPARE(settings->events.maxPerAccount, 6'000);
    QCOMPARE(settings->events.maxPerAddress, 6'000);
}

void EventSettingsTest::reachTheGateway()
{
    const auto settings = resolveSettings({{{u"events.max_per_account"_s, u"3"_s},
                                            {u"events.max_per_address"_s, u"4"_s},
                                            {u"events.keep_events"_s, u"50"_s},
                                            {u"events.keep_hours"_s, u"2"_s}}},
                                          u"/data"_s);
    QVERIFY_OK(settings);
    const auto gateway = gatewaySettings(*settings, {});
    QVERIFY_OK(gateway);
    QCOMPARE(gateway->events.maxPerAccount, 3);
    QCOMPARE(gateway->events.maxPerAddress, 4);
    QCOMPARE(gateway->events.keepEvents, 50);
    QCOMPARE(gateway->events.keepFor, std::chrono::hours(2));
}

void EventSettingsTest::refusesWrongValues_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    for (const char *key : {"max_per_account", "max_per_address", "keep_events", "keep_hours"}) {
        for (const char *value : {"0", "-1", "many", "99999999"})
            QTest::addRow("%s %s", key, value) << u"events."_s + QString::fromLatin1(key) << QString::fromLatin1(value);
    }
}

void EventSettingsTest::refusesWrongValues()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    const auto settings = resolveSettings({{{key, value}}}, u"/data"_s);
    QVERIFY(!settings);
    QVERIFY(settings.error().message().contains(key));
}

QTEST_GUILESS_MAIN(EventSettingsTest)
#include "tst_eventsettings.moc"
