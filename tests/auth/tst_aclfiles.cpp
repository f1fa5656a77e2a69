// SPDX-License-Identifier: GPL-3.0-or-later
// Foreign files: mosquitto's acl_file and password_file, EMQX's acl.conf; each with what was not understood.
#include "auth/acljson.h"
#include "auth/aclrules.h"
#include "auth/emqxacl.h"
#include "auth/erlangterm.h"
#include "auth/mosquittoacl.h"
#include "auth/mosquittopasswords.h"
#include "support/verify.h"
#include <QJsonDocument>
#include <QtTest>

using namespace Qt::StringLiterals;
using auth::AclFile;
using auth::AclRules;
using auth::AclSubject;
using auth::ImportNote;

namespace {

QByteArray shown(const std::vector<auth::AclRule> &rules)
{
    QByteArrayList lines;
    for (const auth::AclRule &rule : rules)
        lines << QJsonDocument(auth::ruleToJson(rule)).toJson(QJsonDocument::Compact);
    return lines.join('\n');
}

/// "1+ 2- 3~": line 1 taken, 2 not taken, 3 changed.
QByteArray shown(const auth::ImportReport &report)
{
    QByteArrayList marks;
    for (const ImportNote &note : report)
        marks << QByteArray::number(note.line) + "+~-"[static_cast<int>(note.kind)];
    return marks.join(' ');
}

const QByteArray seedAcl = "user publisher\ntopic write banco/#\n\nuser subscriber\ntopic read banco/#\n"; // S0-55

const QByteArray seedEmqx = R"(%% S1-69 … S1-71
{allow, {user, "device_001"}, publish, ["iot/sensors/ESP32_001/#"]}.
{allow,{user,"device_001"},subscribe,["iot/devices/ESP32_001/#"]}.
{deny, all}.
)";

const QByteArray slowHash =
    "$7$101$AGWEU+RGQk0INu05$kz/3McrSRiHDnudGQSiVEIS9cCjRawJAyzx5CNeXIO60VcS82FElV++3DTp4iqgRw9fD2a1Mz+"
    "0T0X2+mfCCiw==";

} // namespace

class TestAclFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mosquitto_data();
    void mosquitto();
    void mosquittoOrder();
    void writesMosquitto();
    void emqx_data();
    void emqx();
    void writesEmqx();
    void erlangMalformed_data();
    void erlangMalformed();
    void readersEndOnEveryPrefix();
    void passwords_data();
    void passwords();
    void writesPasswords();
};

