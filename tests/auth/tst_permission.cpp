// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/permission.h"
#include "auth/scope.h"
#include <QtTest>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

constexpr Role roles[] = {Role::Teller,        Role::Supervisor, Role::Operator, Role::Technician,
                          Role::Administrator, Role::Auditor,    Role::Client};

Principal person(Role role, std::optional<qint64> account = {})
{
    Principal who;
    who.user = UserId(1);
    who.role = role;
    who.accountId = account;
    return who;
}

Principal key(ScopeSet scopes, std::optional<qint64> account = {})
{
    Principal who;
    who.kind = Principal::Kind::ApiKey;
    who.keyId = "abcdefgh";
    who.scopes = scopes;
    who.accountId = account;
    return who;
}

} // namespace

class TestPermission : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roleTable_data();
    void roleTable();
    void whatIsNotInTheTableIsDenied();
    void streamingNeedsAnAccount();
    void scopeTable_data();
    void scopeTable();
    void aKeyMayNoMoreThanItsUser();
    void scopesHaveWords();
    void sameIdentity_data();
    void sameIdentity();
};

void TestPermission::roleTable_data()
{
    QTest::addColumn<Permission>("permission");
    QTest::addColumn<QString>("allowed"); // in the order of `roles`
    const auto row = [](const char *name, Permission permission, const char *allowed) {
        QTest::addRow("%s", name) << permission << QString::fromLatin1(allowed);
    };
    //                                                                        T S O X A U C
    row("everybody sees to his own session", Permission::OwnSession, "yyyyyyy");
    row("the bank is not the technician's to read, nor a customer's", Permission::BankRead, "yyynyyn");
    row("posting is the till's", Permission::BankPost, "yynnynn");
    row("so is opening accounts", Permission::BankOpen, "yynnynn");
    row("S2-69 QR codes are the bank's to read, and each customer's own", Permission::QrRead, "yyynyyy");
    row("S2-67 the auditor makes none", Permission::QrCreate, "yyynyny");
    row("SPEC 2.6 money in suspense is the supervisor's", Permission::QrResolve, "nynnynn");
    row("the live feed is the staff's", Permission::LiveStatus, "yyyyyyn");
    row("the broker is not the till's to read", Permission::BrokerRead, "nyyyyyn");
    row("who may end connections", Permission::BrokerAct, "nyyyynn");
    row("who may delete retained messages", Permission::BrokerRetained, "nynyynn");
    row("and the bank's", Permission::BrokerRetainedBank, "nynnynn");
    row("credentials and rules are the administrator's", Permission::AccessAdmin, "nnnnynn");
    row("S2-09 everybody's own events, if he has an account", Permission::EventStream, "yyyyyyy");
    row("S3-65 channels are the staff's", Permission::ChannelsRead, "yyyyyyn");
    row("S3-52 test events are for who looks after the hub", Permission::ChannelsTest, "nyyyynn");
    row("S4-56 messaging is everybody's, by topic", Permission::MessagingUse, "yyyyyyy");
    row("S4-57 publishing too", Permission::MessagingPublish, "yyyyyyy");
    row("S4-58 subscribing too", Permission::MessagingSubscribe, "yyyyyyy");
    row("metrics are not the till's", Permission::Metrics, "nyyyyyn");
    row("users are the administrator's", Permission::UsersAdmin, "nnnnynn");
    row("S2-72 keys are the administrator's", Permission::KeysAdmin, "nnnnynn");
    row("who may read the audit", Permission::AuditRead, "nnnnyyn");
    row("log levels", Permission::ServerAct, "nnnyynn");
    row("S2-35 tickets are everybody's", Permission::StreamTicket, "yyyyyyy");
}

void TestPermission::roleTable()
{
    QFETCH(Permission, permission);
    QString found;
    for (const Role role : roles)
        found += allows(role, permission) ? u'y' : u'n';
    QTEST(found, "allowed");
    for (const Role role : roles)
        QCOMPARE(mayDo(person(role, 7), permission), allows(role, permission));
}

void TestPermission::whatIsNotInTheTableIsDenied()
{
    const auto unknown = static_cast<Permission>(99);
    QVERIFY(!allows(Role::Administrator, unknown));
    ScopeSet all;
    for (const Scope scope : allScopes())
        all.add(scope);
    QVERIFY(!mayDo(key(all), unknown));
    QVERIFY(!mayDo(Principal(), Permission::OwnSession)); // nobody
}

void TestPermission::streamingNeedsAnAccount()
{
    QVERIFY(!mayDo(person(Role::Client), Permission::EventStream));
    QVERIFY(mayDo(person(Role::Client, 7), Permission::EventStream));
    QVERIFY(!mayDo(key({Scope::EventsRead}), Permission::EventStream));
    QVERIFY(mayDo(key({Scope::EventsRead}, 7), Permission::EventStream)); // S2-06
}

