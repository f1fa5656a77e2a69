// SPDX-License-Identifier: GPL-3.0-or-later
// The layers: built-in, the operator's rules, a device's own topics, the profile, and no.
#include "auth/accesspolicy.h"
#include "auth/acljson.h"
#include "auth/devicetopics.h"
#include <QJsonDocument>
#include <QtTest>

using namespace Qt::StringLiterals;
using auth::AccessClient;
using auth::AccessPolicy;
using auth::DeviceTopics;
using auth::Profile;
using auth::Role;

namespace {

auth::Snapshot people()
{
    auth::Snapshot snapshot;
    qint64 id = 0;
    const auto add = [&](const QString &name, Role role, const QString &cedula = {}, bool enabled = true) {
        ++id;
        snapshot.users.insert(auth::UserId(id), {name, {}, role, 0, enabled, false, {}, cedula});
    };
    add(u"ana"_s, Role::Teller);
    add(u"tec"_s, Role::Technician);
    add(u"ope"_s, Role::Operator);
    add(u"sup"_s, Role::Supervisor);
    add(u"cliente"_s, Role::Auditor, u"1350509525"_s);
    add(u"gone"_s, Role::Administrator, {}, false);
    return snapshot;
}

auth::AccessSnapshotPtr access()
{
    const char *lines[] = {
        R"({"effect":"deny","who":{"user":"ana"},"topics":["taller/prohibido"]})",
        R"({"effect":"permit","who":{"user":"panel"},"action":"subscribe","topics":["banco/#","$SYS/#"]})",
        R"({"effect":"permit","who":{"user":"panel"},"topics":["banco/transacciones","planta/#"]})",
        R"({"effect":"permit","who":{"user":"cajero_auto"},"action":"subscribe","topics":["#"]})",
        R"({"effect":"deny","who":{"user":"device_002"},"action":"publish","topics":["iot/alerts/#"]})",
        R"({"effect":"permit","who":{"certificate":""},"action":"publish","topics":["cert/%u"]})",
    };
    std::vector<auth::AclRule> rules;
    for (const char *line : lines)
        rules.push_back(*auth::ruleFromJson(QJsonDocument::fromJson(line).object()));
    auto made = std::make_shared<auth::AccessSnapshot>();
    made->rules = auth::AclRules::compile(std::move(rules));
    const auto device = [&](const char *name, const char *id, const char *cedula = "", bool enabled = true) {
        made->devices.insert(name, {{}, enabled, 0, id, cedula, {}});
    };
    device("device_001", "ESP32_001");
    device("device_002", "ESP32_002");
    device("panel", "");
    device("cajero_auto", "", "1350509525");
    device("apagado", "ESP32_003", "", false);
    device("malo", "+");
    return made;
}

AccessPolicy policy(Profile profile)
{
    return AccessPolicy(auth::TopicPolicy::create(profile), people(), access());
}

} // namespace

class TestAccessPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysHaveTheirScopes();
    void keysOfCustomers();
    void customersWithoutAnAccountHaveNoProfileRights();
    void layers_data();
    void layers();
    void ownTopicsOfADevice();
};

