// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/acljson.h"
#include "auth/aclrules.h"
#include "support/verify.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace Qt::StringLiterals;
using auth::AclRules;
using auth::AclSubject;
using auth::Role;

namespace {

/// Rules as JSON without their braces, one a line.
std::shared_ptr<const AclRules> compile(const QByteArrayList &lines)
{
    std::vector<auth::AclRule> rules;
    for (const QByteArray &line : lines) {
        const auto rule = auth::ruleFromJson(QJsonDocument::fromJson('{' + line + '}').object());
        if (!rule)
            qFatal("%s: %s", line.constData(), qPrintable(rule.error().toString()));
        rules.push_back(*rule);
    }
    return AclRules::compile(std::move(rules));
}

/// "permit 2": the second rule permits; "none".
QByteArray shown(const AclRules &rules, const auth::AclRule *rule)
{
    if (!rule)
        return "none";
    const bool permits = rule->effect == auth::AclRule::Effect::Permit;
    return QByteArray(permits ? "permit " : "deny ") + QByteArray::number(rule - rules.rules().data() + 1);
}

const QByteArrayList plant{
    R"("effect":"deny","who":{"user":"ana"},"action":"subscribe","topics":["planta/secreto/#"])",
    R"("effect":"permit","who":{"user":"ana"},"topics":["planta/#"])",
    R"("effect":"permit","who":{"client":"panel"},"action":"subscribe","topics":["planta/+/estado"])",
    R"("effect":"permit","who":{"and":[{"address":"10.0.0.0/8"},{"user":"ana"}]},"topics":["red/#"])",
    R"("effect":"permit","who":{"role":"tecnico"},"action":"publish","qos":[1],"retain":true,"topics":["taller/#"])",
    R"("effect":"permit","who":{"certificate":""},"topics":["cert/${cert_common_name}/#"])",
    R"("effect":"deny","who":"anonymous","topics":["abierto/#"])",
    R"("effect":"permit","topics":["abierto/#"])",
    R"("effect":"permit","who":{"user_pattern":"^dev_"},"action":"publish","topics":["dev/%u"])",
    R"("effect":"permit","who":{"or":[{"client_pattern":"_7$"},{"user":"eva"}]},"action":"publish","topics":["siete"])",
    R"("effect":"deny","action":"subscribe","topics":["$SYS/#",{"eq":"#"}])",
    R"("effect":"permit","who":{"user":"raiz"})"};

} // namespace

class TestAclRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstMatchWins_data();
    void firstMatchWins();
    void aPartThatIsDeniedStillLeavesTheRest();
    void qosLimitsWhatMayBeSubscribed();
    void aLiteralPermitIsForThatSubscription();
    void thousandsOfDevicesAskTheirOwnRulesAlone();
};

void TestAclRules::firstMatchWins_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<AclSubject>("who");
    QTest::addColumn<QByteArray>("topic");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *verb, AclSubject who, const char *topic, const char *expected) {
        QTest::addRow("%s", name) << QByteArray(verb) << who << QByteArray(topic) << QByteArray(expected);
    };
    const AclSubject ana{"ana", "c1", "192.0.2.1", {}, false};
    const AclSubject anaAtHome{"ana", "c1", "10.1.2.3", {}, false};
    const AclSubject panel{"eva", "panel", "192.0.2.1", {}, false};
    const AclSubject tec{"luis", "c2", "192.0.2.1", Role::Technician, false};
    const AclSubject cert{"ESP32_001", "c3", "192.0.2.1", {}, true};
    const AclSubject noCert{"ESP32_001", "c3", "192.0.2.1", {}, false};
    const AclSubject nobody{"", "c4", "192.0.2.1", {}, false};
    row("the user's permit", "publish", ana, "planta/1/estado", "permit 2");
    row("a deny of subscribing is none of publishing", "publish", ana, "planta/secreto/x", "permit 2");
    row("an earlier deny wins", "receive", ana, "planta/secreto/x", "deny 1");
    row("another user: no rule", "publish", panel, "planta/1/estado", "none");
    row("by client id", "subscribe", panel, "planta/1/estado", "permit 3");
    row("filter inclusion: equal", "subscribe", panel, "planta/+/estado", "permit 3");
    row("filter inclusion: wider is refused", "subscribe", panel, "planta/#", "none");
    row("user and address, elsewhere", "publish", ana, "red/x", "none");
    row("user and address", "publish", anaAtHome, "red/x", "permit 4");
    row("role, QoS 1 and retain", "publish1r", tec, "taller/x", "permit 5");
    row("role, but QoS 0", "publish", tec, "taller/x", "none");
    row("role, but not retained", "publish1", tec, "taller/x", "none");
    row("another role", "publish1r", ana, "taller/x", "none");
    row("a certificate's own topics", "publish", cert, "cert/ESP32_001/x", "permit 6");
    row("not another's", "publish", cert, "cert/ESP32_002/x", "none");
    row("the same name without a certificate", "publish", noCert, "cert/ESP32_001/x", "none");
    row("anonymous", "publish", nobody, "abierto/x", "deny 7");
    row("everybody else", "publish", ana, "abierto/x", "permit 8");
    row("a pattern of users and %u", "publish", {"dev_9", "c", "::1", {}, false}, "dev/dev_9", "permit 9");
    row("a user outside the pattern", "publish", {"mydev_9", "c", "::1", {}, false}, "dev/mydev_9", "none");
    row("or: by client", "publish", {"x", "n_7", "::1", {}, false}, "siete", "permit 10");
    row("or: by user", "publish", {"eva", "n_8", "::1", {}, false}, "siete", "permit 10");
    row("or: neither", "publish", {"x", "n_8", "::1", {}, false}, "siete", "none");
    row("EMQX's deny of #", "subscribe", {"raiz", "c", "::1", {}, false}, "#", "deny 11");
    row("EMQX's deny of $SYS", "subscribe", {"raiz", "c", "::1", {}, false}, "$SYS/broker/+", "deny 11");
    row("a rule without topics is for all", "subscribe", {"raiz", "c", "::1", {}, false}, "lo/que/sea/#", "permit 12");
    row("a delivery under a literal deny", "receive", {"raiz", "c", "::1", {}, false}, "lo/que/sea", "permit 12");
}

