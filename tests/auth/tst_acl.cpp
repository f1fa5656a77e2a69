// SPDX-License-Identifier: GPL-3.0-or-later
// A rule's parts: addresses, topics with placeholders, conditions, and the JSON form of the whole.
#include "auth/acl.h"
#include "auth/acljson.h"
#include "auth/acltopic.h"
#include "auth/cidr.h"
#include "support/verify.h"
#include <QJsonDocument>
#include <QtTest>

using namespace Qt::StringLiterals;
using auth::AclPlaceholders;
using auth::AclRule;
using auth::AclTopic;
using auth::Cidr;
using auth::CompiledTopic;
using base::ErrorCode;

class TestAcl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksOfAddresses_data();
    void blocksOfAddresses();
    void noAddresses_data();
    void noAddresses();
    void topics_data();
    void topics();
    void badTopics_data();
    void badTopics();
    void roundTripOfRules_data();
    void roundTripOfRules();
    void refusedRules_data();
    void refusedRules();
};

void TestAcl::blocksOfAddresses_data()
{
    QTest::addColumn<QString>("block");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("inside");
    const auto row = [](const char *name, const char *block, const char *address, bool inside) {
        QTest::addRow("%s", name) << QString::fromLatin1(block) << QByteArray(address) << inside;
    };
    row("the address itself", "192.0.2.7", "192.0.2.7", true);
    row("another address", "192.0.2.7", "192.0.2.8", false);
    row("in a /24", "192.0.2.0/24", "192.0.2.255", true);
    row("beside a /24", "192.0.2.0/24", "192.0.3.0", false);
    row("in a /20, mid byte", "10.1.16.0/20", "10.1.31.255", true);
    row("beside a /20, mid byte", "10.1.16.0/20", "10.1.32.0", false);
    row("/0 is every IPv4 address", "0.0.0.0/0", "203.0.113.9", true);
    row("/0 of IPv4 is no IPv6 address", "0.0.0.0/0", "2001:db8::1", false);
    row("::/0 is everything", "::/0", "203.0.113.9", true);
    row("a mapped address is the IPv4 one", "127.0.0.0/8", "::ffff:127.0.0.1", true);
    row("IPv6 block", "2001:db8::/32", "2001:db8:ffff::1", true);
    row("beside an IPv6 block", "2001:db8::/32", "2001:db9::1", false);
    row("IPv6 loopback", "::1", "::1", true);
    row("a zone says nothing", "fe80::/10", "fe80::1%eth0", true);
    row("no address", "::/0", "device", false);
}

void TestAcl::blocksOfAddresses()
{
    QFETCH(QString, block);
    QFETCH(QByteArray, address);
    const auto parsed = Cidr::parse(block);
    QVERIFY(parsed);
    QTEST(parsed->contains(address), "inside");
}

void TestAcl::noAddresses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "localhost", "192.0.2", "192.0.2.256", "192.0.2.01", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/",
          "::1/129", "1:2:3", "1::2::3", "12345::", "::g", "1:2:3:4:5:6:7:8:9", "-1::"})
        QTest::addRow("\"%s\"", text) << QString::fromLatin1(text);
}

void TestAcl::noAddresses()
{
    QFETCH(QString, text);
    QVERIFY(!Cidr::parse(text));
}

void TestAcl::topics_data()
{
    QTest::addColumn<AclTopic>("topic");
    QTest::addColumn<QByteArray>("asked"); ///< with a wildcard: a subscription
    QTest::addColumn<QByteArray>("client");
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char *name, const char *topic, const char *asked, QByteArray client, bool holds) {
        const bool literal = topic[0] == '=';
        QTest::addRow("%s", name) << AclTopic{topic + int{literal}, literal} << QByteArray(asked) << client
                                  << QByteArray("ana") << holds;
    };
    row("a name", "a/b", "a/b", "c", true);
    row("a wildcard", "a/#", "a/b/c", "c", true);
    row("a wildcard's parent", "a/#", "a", "c", true);
    row("filter inclusion", "a/#", "a/+/c", "c", true);
    row("a wider subscription is not included", "a/+", "a/#", "c", false);
    row("MQTT-4.7.2-1 # does not open $SYS", "#", "$SYS/broker/uptime", "c", false);
    row("%c is the client", "dev/%c/#", "dev/c7/x", "c7", true);
    row("%c is nobody else", "dev/%c/#", "dev/c8/x", "c7", false);
    row("%c in a subscription", "dev/%c/#", "dev/c7/#", "c7", true);
    row("%u is the user", "u/%u", "u/ana", "c7", true);
    row("EMQX's names", "u/${username}/${clientid}", "u/ana/c7", "c7", true);
    row("a certificate's name that is not there matches nothing", "cert/${cert_common_name}", "cert/ana", "c7", false);
    row("a client + opens nobody's topics", "dev/%c/x", "dev/other/x", "+", false);
    row("nor does it get the level +", "dev/%c/x", "dev/+/x", "+", false);
    row("a client # opens nothing", "dev/%c", "dev/a/b", "#", false);
    row("a client with a slash opens nothing", "dev/%c/x", "dev/a/b/x", "a/b", false);
    row("a client with NUL opens nothing", "dev/%c/x", "dev/a/x", QByteArray("a\0", 2), false);
    row("an empty client opens nothing", "dev/%c/x", "dev//x", "", false);
    row("a client $SYS does not open the broker's tree", "%c/#", "$SYS/broker/uptime", "$SYS", false);
    row("a client banco does not open the bank's", "%c/#", "banco/saldo/1", "banco", false);
    row("another first level", "%c/#", "c7/x", "c7", true);
    row("literal # is a subscription to #", "=#", "#", "c", true);
    row("literal # is not one to a/#", "=#", "a/#", "c", false);
    row("literal a/+ is not a/b", "=a/+", "a/b", "c", false);
    row("a placeholder in a literal is text", "=dev/%c", "dev/c7", "c7", false);
    row("a literal name", "=a/b", "a/b", "c", true);
}

