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
    void branchLetsNobodyNamelessDoAnything();
    void aDisabledUserLosesHisRights();

private:
    static auth::Snapshot users();
};

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
    const hub::TopicAuthorizer authorizer(TopicPolicy::create(Profile::Branch), users());
    const broker::Identity ana{"ana", "c1", "127.0.0.1"};
    const broker::Identity tec{"tec", "c2", "127.0.0.1"};
    QVERIFY(authorizer.canSubscribe(ana, "banco/#", QoS::AtLeastOnce));
    QVERIFY(authorizer.canReceive(ana, "banco/saldo/1350509525"));
    QVERIFY(!authorizer.canPublish(ana, "banco/saldo/1350509525", QoS::AtLeastOnce, true)); // the hub alone
    QVERIFY(!authorizer.canSubscribe(tec, "banco/#", QoS::AtLeastOnce));
    QVERIFY(!authorizer.canSubscribe(tec, "#", QoS::AtMostOnce)); // it would include the bank
    QVERIFY(authorizer.canPublish(tec, "iot/devices/x/commands", QoS::AtLeastOnce, false));
}

void TopicAuthorizerTest::branchLetsNobodyNamelessDoAnything()
{
    const broker::Identity nobody{{}, "c", "127.0.0.1"};
    const hub::TopicAuthorizer branch(TopicPolicy::create(Profile::Branch), users());
    QVERIFY(!branch.canSubscribe(nobody, "prueba", QoS::AtMostOnce));
    QVERIFY(!branch.canPublish(nobody, "prueba", QoS::AtMostOnce, false));
    const hub::TopicAuthorizer lab(TopicPolicy::create(Profile::Lab), users());
    QVERIFY(lab.canSubscribe(nobody, "banco/#", QoS::AtMostOnce));            // S0-42
    QVERIFY(lab.canPublish(nobody, "banco/alertas", QoS::AtMostOnce, false)); // S0-41
    QVERIFY(!lab.canPublish(nobody, "banco/transacciones", QoS::AtMostOnce, false));
}

void TopicAuthorizerTest::aDisabledUserLosesHisRights()
{
    const broker::Identity gone{"gone", "c", "127.0.0.1"};
    for (const Profile profile : {Profile::Branch, Profile::Lab}) {
        const hub::TopicAuthorizer authorizer(TopicPolicy::create(profile), users());
        QVERIFY(!authorizer.canReceive(gone, "banco/saldo/1"));
        QVERIFY(!authorizer.canPublish(gone, "prueba", QoS::AtMostOnce, false));
    }
}

QTEST_APPLESS_MAIN(TopicAuthorizerTest)
#include "tst_topicauthorizer.moc"