void TestPermission::scopeTable_data()
{
    QTest::addColumn<Permission>("permission");
    QTest::addColumn<QStringList>("scopes"); // any of which is enough
    const auto row = [](const char *name, Permission permission, const QStringList &scopes) {
        QTest::addRow("%s", name) << permission << scopes;
    };
    row("a key has no session of its own", Permission::OwnSession, {});
    row("bank:read reads the bank", Permission::BankRead, {u"bank:read"_s});
    row("bank:post posts", Permission::BankPost, {u"bank:post"_s});
    row("bank:open opens accounts", Permission::BankOpen, {u"bank:open"_s});
    row("qr:read reads QR codes, and who makes them reads them", Permission::QrRead, {u"qr:create"_s, u"qr:read"_s});
    row("qr:create makes them", Permission::QrCreate, {u"qr:create"_s});
    row("no key decides on suspense", Permission::QrResolve, {});
    row("the feed's status", Permission::LiveStatus, {u"bank:read"_s, u"broker:read"_s});
    row("broker:read reads the broker", Permission::BrokerRead, {u"broker:read"_s});
    row("no key acts on the broker", Permission::BrokerAct, {});
    row("no key deletes retained messages", Permission::BrokerRetained, {});
    row("nor the bank's", Permission::BrokerRetainedBank, {});
    row("no key changes access rules", Permission::AccessAdmin, {});
    row("S2-06 events:read streams", Permission::EventStream, {u"events:read"_s});
    row("channels:read listens", Permission::ChannelsRead, {u"channels:read"_s});
    row("channels:test tests", Permission::ChannelsTest, {u"channels:test"_s});
    row("either MQTT scope uses messaging", Permission::MessagingUse, {u"mqtt:publish"_s, u"mqtt:subscribe"_s});
    row("mqtt:publish publishes", Permission::MessagingPublish, {u"mqtt:publish"_s});
    row("mqtt:subscribe subscribes", Permission::MessagingSubscribe, {u"mqtt:subscribe"_s});
    row("metrics:read scrapes", Permission::Metrics, {u"metrics:read"_s});
    row("no key makes users", Permission::UsersAdmin, {});
    row("no key makes keys", Permission::KeysAdmin, {});
    row("audit:read exports the audit", Permission::AuditRead, {u"audit:read"_s});
    row("no key changes the server", Permission::ServerAct, {});
}

void TestPermission::scopeTable()
{
    QFETCH(Permission, permission);
    QStringList found;
    for (const Scope scope : allScopes()) {
        if (mayDo(key({scope}, 7), permission))
            found.append(word(scope));
    }
    QTEST(found, "scopes");
    QVERIFY(!mayDo(key({}, 7), permission));
}

void TestPermission::aKeyMayNoMoreThanItsUser()
{
    Principal who = key({Scope::BankRead, Scope::BankPost});
    QVERIFY(mayDo(who, Permission::BankPost));
    who.user = UserId(1);
    who.role = Role::Auditor;
    QVERIFY(!mayDo(who, Permission::BankPost));
    QVERIFY(mayDo(who, Permission::BankRead));
    who.role = Role::Administrator;
    QVERIFY(mayDo(who, Permission::BankPost));
    QVERIFY(!mayDo(who, Permission::UsersAdmin));
}

void TestPermission::scopesHaveWords()
{
    ScopeSet all;
    for (const Scope scope : allScopes()) {
        QCOMPARE(parseScope(QString(word(scope))), std::optional(scope));
        QVERIFY(!all.has(scope));
        all.add(scope);
    }
    QCOMPARE(all.words().size(), static_cast<qsizetype>(allScopes().size()));
    QVERIFY(!parseScope(u"bank:*"));
    QVERIFY(!parseScope(u""));
    QVERIFY(ScopeSet().isEmpty());
}

void TestPermission::sameIdentity_data()
{
    QTest::addColumn<Principal>("a");
    QTest::addColumn<Principal>("b");
    QTest::addColumn<bool>("same");
    Principal other = person(Role::Client, 7);
    other.user = UserId(2);
    Principal forUser = key({Scope::EventsRead}, 7);
    forUser.user = UserId(1);
    Principal otherKey = key({Scope::EventsRead}, 7);
    otherKey.keyId = "12345678";
    QTest::addRow("one user twice") << person(Role::Client, 7) << person(Role::Client, 7) << true;
    QTest::addRow("two users of one account") << person(Role::Client, 7) << other << false;
    QTest::addRow("a user and his own key") << person(Role::Client, 7) << forUser << true;
    QTest::addRow("a user and his key for another account") << person(Role::Client, 8) << forUser << false;
    QTest::addRow("a user and a key of nobody") << person(Role::Client, 7) << key({}, 7) << false;
    QTest::addRow("one key twice") << key({}, 7) << key({}, 7) << true;
    QTest::addRow("two keys of one account") << key({}, 7) << otherKey << false;
}

void TestPermission::sameIdentity()
{
    QFETCH(Principal, a);
    QFETCH(Principal, b);
    QTEST(isSameIdentity(a, b), "same");
    QTEST(isSameIdentity(b, a), "same");
}

QTEST_APPLESS_MAIN(TestPermission)
#include "tst_permission.moc"