void TestAclFiles::mosquitto_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArray>("report");
    const auto row = [](const char *name, const QByteArray &text, const QByteArray &rules, const QByteArray &report) {
        QTest::addRow("%s", name) << text << rules << report;
    };
    row("S0-55 the seed's file", seedAcl,
        R"({"action":"publish","effect":"permit","topics":["banco/#"],"who":{"user":"publisher"}}
{"action":"subscribe","effect":"permit","topics":["banco/#"],"who":{"user":"subscriber"}})",
        "1+ 2~ 4+ 5+");
    row("readwrite is the default, lines before the first user are for anonymous clients",
        "topic a/#\ntopic readwrite b",
        R"({"action":"all","effect":"permit","topics":["a/#"],"who":"anonymous"}
{"action":"all","effect":"permit","topics":["b"],"who":"anonymous"})",
        "1+ 2+");
    row("denials go first, patterns last",
        "pattern read p/%u\nuser a\ntopic a/#\ntopic deny a/secret\npattern deny p/x",
        R"({"action":"all","effect":"deny","topics":["a/secret"],"who":{"user":"a"}}
{"action":"all","effect":"permit","topics":["a/#"],"who":{"user":"a"}}
{"action":"all","effect":"deny","topics":["p/x"],"who":"all"}
{"action":"subscribe","effect":"permit","topics":["p/%u"],"who":"all"})",
        "1+ 2+ 3+ 4+ 5+");
    row("two sections of one user are one", "user a\ntopic x\nuser b\ntopic y\nuser a\ntopic deny z",
        R"({"action":"all","effect":"deny","topics":["z"],"who":{"user":"a"}}
{"action":"all","effect":"permit","topics":["x"],"who":{"user":"a"}}
{"action":"all","effect":"permit","topics":["y"],"who":{"user":"b"}})",
        "1+ 2+ 3+ 4+ 5+ 6+");
    row("comments, blanks, DOS line ends", "# c\r\n\r\n  user a b \r\n topic  read  x y/#  \r\n",
        R"({"action":"subscribe","effect":"permit","topics":["x y/#"],"who":{"user":"a b"}})", "3+ 4+");
    row("$SYS by name", "user a\ntopic read $SYS/#",
        R"({"action":"subscribe","effect":"permit","topics":["$SYS/#"],"who":{"user":"a"}})", "1+ 2+");
    row("%c in a topic line is text", "user a\ntopic dev/%c",
        R"({"action":"all","effect":"permit","topics":[{"eq":"dev/%c"}],"who":{"user":"a"}})", "1+ 2+");
    row("%c in a topic line beside a wildcard", "user a\ntopic dev/%c/#", "", "1+ 2-");
    row("a placeholder that is no whole level", "pattern dev-%c/#", "", "1-");
    row("an unknown word", "topci a\nuser a\nrole x", "", "1- 2+ 3-");
    row("an unknown access", "topic rw a/b", "", "1-");
    row("no filter", "topic read a/#/b", "", "1-");
    row("nothing to read", "topic", "", "1-");
    row("a user without a name does not inherit the former one's lines", "user a\nuser\ntopic x", "", "1+ 2- 3-");
    row("no UTF-8", "user \xff\ntopic x", "", "1- 2-");
    row("an empty file", "", "", "");
}

void TestAclFiles::mosquitto()
{
    QFETCH(QByteArray, text);
    const AclFile file = auth::readMosquittoAcl(text);
    QTEST(shown(file.rules), "rules");
    QTEST(shown(file.report), "report");
    for (const ImportNote &note : file.report)
        QCOMPARE(note.text.isEmpty(), note.kind == ImportNote::Kind::Taken);
}

void TestAclFiles::mosquittoOrder()
{
    // SPEC 3: deny banco/alertas under readwrite banco/#, whatever the order of the lines.
    const auto rules =
        AclRules::compile(auth::readMosquittoAcl("user u\ntopic readwrite banco/#\ntopic deny banco/alertas").rules);
    const AclSubject who{"u", "c", "::1", {}, false};
    QCOMPARE(rules->receive(who, "banco/alertas")->effect, auth::AclRule::Effect::Deny);
    QCOMPARE(rules->receive(who, "banco/depositos")->effect, auth::AclRule::Effect::Permit);
    QCOMPARE(rules->subscribe(who, {"banco/#"})->effect, auth::AclRule::Effect::Permit);
}

void TestAclFiles::writesMosquitto()
{
    const QByteArray source = "topic read abierto/#\n\nuser a b\ntopic deny a/secret\ntopic readwrite a/#\n"
                              "topic write $SYS/x\n\npattern deny p/%c/x\npattern read p/%c/%u\n";
    const AclFile file = auth::readMosquittoAcl(source);
    const auth::AclText written = auth::writeMosquittoAcl(file.rules);
    QVERIFY(auth::isComplete(written.report));
    QCOMPARE(shown(auth::readMosquittoAcl(written.text).rules), shown(file.rules)); // there and back again
    std::vector<auth::AclRule> hard;
    for (const char *json :
         {R"({"effect":"permit","who":{"client":"c"},"topics":["a"]})",
          R"({"effect":"permit","who":{"user":"u"},"qos":[1],"topics":["a"]})",
          R"({"effect":"permit","who":{"user":"u"},"retain":true,"topics":["a"]})",
          R"({"effect":"deny","who":{"user":"u"},"action":"publish","topics":["a"]})",
          R"({"effect":"permit","who":{"user":"u"},"topics":[{"eq":"#"}]})",
          R"({"effect":"permit","who":"all","topics":["${cert_common_name}"]})",
          R"({"effect":"permit","who":{"user":"u"},"topics":["a/%c"]})",
          R"({"effect":"permit","who":{"user":"u\nuser root"},"topics":["a"]})",
          R"({"effect":"permit","who":{"user":"u"},"topics":["a/#"]})",
          R"({"effect":"deny","who":{"user":"u"},"topics":["a/b"]})", R"({"effect":"permit","who":{"user":"v"}})"})
        hard.push_back(*auth::ruleFromJson(QJsonDocument::fromJson(json).object()));
    const auth::AclText rest = auth::writeMosquittoAcl(hard);
    QCOMPARE(shown(rest.report), "1- 2- 3- 4- 5- 6- 7- 8- 9+ 10~ 11+"); // 10: mosquitto would deny first
    QCOMPARE(rest.text, "# mosquitto acl_file, written by Ventanilla\n"
                        "\nuser u\ntopic readwrite a/#\ntopic deny a/b\n"
                        "\nuser v\ntopic readwrite #\ntopic readwrite $SYS/#\n");
}

void TestAclFiles::emqx_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArray>("report");
    const auto row = [](const char *name, const QByteArray &text, const QByteArray &rules, const QByteArray &report) {
        QTest::addRow("%s", name) << text << rules << report;
    };
    row("S1-69, S1-70, S1-71 the seed's file", seedEmqx,
        R"({"action":"publish","effect":"permit","topics":["iot/sensors/ESP32_001/#"],"who":{"user":"device_001"}}
{"action":"subscribe","effect":"permit","topics":["iot/devices/ESP32_001/#"],"who":{"user":"device_001"}})",
        "2+ 3+ 4~");
    row("what EMQX ships",
        R"({allow, {username, {re, "^dashboard$"}}, subscribe, ["$SYS/#"]}.
{allow, {ipaddr, "127.0.0.1"}, all, ["$SYS/#", "#"]}.
{deny, all, subscribe, ["$SYS/#", {eq, "#"}, {eq, "+/#"}]}.
{allow, all}.)",
        R"({"action":"subscribe","effect":"permit","topics":["$SYS/#"],"who":{"user_pattern":"^dashboard$"}}
{"action":"all","effect":"permit","topics":["$SYS/#","#"],"who":{"address":"127.0.0.1"}}
{"action":"subscribe","effect":"deny","topics":["$SYS/#",{"eq":"#"},{"eq":"+/#"}],"who":"all"}
{"action":"all","effect":"permit","topics":["#"],"who":"all"})",
        "1+ 2+ 3+ 4+");
    row("and, or, ipaddrs, clientid",
        R"({allow, {'and', [{clientid, "c"}, {'or', [{ipaddrs, ["10.0.0.0/8", "::1"]}, {client, {re, "_7$"}}]}]}, pubsub,
  ["a"]}.)",
        R"({"action":"all","effect":"permit","topics":["a"],"who":{"and":[{"client":"c"},{"or":[{"or":[{"address":"10.0.0.0/8"},{"address":"::1"}]},{"client_pattern":"_7$"}]}]}})",
        "1+");
    row("QoS and RETAIN",
        R"({deny, all, {publish, [{qos, 2}, {retain, true}]}, ["a"]}.
{deny, all, {subscribe, [{qos, [0, 1]}]}, ["b"]}. {deny, all, {all, [{retain, all}]}, ["c"]}.)",
        R"({"action":"publish","effect":"deny","qos":[2],"retain":true,"topics":["a"],"who":"all"}
{"action":"subscribe","effect":"deny","qos":[0,1],"topics":["b"],"who":"all"}
{"action":"all","effect":"deny","topics":["c"],"who":"all"})",
        "1+ 2+ 2+");
    row("placeholders, binaries, quotes, \"eq …\"",
        R"({allow, all, publish, [<<"dev/${clientid}/x">>, "u/%u", "eq dev/${x}", "q\"\\"]}.)",
        R"({"action":"publish","effect":"permit","topics":["dev/${clientid}/x","u/%u",{"eq":"dev/${x}"},"q\"\\"],"who":"all"})",
        "1+");
    row("a deny all in the middle stays", "{deny, all}.\n{allow, all}.",
        R"({"action":"all","effect":"deny","who":"all"}
{"action":"all","effect":"permit","topics":["#"],"who":"all"})",
        "1+ 2+");
    row("what is not understood is not taken, and the rest is",
        "{allow, {zone, \"z\"}, all, [\"a\"]}.\n{allow, all, read, [\"a\"]}.\n{permit, all}.\n{allow, all, all, []}.\n"
        "{allow, all, {publish, [{qos, 3}]}, [\"a\"]}.\n{allow, all, all, [\"a/#/b\"]}.\n{allow, {user, x}, all, "
        "[\"a\"]}.\n"
        "{allow, {username, \"\"}, all, [\"a\"]}.\n{allow, all, all, [\"dev-${clientid}\"]}.\n{allow, {user, {re, "
        "\"(\"}}, all, "
        "[\"a\"]}.\n{allow, {ipaddr, \"x\"}, all, [\"a\"]}.\nallow.\n{allow, {user, \"ok\"}, all, [\"a\"]}.",
        R"({"action":"all","effect":"permit","topics":["a"],"who":{"user":"ok"}})",
        "1- 2- 3- 4- 5- 6- 7- 8- 9- 10- 11- 12- 13+");
    row("a broken term costs itself alone", "{allow, all, publish, [\"a\"].\n{allow, all, publish, [\"b\"]}.",
        R"({"action":"publish","effect":"permit","topics":["b"],"who":"all"})", "1- 2+");
    row("a missing full stop", "{allow, all}", "", "1-");
    row("comments alone", "% nothing\n%% here", "", "");
}

