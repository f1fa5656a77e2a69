// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/adapters/topicauthorizer.h"
#include <QtTest>

using namespace Qt::StringLiterals;

using auth::Profile;
using auth::Role;
using auth::TopicPolicy;
using mqtt::QoS;

class TopicAuthorizerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksTheRoleOfTheUser();
    void asksTheDevicesOwnTopics();
    void branchLetsNobodyNamelessDoAnything();
    void aDisabledUserLosesHisRights();

private:
    static auth::Snapshot users();
    static hub::TopicAuthorizer authorizerFor(Profile profile);
};

hub::TopicAuthorizer TopicAuthorizerTest::authorizerFor(Profile profile)
{
    auto access = std::make_shared<auth::AccessSnapshot>();
    access->devices.insert("device_001", {{}, true, 0, "ESP32_001", {}, {}});
    return hub::TopicAuthorizer(
        std::make_shared<auth::AccessPolicy>(TopicPolicy::create(profile), users(), std::move(access)));
}

auth::Snapshot TopicAuthorizerTest::users()
{
    auth::Snapshot snapshot;
    snapshot.users.insert(auth::UserId(1), {u"ana"_s, {}, Role::Teller, 0, true, false, {}});
    snapshot.users.insert(auth::UserId(2), {u"tec"_s, {}, Role::Technician, 0, true, false, {}});
    snapshot.users.insert(auth::UserId(3), {u"gone"_s, {}, Role::Administrator, 0, false, false, {}});
    return snapshot;
}

void TopicAuthorizerTest::asksTheRoleOfTheUser()
{
    const hub::TopicAuthorizer authorizer = authorizerFor(Profile::Branch);
    const broker::Identity ana{"ana", "c1", "127.0.0.1"};
    const broker::Identity tec{"tec", "c2", "127.0.0.1"};
    QVERIFY(authorizer.canSubscribe(ana, "banco/#", QoS::AtLeastOnce));
    QVERIFY(authorizer.canReceive(ana, "banco/saldo/1350509525"));
    QVERIFY(!authorizer.canPublish(ana, "banco/saldo/1350509525", QoS::AtLeastOnce, true)); // the hub alone
    QVERIFY(!authorizer.canSubscribe(tec, "banco/#", QoS::AtLeastOnce));
    QVERIFY(!authorizer.canSubscribe(tec, "#", QoS::AtMostOnce)); // it would include the bank
    QVERIFY(authorizer.canPublish(tec, "iot/devices/x/commands", QoS::AtLeastOnce, false));
}

void TopicAuthorizerTest::asksTheDevicesOwnTopics()
{
    const hub::TopicAuthorizer authorizer = authorizerFor(Profile::Branch);
    const broker::Identity device{"device_001", "ESP32_001", "192.0.2.1"};
    QVERIFY(authorizer.canPublish(device, "iot/sensors/ESP32_001/data", QoS::AtMostOnce, false)); // S1-69
    QVERIFY(authorizer.canSubscribe(device, "iot/devices/ESP32_001/#", QoS::AtLeastOnce));        // S1-70
    QVERIFY(authorizer.canReceive(device, "iot/devices/ESP32_001/commands"));
    QVERIFY(!authorizer.canSubscribe(device, "#", QoS::AtLeastOnce)); // S1-71
    const broker::Identity certified{"CAM_1", "CAM_1", "192.0.2.1", true};
    QVERIFY(!authorizer.canReceive(certified, "iot/devices/ESP32_001/commands"));
}

void TopicAuthorizerTest::branchLetsNobodyNamelessDoAnything()
{
    const broker::Identity nobody{{}, "c", "127.0.0.1"};
    const hub::TopicAuthorizer branch = authorizerFor(Profile::Branch);
    QVERIFY(!branch.canSubscribe(nobody, "prueba", QoS::AtMostOnce));
    QVERIFY(!branch.canPublish(nobody, "prueba", QoS::AtMostOnce, false));
    const hub::TopicAuthorizer lab = authorizerFor(Profile::Lab);
    QVERIFY(lab.canSubscribe(nobody, "banco/#", QoS::AtMostOnce));            // S0-42
    QVERIFY(lab.canPublish(nobody, "banco/alertas", QoS::AtMostOnce, false)); // S0-41
    QVERIFY(!lab.canPublish(nobody, "banco/transacciones", QoS::AtMostOnce, false));
}

void TopicAuthorizerTest::aDisabledUserLosesHisRights()
{
    const broker::Identity gone{"gone", "c", "127.0.0.1"};
    for (const Profile profile : {Profile::Branch, Profile::Lab}) {
        const hub::TopicAuthorizer authorizer = authorizerFor(profile);
        QVERIFY(!authorizer.canReceive(gone, "banco/saldo/1"));
        QVERIFY(!authorizer.canPublish(gone, "prueba", QoS::AtMostOnce, false));
    }
}

QTEST_APPLESS_MAIN(TopicAuthorizerTest)
#include "tst_topicauthorizer.moc"