void TestAclRules::firstMatchWins()
{
    QFETCH(QByteArray, verb);
    QFETCH(AclSubject, who);
    QFETCH(QByteArray, topic);
    const auto rules = compile(plant);
    const AclRules::Question asked{topic, verb.contains('1') ? 1 : 0, verb.endsWith('r')};
    const auth::AclRule *found = verb == "subscribe" ? rules->subscribe(who, asked)
                                 : verb == "receive" ? rules->receive(who, topic)
                                                     : rules->publish(who, asked);
    QTEST(shown(*rules, found), "expected");
}

void TestAclRules::aPartThatIsDeniedStillLeavesTheRest()
{
    // SPEC 3: deny banco/alertas under readwrite banco/# still delivers the others.
    const auto rules =
        compile({R"("effect":"deny","topics":["banco/alertas"])", R"("effect":"permit","topics":["banco/#"])"});
    const AclSubject who{"u", "c", "::1", {}, false};
    QCOMPARE(shown(*rules, rules->subscribe(who, {"banco/#"})), "permit 2");
    QCOMPARE(shown(*rules, rules->receive(who, "banco/depositos")), "permit 2");
    QCOMPARE(shown(*rules, rules->receive(who, "banco/alertas")), "deny 1");
    QCOMPARE(shown(*rules, rules->subscribe(who, {"banco/alertas"})), "deny 1"); // swallowed whole
}

void TestAclRules::qosLimitsWhatMayBeSubscribed()
{
    const auto rules = compile({R"("effect":"deny","action":"subscribe","qos":[2],"topics":["a/#"])",
                                R"("effect":"permit","action":"subscribe","qos":[0,1],"topics":["a/#"])"});
    const AclSubject who{"u", "c", "::1", {}, false};
    QCOMPARE(shown(*rules, rules->subscribe(who, {"a/b", 1})), "permit 2");
    QCOMPARE(shown(*rules, rules->subscribe(who, {"a/b", 2})), "deny 1");
    QCOMPARE(shown(*rules, rules->receive(who, "a/b")), "permit 2");
}

void TestAclRules::aLiteralPermitIsForThatSubscription()
{
    const auto rules = compile({R"("effect":"permit","action":"subscribe","topics":[{"eq":"a/#"}])"});
    const AclSubject who{"u", "c", "::1", {}, false};
    QCOMPARE(shown(*rules, rules->subscribe(who, {"a/#"})), "permit 1");
    QCOMPARE(shown(*rules, rules->subscribe(who, {"a/b"})), "none");
    QCOMPARE(shown(*rules, rules->receive(who, "a/b")), "permit 1"); // or the subscription would be for nothing
}

void TestAclRules::thousandsOfDevicesAskTheirOwnRulesAlone()
{
    std::vector<auth::AclRule> list;
    for (int i = 0; i < 20'000; ++i) {
        auth::AclRule rule;
        rule.effect = auth::AclRule::Effect::Permit;
        rule.who = {auth::AclWho::Kind::User, u"dev%1"_s.arg(i), {}};
        rule.topics = {{"dev/" + QByteArray::number(i) + "/#", false}};
        list.push_back(rule);
    }
    const auto rules = AclRules::compile(std::move(list));
    const AclSubject who{"dev19999", "c", "::1", {}, false};
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 20'000; ++i)
        QVERIFY(rules->publish(who, {"dev/19999/x"}));
    // Some 5 ms. Walking the list would be 400 million steps.
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestAclRules)
#include "tst_aclrules.moc"