void TestAclFiles::emqx()
{
    QFETCH(QByteArray, text);
    const AclFile file = auth::readEmqxAcl(text);
    QTEST(shown(file.report), "report");
    QTEST(shown(file.rules), "rules");
    for (const ImportNote &note : file.report)
        QCOMPARE(note.text.isEmpty(), note.kind == ImportNote::Kind::Taken);
}

void TestAclFiles::writesEmqx()
{
    const AclFile file = auth::readEmqxAcl(R"({allow, {username, {re, "^d\"x$"}}, subscribe, ["$SYS/#"]}.
{deny, {'and', [{clientid, "c"}, {'or', [{ipaddr, "10.0.0.0/8"}, {user, "ñ"}]}]}, {publish, [{qos, [1]}, {retain, false}]}, ["a"]}.
{deny, all}.
{allow, all, all, [{eq, "#"}, "x/${username}"]}.
{deny, all}.
{deny, all}.)");
    QCOMPARE(file.rules.size(), size_t(5));
    const auth::AclText written = auth::writeEmqxAcl(file.rules);
    QVERIFY(auth::isComplete(written.report));
    QCOMPARE(shown(auth::readEmqxAcl(written.text).rules), shown(file.rules)); // there and back again
    auth::AclRule rule;
    rule.who = {auth::AclWho::Kind::Role, u"tecnico"_s, {}};
    QCOMPARE(shown(auth::writeEmqxAcl({rule}).report), "1-");
}