void TestAcl::topics()
{
    QFETCH(AclTopic, topic);
    QFETCH(QByteArray, asked);
    QFETCH(QByteArray, client);
    QFETCH(QByteArray, user);
    const auto compiled = CompiledTopic::compile(topic);
    QVERIFY_OK(compiled);
    const AclPlaceholders who{client, user, {}};
    const bool isFilter = asked.contains('+') || asked.contains('#');
    QTEST(isFilter ? compiled->covers(asked, who) : compiled->matches(asked, who), "holds");
}

void TestAcl::badTopics_data()
{
    QTest::addColumn<QByteArray>("filter");
    for (const char *filter :
         {"", "a/#/b", "a+", "dev-%c/x", "dev/%cx", "x/${clientid}y", "x/${password}", "$share/g/a"})
        QTest::addRow("\"%s\"", filter) << QByteArray(filter);
}

void TestAcl::badTopics()
{
    QFETCH(QByteArray, filter);
    const auto compiled = CompiledTopic::compile({filter, false});
    QVERIFY(!compiled);
    QCOMPARE(compiled.error().code(), ErrorCode::InvalidArgument);
}

void TestAcl::roundTripOfRules_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const char *json) { QTest::addRow("%s", name) << QByteArray(json); };
    row("S1-69",
        R"({"action":"publish","effect":"permit","topics":["iot/sensors/ESP32_001/#"],"who":{"user":"device_001"}})");
    row("S1-71 deny all", R"({"action":"all","effect":"deny","who":"all"})");
    row("qos, retain, literal, note, id",
        R"({"action":"publish","effect":"permit","id":7,"note":"x","qos":[0,2],"retain":true,"topics":["a",{"eq":"#"}],"who":"named"})");
    row("retain false", R"({"action":"publish","effect":"deny","retain":false,"who":"anonymous"})");
    row("joined conditions",
        R"({"action":"all","effect":"permit","who":{"and":[{"user":"a"},{"or":[{"client":"c"},{"address":"10.0.0.0/8"}]}]}})");
    row("patterns",
        R"({"action":"all","effect":"permit","who":{"or":[{"user_pattern":"^dev"},{"client_pattern":"_7$"}]}})");
    row("role and certificate",
        R"({"action":"subscribe","effect":"permit","who":{"and":[{"role":"tecnico"},{"certificate":""}]}})");
}

void TestAcl::roundTripOfRules()
{
    QFETCH(QByteArray, json);
    const auto rule = auth::ruleFromJson(QJsonDocument::fromJson(json).object());
    QVERIFY_OK(rule);
    QCOMPARE(QJsonDocument(auth::ruleToJson(*rule)).toJson(QJsonDocument::Compact), json);
    QCOMPARE(*auth::ruleFromJson(auth::ruleToJson(*rule)), *rule);
}

void TestAcl::refusedRules_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const QByteArray &json) { QTest::addRow("%s", name) << json; };
    row("nothing", "{}");
    row("an unknown effect", R"({"effect":"allow"})");
    row("an unknown member", R"({"effect":"permit","topic":"a/#"})");
    row("an unknown condition", R"({"effect":"permit","who":{"group":"x"}})");
    row("two conditions at once", R"({"effect":"permit","who":{"user":"a","client":"b"}})");
    row("a bare word that needs a text", R"({"effect":"permit","who":"user"})");
    row("an empty name", R"({"effect":"permit","who":{"user":""}})");
    row("an empty and", R"({"effect":"permit","who":{"and":[]}})");
    row("no topics is not every topic", R"({"effect":"permit","topics":[]})");
    row("a topic that is none", R"({"effect":"permit","topics":["a/#/b"]})");
    row("an unknown action", R"({"effect":"permit","action":"read"})");
    row("QoS 3", R"({"effect":"permit","qos":3})");
    row("no QoS at all", R"({"effect":"permit","qos":[]})");
    row("retain as text", R"({"effect":"permit","retain":"yes"})");
    row("an unknown role", R"({"effect":"permit","who":{"role":"jefe"}})");
    row("no address", R"({"effect":"permit","who":{"address":"10.0.0.0/99"}})");
    row("no expression", R"({"effect":"permit","who":{"user_pattern":"("}})");
    row("nested too deep", R"({"effect":"permit","who":)" + QByteArray(R"({"and":[)").repeated(20) + R"("all")" +
                               QByteArray("]}").repeated(20) + "}");
}

void TestAcl::refusedRules()
{
    QFETCH(QByteArray, json);
    const QJsonDocument document = QJsonDocument::fromJson(json);
    QVERIFY(document.isObject());
    const auto rule = auth::ruleFromJson(document.object());
    QVERIFY(!rule);
    QCOMPARE(rule.error().code(), ErrorCode::InvalidArgument);
}

QTEST_APPLESS_MAIN(TestAcl)
#include "tst_acl.moc"