void TestAccessPolicy::layers_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<QByteArray>("user"); ///< "@x": by certificate
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("topic");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, Profile profile, const char *user, const char *verb, const char *topic,
                        const char *expected) {
        QTest::addRow("%s", name) << profile << QByteArray(user) << QByteArray(verb) << QByteArray(topic)
                                  << QByteArray(expected);
    };
    constexpr Profile branch = Profile::Branch;
    constexpr Profile lab = Profile::Lab;
    // S1-69 … S1-71, with S1-33 and S1-35
    row("S1-69 a device publishes its readings", branch, "device_001", "publish", "iot/sensors/ESP32_001/data",
        "yes device");
    row("S1-33 and its status", branch, "device_001", "publish", "iot/devices/ESP32_001/status", "yes device");
    row("S1-35 and its alerts", branch, "device_001", "publish", "iot/alerts/ESP32_001", "yes device");
    row("S1-70 a device reads its commands", branch, "device_001", "subscribe", "iot/devices/ESP32_001/commands",
        "yes device");
    row("S1-70 by wildcard", branch, "device_001", "subscribe", "iot/devices/ESP32_001/#", "yes device");
    row("S1-70 and receives them", branch, "device_001", "receive", "iot/devices/ESP32_001/commands", "yes device");
    row("S1-71 nothing else: another's readings", branch, "device_001", "publish", "iot/sensors/ESP32_002/data",
        "no default");
    row("S1-71 nothing else: its own commands to itself", branch, "device_001", "publish",
        "iot/devices/ESP32_001/commands", "no default");
    row("S1-71 nothing else: another's commands", branch, "device_001", "subscribe", "iot/devices/+/commands",
        "no default");
    row("S1-71 nothing else: everything", branch, "device_001", "subscribe", "#", "no default");
    row("a share is its inner filter", branch, "device_001", "subscribe", "$share/g/iot/devices/ESP32_001/#",
        "yes device");
    row("a share of another's", branch, "device_001", "subscribe", "$share/g/iot/devices/ESP32_002/#", "no default");
    row("the operator's rule goes before the device's own topics", branch, "device_002", "publish",
        "iot/alerts/ESP32_002", "no rule");
    row("a device id + is nobody's topic", branch, "malo", "publish", "iot/sensors/ESP32_001/data", "no default");
    row("a disabled device is a stranger", branch, "apagado", "publish", "iot/sensors/ESP32_003/data", "no stranger");
    row("so is an unknown name", branch, "nadie", "subscribe", "planta/#", "no stranger");
    row("so is a disabled person", branch, "gone", "receive", "planta/1", "no stranger");
    row("S0-50 nobody in branch", branch, "", "subscribe", "planta/#", "no stranger");
    // Built-in
    row("bank topics are the hub's, whatever a rule says", branch, "panel", "publish", "banco/transacciones",
        "no builtin");
    row("S0-41 alerts by a supervisor", branch, "sup", "publish", "banco/alertas", "yes builtin");
    row("alerts by a device: no", branch, "panel", "publish", "banco/alertas", "no builtin");
    row("$SYS is nobody's to write", branch, "ope", "publish", "$SYS/broker/x", "no builtin");
    row("$SYS is read by operators", branch, "ope", "subscribe", "$SYS/#", "yes builtin");
    row("and by technicians", branch, "tec", "receive", "$SYS/broker/uptime", "yes builtin");
    row("not by tellers", branch, "ana", "subscribe", "$SYS/#", "no default");
    row("unless a rule permits", branch, "panel", "subscribe", "$SYS/broker/#", "yes rule");
    row("S0-55 a rule may permit reading the bank", branch, "panel", "subscribe", "banco/#", "yes rule");
    row("a device without a rule may not", branch, "device_001", "subscribe", "banco/#", "no default");
    // A customer
    row("a customer reads his own", branch, "cliente", "subscribe", "banco/saldo/1350509525", "yes builtin");
    row("of every kind", branch, "cliente", "subscribe", "banco/+/1350509525", "yes builtin");
    row("in every currency", branch, "cliente", "receive", "banco/saldo/1350509525/EUR", "yes builtin");
    row("not another's", branch, "cliente", "subscribe", "banco/saldo/0102030405", "no builtin");
    row("not everybody's", branch, "cliente", "subscribe", "banco/#", "no builtin");
    row("not the plain topics", branch, "cliente", "receive", "banco/transacciones", "no builtin");
    row("nor by #", branch, "cliente", "subscribe", "#", "no default");
    row("his role gives him nothing else", branch, "cliente", "publish", "planta/1", "no default");
    row("a rule opens # but not another's balance", branch, "cajero_auto", "subscribe", "#", "yes rule");
    row("…at delivery: denied", branch, "cajero_auto", "receive", "banco/saldo/0102030405", "no builtin");
    row("…at delivery: his own", branch, "cajero_auto", "receive", "banco/saldo/1350509525", "yes builtin");
    row("…at delivery: what is no bank topic", branch, "cajero_auto", "receive", "planta/1", "yes rule");
    // People
    row("staff as before", branch, "ana", "subscribe", "banco/#", "yes profile");
    row("staff may publish elsewhere", branch, "tec", "publish", "iot/devices/x/commands", "yes profile");
    row("unless a rule denies", branch, "ana", "publish", "taller/prohibido", "no rule");
    row("technicians do not read the bank", branch, "tec", "receive", "banco/saldo/1", "no default");
    // X.509
    row("S1-68 a certificate without a credential has what rules give", branch, "@CAM_1", "publish", "cert/CAM_1",
        "yes rule");
    row("S1-68 and nothing else", branch, "@CAM_1", "publish", "planta/1", "no default");
    row("a certificate with a person's name is not that person", branch, "@ope", "subscribe", "$SYS/#", "no default");
    row("a certificate of a disabled device is a stranger", branch, "@apagado", "publish", "cert/apagado",
        "no stranger");
    row("a certificate of a device has its topics", branch, "@device_001", "publish", "iot/alerts/ESP32_001",
        "yes device");
    // Lab
    row("S0-42 lab: everybody reads the bank", lab, "", "subscribe", "banco/#", "yes profile");
    row("S0-41 lab: everybody alerts", lab, "", "publish", "banco/alertas", "yes builtin");
    row("lab: devices too", lab, "device_001", "publish", "planta/1", "yes profile");
    row("lab: a rule still counts", lab, "device_002", "publish", "iot/alerts/ESP32_002", "no rule");
    row("lab: $SYS for everybody", lab, "", "subscribe", "$SYS/#", "yes profile");
    row("lab: a customer stays with his own", lab, "cliente", "receive", "banco/saldo/0102030405", "no builtin");
    row("lab: a false name is a stranger", lab, "nadie", "publish", "planta/1", "no stranger");
}