void TestAclFiles::erlangMalformed_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"{a, b", "{a b}.", "[a, ].", "{a,}.", "\"no end.", "{\"\\x\"}.", "{a} {b}.", "A.", "{-1}.",
                             "<<\"x\".", "{99999999999}.", ".", "{'a}.", "\\."})
        QTest::addRow("%s", text) << QByteArray(text);
    QTest::addRow("nested too deep") << QByteArray(100'000, '{');
}

void TestAclFiles::erlangMalformed()
{
    QFETCH(QByteArray, text);
    auth::ErlangReader reader(text);
    const auto term = reader.next();
    QVERIFY(!term);
    QCOMPARE(term.error().code(), base::ErrorCode::Malformed);
}

void TestAclFiles::readersEndOnEveryPrefix()
{
    for (qsizetype i = 0; i <= seedEmqx.size(); ++i) {
        const AclFile file = auth::readEmqxAcl(seedEmqx.first(i));
        QVERIFY(file.rules.size() <= 2 && file.report.size() <= 3);
    }
    for (qsizetype i = 0; i <= seedAcl.size(); ++i)
        QVERIFY(auth::readMosquittoAcl(seedAcl.first(i)).rules.size() <= 2);
}

void TestAclFiles::passwords_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QByteArray>("report");
    const auto row = [](const char *name, const QByteArray &text, const QStringList &names, const QByteArray &report) {
        QTest::addRow("%s", name) << text << names << report;
    };
    row("S0-52 the seed's user", "# c\nbanco_user:" + slowHash + "\n\n", {u"banco_user"_s}, "2+");
    row("S0-51 many", "a:" + slowHash + "\r\nb:" + slowHash, {u"a"_s, u"b"_s}, "1+ 2+");
    row("a password that is not hashed", "a:secreto", {}, "1-");
    row("another program's hash", "a:$2y$05$abcdefghijklmnopqrstuv", {}, "1-");
    row("a broken hash", "a:$7$101$x", {}, "1-");
    row("a name twice", "a:" + slowHash + "\na:" + slowHash, {u"a"_s}, "1+ 2-");
    row("a name that would open topics", "a/+:" + slowHash, {}, "1-");
    row("no hash", "a\nb:\n:x", {}, "1- 2- 3-");
    row("nothing", "", {}, "");
}

void TestAclFiles::passwords()
{
    QFETCH(QByteArray, text);
    const auth::PasswordFile file = auth::readMosquittoPasswords(text);
    QStringList names;
    for (const auth::DeviceCredential &credential : file.credentials)
        names << credential.username;
    QTEST(names, "names");
    QTEST(shown(file.report), "report");
    for (const ImportNote &note : file.report) // no secret in a sentence
        QVERIFY(!note.text.contains(u"secreto") && !note.text.contains(u'$'));
}

void TestAclFiles::writesPasswords()
{
    const QByteArray text = "a:" + slowHash + "\nb:" + slowHash + '\n';
    auto credentials = auth::readMosquittoPasswords(text).credentials;
    QCOMPARE(auth::writeMosquittoPasswords(credentials).text, text); // there and back again
    credentials[0].enabled = false;
    credentials[1].secretHash = "$argon2id$x"; // used since: its imported hash is kept
    auth::DeviceCredential own;
    own.username = u"own"_s;
    own.secretHash = "$argon2id$x";
    auth::DeviceCredential certificate;
    certificate.username = u"cert"_s;
    credentials.push_back(own);
    credentials.push_back(certificate);
    const auth::PasswordText written = auth::writeMosquittoPasswords(credentials);
    QCOMPARE(written.text, "b:" + slowHash + '\n');
    QCOMPARE(written.left, QStringList{u"own"_s});
}

QTEST_APPLESS_MAIN(TestAclFiles)
#include "tst_aclfiles.moc"
