// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/approvalsettings.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;

class ApprovalSettingsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defaultsAreTheSpecs();
    void takesOrRefuses_data();
    void takesOrRefuses();
};

void ApprovalSettingsTest::defaultsAreTheSpecs()
{
    const auto settings = hub::resolveSettings({}, u"/tmp"_s);
    QVERIFY_OK(settings);
    const hub::ApprovalSettings &approvals = settings->approvals;
    QCOMPARE(approvals.policy, bank::ApprovalPolicy()); // SPEC 2.4: 1,000.00, 10,000.00, 2 minutes
    QCOMPARE(approvals.largeMinor, 10'000'00);
    QCOMPARE(approvals.unusualMinor, 10'000'00);
    QCOMPARE(approvals.unusualDays, 30);
}

void ApprovalSettingsTest::takesOrRefuses_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isTaken");
    QTest::addRow("a limit of nothing: all must be agreed to") << u"bank.approval.limit"_s << u"0"_s << true;
    QTest::addRow("a limit with cents") << u"bank.approval.limit"_s << u"250.50"_s << true;
    QTest::addRow("no negative limit") << u"bank.approval.limit"_s << u"-1"_s << false;
    QTest::addRow("no words") << u"bank.approval.limit_two"_s << u"much"_s << false;
    QTest::addRow("the second limit is not below the first") << u"bank.approval.limit_two"_s << u"999.99"_s << false;
    QTest::addRow("both limits alike") << u"bank.approval.limit_two"_s << u"1000"_s << true;
    QTest::addRow("a request lives a second at least") << u"bank.approval.expires_s"_s << u"0"_s << false;
    QTest::addRow("no large transactions") << u"bank.alert.large"_s << u"0"_s << true;
    QTest::addRow("a day at least") << u"bank.unusual.days"_s << u"0"_s << false;
}

void ApprovalSettingsTest::takesOrRefuses()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(bool, isTaken);
    const auto settings = hub::resolveSettings({{{key, value}}}, u"/tmp"_s);
    QCOMPARE(settings.ok(), isTaken);
    if (!isTaken)
        QVERIFY(settings.error().message().contains(key));
}

QTEST_APPLESS_MAIN(ApprovalSettingsTest)
#include "tst_approvalsettings.moc"
