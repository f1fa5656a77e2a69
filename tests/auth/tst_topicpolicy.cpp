// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/topicpolicy.h"
#include <QtTest>

using namespace auth;

class TestTopicPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishing_data();
    void publishing();
    void subscribing_data();
    void subscribing();
    void receivesWhatItMaySubscribe();
    void whoGetsIn();
};

namespace {
constexpr Profile lab = Profile::Lab;
constexpr Profile branch = Profile::Branch;
const std::optional<Role> nobody;
} // namespace

void TestTopicPolicy::publishing_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<std::optional<Role>>("role");
    QTest::addColumn<QByteArray>("topic");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *name, Profile profile, std::optional<Role> role, const char *topic, bool allowed) {
        QTest::addRow("%s", name) << profile << role << QByteArray(topic) << allowed;
    };
    row("lab: anybody anywhere", lab, nobody, "devices/1/status", true);
    row("lab: the bank's topics are the hub's", lab, nobody, "banco/transacciones", false);
    row("lab: not even an administrator", lab, Role::Administrator, "banco/saldo/1", false);
    row("lab: S0-41 a test alert", lab, nobody, "banco/alertas", true);
    row("lab: not below the alerts", lab, nobody, "banco/alertas/135", false);
    row("lab: the bank's first level itself", lab, nobody, "banco", false);
    row("lab: another word that begins alike", lab, nobody, "bancos/x", true);
    row("lab: $SYS is the broker's", lab, nobody, "$SYS/broker/uptime", false);
    row("lab: no other $ topic", lab, nobody, "$share/g/a", false);
    row("branch: nobody nothing", branch, nobody, "devices/1/status", false);
    row("branch: a technician's devices", branch, Role::Technician, "devices/1/status", true);
    row("branch: a teller raises no alerts", branch, Role::Teller, "banco/alertas", false);
    row("branch: a supervisor does", branch, Role::Supervisor, "banco/alertas", true);
    row("branch: an administrator does", branch, Role::Administrator, "banco/alertas", true);
    row("branch: but writes no balances", branch, Role::Administrator, "banco/saldo/1", false);
    row("an empty topic", lab, Role::Administrator, "", false);
}

void TestTopicPolicy::publishing()
{
    QFETCH(Profile, profile);
    QFETCH(std::optional<Role>, role);
    QFETCH(QByteArray, topic);
    QTEST(TopicPolicy::create(profile)->mayPublish({role}, topic), "allowed");
}

void TestTopicPolicy::subscribing_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<std::optional<Role>>("role");
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *name, Profile profile, std::optional<Role> role, const char *filter, bool allowed) {
        QTest::addRow("%s", name) << profile << role << QByteArray(filter) << allowed;
    };
    row("lab: S0-42 banco/# for everybody", lab, nobody, "banco/#", true);
    row("lab: all", lab, nobody, "#", true);
    row("branch: nobody nothing", branch, nobody, "banco/#", false);
    for (const Role role : {Role::Teller, Role::Supervisor, Role::Operator, Role::Administrator, Role::Auditor})
        row(QByteArray("branch: banco/# for " + QByteArray(word(role).data())).constData(), branch, role, "banco/#",
            true);
    row("branch: not for a technician", branch, Role::Technician, "banco/#", false);
    row("branch: nor banco alone", branch, Role::Technician, "banco", false);
    row("branch: nor by #", branch, Role::Technician, "#", false);
    row("branch: nor by a plus", branch, Role::Technician, "+/saldo/1", false);
    row("branch: nor inside a share", branch, Role::Technician, "$share/g/banco/#", false);
    row("branch: nor by # inside a share", branch, Role::Technician, "$share/g/#", false);
    row("branch: devices in a share", branch, Role::Technician, "$share/g/devices/#", true);
    row("branch: a broken share", branch, Role::Technician, "$share/g", false);
    row("branch: $SYS", branch, Role::Technician, "$SYS/#", true);
    row("branch: a technician's devices", branch, Role::Technician, "devices/+/status", true);
}

void TestTopicPolicy::subscribing()
{
    QFETCH(Profile, profile);
    QFETCH(std::optional<Role>, role);
    QFETCH(QByteArray, filter);
    QTEST(TopicPolicy::create(profile)->maySubscribe({role}, filter), "allowed");
}

void TestTopicPolicy::receivesWhatItMaySubscribe()
{
    const auto policy = TopicPolicy::create(branch);
    QVERIFY(policy->mayReceive({Role::Teller}, "banco/saldo/1"));
    QVERIFY(!policy->mayReceive({Role::Technician}, "banco/saldo/1"));
    QVERIFY(policy->mayReceive({Role::Technician}, "devices/1"));
    QVERIFY(!policy->mayReceive({nobody}, "devices/1"));
    QVERIFY(TopicPolicy::create(lab)->mayReceive({nobody}, "banco/saldo/1"));
}

void TestTopicPolicy::whoGetsIn()
{
    QVERIFY(TopicPolicy::create(lab)->admitsAnonymous());
    QVERIFY(!TopicPolicy::create(branch)->admitsAnonymous()); // S0-50
}

QTEST_APPLESS_MAIN(TestTopicPolicy)
#include "tst_topicpolicy.moc"
