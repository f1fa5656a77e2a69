// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/accesstokens.h"
#include "support/verify.h"
#include <QJsonDocument>
#include <QtTest>

using namespace auth;
using namespace std::chrono_literals;

namespace {

constexpr base::UtcMs now{1'700'000'000'000};

User ana()
{
    User user;
    user.id = UserId(3);
    user.username = u"ana"_qs;
    user.role = Role::Teller;
    user.tokenEpoch = 2;
    return user;
}

Snapshot snapshotOf(const User &user)
{
    Snapshot snapshot;
    snapshot.users.insert(user.id, {user.username, u"Ana"_qs, user.role, user.tokenEpoch, user.enabled, false, {}});
    return snapshot;
}

AccessTokens tokens()
{
    return AccessTokens(*Jwt::create(QByteArray(32, 'k')), 15min);
}

} // namespace

class TestAccessTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesTheClaimsOfTheContract();
    void verifiesWhatItIssued();
    void refuses_data();
    void refuses();
    void theRoleIsTodaysRole();
};

void TestAccessTokens::carriesTheClaimsOfTheContract()
{
    const QByteArray token = tokens().issue(ana(), "fam", now);
    const QByteArray payload = QByteArray::fromBase64(token.split('.').at(1), QByteArray::Base64UrlEncoding);
    const QJsonObject claims = QJsonDocument::fromJson(payload).object();
    for (const char *name : {"sub", "user_id", "account_id", "role", "jti", "iat", "exp", "aud"})
        QVERIFY2(claims.contains(QLatin1StringView(name)), name);
    QCOMPARE(claims.value(u"role").toString(), u"cajero"_qs);
    QVERIFY(claims.value(u"account_id").isNull());
    QCOMPARE(claims.value(u"exp").toInteger() - claims.value(u"iat").toInteger(), 900);
}

void TestAccessTokens::verifiesWhatItIssued()
{
    const auto who = tokens().verify(tokens().issue(ana(), "fam", now), snapshotOf(ana()), now);
    QVERIFY_OK(who);
    QCOMPARE(who->username, u"ana"_qs);
    QCOMPARE(who->displayName, u"Ana"_qs);
    QCOMPARE(who->family, QByteArray("fam"));
    QVERIFY(AccessTokens::stillValid(*who, snapshotOf(ana()), now));
    QVERIFY(!AccessTokens::stillValid(*who, snapshotOf(ana()), {now.value + 900'000}));
}

void TestAccessTokens::refuses_data()
{
    QTest::addColumn<int>("what");
    QTest::addRow("an expired one") << 0;
    QTest::addRow("of a user that is gone") << 1;
    QTest::addRow("of a disabled user") << 2;
    QTest::addRow("of an older epoch") << 3;
    QTest::addRow("of a revoked login") << 4;
    QTest::addRow("of another user under the same number") << 5;
}

void TestAccessTokens::refuses()
{
    QFETCH(int, what);
    const QByteArray token = tokens().issue(ana(), "fam", now);
    base::UtcMs at = now;
    Snapshot snapshot = snapshotOf(ana());
    Snapshot::Entry &entry = snapshot.users[UserId(3)];
    if (what == 0)
        at.value += 900'000;
    else if (what == 1)
        snapshot.users.clear();
    else if (what == 2)
        entry.enabled = false;
    else if (what == 3)
        entry.tokenEpoch = 3;
    else if (what == 4)
        snapshot.revokedFamilies.insert("fam");
    else
        entry.username = u"eva"_qs;
    const auto who = tokens().verify(token, snapshot, at);
    QVERIFY(!who);
    QCOMPARE(who.error().code(), base::ErrorCode::Unauthenticated);
}

void TestAccessTokens::theRoleIsTodaysRole()
{
    Snapshot snapshot = snapshotOf(ana());
    snapshot.users[UserId(3)].role = Role::Auditor;
    const auto who = tokens().verify(tokens().issue(ana(), "fam", now), snapshot, now);
    QVERIFY_OK(who);
    QCOMPARE(who->role, Role::Auditor);
}

QTEST_APPLESS_MAIN(TestAccessTokens)
#include "tst_accesstokens.moc"