void TestAccessPolicy::layers()
{
    QFETCH(Profile, profile);
    QFETCH(QByteArray, user);
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, topic);
    const AccessPolicy asked = policy(profile);
    const bool certified = user.startsWith('@');
    const AccessClient who{QByteArrayView(user).sliced(certified ? 1 : 0), "c1", "192.0.2.1", certified};
    const auto decision = verb == "publish"     ? asked.publish(who, topic, 0, false)
                          : verb == "subscribe" ? asked.subscribe(who, topic, 0)
                                                : asked.receive(who, topic);
    const QByteArray shown = QByteArray(decision.allowed ? "yes " : "no ") + auth::word(decision.by).data();
    QTEST(shown, "expected");
    QCOMPARE(decision.rule != nullptr, decision.by == auth::AccessDecision::By::Rule);
}

void TestAccessPolicy::ownTopicsOfADevice()
{
    QVERIFY(DeviceTopics("x").mayPublish("iot/sensors/x/data"));
    for (const char *unsafe : {"", "+", "#", "a/b"}) {
        const DeviceTopics nobody{QByteArray(unsafe)};
        QVERIFY(!nobody.mayPublish("iot/sensors/x/data"));
        QVERIFY(!nobody.maySubscribe("iot/devices/x/#"));
        QVERIFY(!nobody.mayReceive("iot/devices/x/commands"));
    }
}

namespace {

using namespace auth;

AccessPolicy policyWith(const ApiKey &key)
{
    Snapshot users = people();
    users.users.insert(UserId(50), {u"app"_s, {}, Role::Client, 0, true, false, {}});
    users.keys.insert(key.id, key);
    return AccessPolicy(TopicPolicy::create(Profile::Branch), users, access());
}

ApiKey keyWith(ScopeSet scopes)
{
    ApiKey key;
    key.id = "aB3dE6gH";
    key.scopes = scopes;
    return key;
}

const AccessClient keyClient{"key:aB3dE6gH", "c", "192.0.2.1", false};

} // namespace

void TestAccessPolicy::keysHaveTheirScopes()
{
    const AccessPolicy writes = policyWith(keyWith({Scope::MqttPublish}));
    QVERIFY(writes.publish(keyClient, "plant/a", 0, false).allowed);
    QVERIFY(!writes.publish(keyClient, "banco/saldo/1", 0, false).allowed);
    QVERIFY(!writes.subscribe(keyClient, "plant/#", 0).allowed);
    QVERIFY(!writes.receive(keyClient, "plant/a").allowed);
    const AccessPolicy reads = policyWith(keyWith({Scope::MqttSubscribe}));
    QVERIFY(!reads.publish(keyClient, "plant/a", 0, false).allowed);
    QVERIFY(reads.subscribe(keyClient, "plant/#", 0).allowed);
    QVERIFY(reads.receive(keyClient, "plant/a").allowed);
    QVERIFY(!reads.subscribe(keyClient, "banco/#", 0).allowed);
    QVERIFY(!reads.subscribe(keyClient, "#", 0).allowed);
    QVERIFY(!reads.subscribe(keyClient, "$SYS/#", 0).allowed);
    QVERIFY(!policyWith(keyWith({Scope::BankRead})).subscribe(keyClient, "plant/#", 0).allowed);
    const AccessClient other{"key:00000000", "c", "192.0.2.1", false};
    QVERIFY(reads.subscribe(other, "plant/#", 0).by == AccessDecision::By::Stranger);
}

void TestAccessPolicy::keysOfCustomers() // S2-09
{
    ApiKey key = keyWith({Scope::MqttPublish, Scope::MqttSubscribe});
    key.accountId = 7;
    key.cedula = u"1350509525"_s;
    const AccessPolicy policy = policyWith(key);
    QVERIFY(policy.subscribe(keyClient, "banco/saldo/1350509525", 0).allowed);
    QVERIFY(!policy.subscribe(keyClient, "banco/saldo/0926687856", 0).allowed);
    QVERIFY(!policy.subscribe(keyClient, "plant/#", 0).allowed);
}

void TestAccessPolicy::customersWithoutAnAccountHaveNoProfileRights()
{
    const AccessPolicy policy = policyWith(keyWith({Scope::MqttPublish}));
    const AccessClient app{"app", "c", "192.0.2.1", false};
    QVERIFY(!policy.publish(app, "plant/a", 0, false).allowed);
    QVERIFY(!policy.subscribe(app, "plant/#", 0).allowed);
}

QTEST_APPLESS_MAIN(TestAccessPolicy)
#include "tst_accesspolicy.moc"
