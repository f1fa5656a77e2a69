// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/authenticator.h"
#include "support/fakeclock.h"
#include "support/memoryuserstore.h"
#include "support/verify.h"
#include <QtTest>

using namespace auth;
using namespace std::chrono_literals;
using base::ErrorCode;

namespace {

const QString here = u"192.0.2.1"_qs;

/// An authenticator over memory and a clock by hand.
struct Bench
{
    support::FakeClock clock;
    support::MemoryUserStore store;
    std::unique_ptr<Authenticator> authenticator;
    SnapshotPtr published;

    Bench()
    {
        Authenticator::Settings settings;
        settings.cost = PasswordCost::cheapest();
        authenticator = std::move(*Authenticator::create(store, clock, tokens(), settings,
                                                         [this](SnapshotPtr snapshot) { published = snapshot; }));
    }
    static AccessTokens tokens() { return AccessTokens(*Jwt::create(QByteArray(32, 'k')), 15min); }
    void addAna()
    {
        QVERIFY_OK(authenticator->createUser({u"Ana"_qs, u"Ana P."_qs, Role::Teller, u"correct horse"_qs, false}));
    }
    base::Result<Principal> principal(const QByteArray &accessToken) const
    {
        return tokens().verify(accessToken, *published, clock.utcNow());
    }
    Attempt<Session> login(const QString &password = u"correct horse"_qs)
    {
        return authenticator->login(u"ana"_qs, password, here);
    }
};

} // namespace

class TestAuthenticator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstAdministratorComesOnce();
    void logsIn();
    void tellsNeitherNameNorPassword_data();
    void tellsNeitherNameNorPassword();
    void disabledUsersDoNotGetIn();
    void throttlesByTheClock();
    void refreshRotates();
    void reuseRevokesTheLogin();
    void refreshTokensExpire();
    void aLoginEndsHoweverOftenItIsRefreshed();
    void logoutEndsTheAccessTokenToo();
    void logoutOfAnUnknownTokenIsNoError();
    void passwordChangeEndsOtherLogins();
    void passwordChangeRefuses_data();
    void passwordChangeRefuses();
    void makesOutdatedHashesAnew();
    void createsUsersOnce();
    void aFailingStoreIsNoWrongPassword();
};

void TestAuthenticator::firstAdministratorComesOnce()
{
    Bench bench;
    const auto first = bench.authenticator->ensureAdministrator();
    QVERIFY_OK(first);
    QVERIFY(first->has_value());
    QVERIFY((*first)->password.size() >= 20);
    const auto session = bench.authenticator->login((*first)->username, (*first)->password, here);
    QVERIFY_OK(session.result);
    QVERIFY(session.result->user.mustChangePassword);
    QCOMPARE(session.result->user.role, Role::Administrator);
    const auto second = bench.authenticator->ensureAdministrator();
    QVERIFY_OK(second);
    QVERIFY(!second->has_value());
}

void TestAuthenticator::logsIn()
{
    Bench bench;
    bench.addAna();
    const auto session = bench.authenticator->login(u" ANA "_qs, u"correct horse"_qs, here);
    QVERIFY_OK(session.result);
    QCOMPARE(session.result->expiresIn, 900s);
    const auto who = bench.principal(session.result->accessToken);
    QVERIFY_OK(who);
    QCOMPARE(who->username, u"ana"_qs);
}

void TestAuthenticator::tellsNeitherNameNorPassword_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("password");
    QTest::addRow("a wrong password") << u"ana"_qs << u"wrong"_qs;
    QTest::addRow("an unknown user") << u"eva"_qs << u"correct horse"_qs;
    QTest::addRow("a name that cannot be") << u"a/b#+"_qs << u"correct horse"_qs;
    QTest::addRow("an empty name") << QString() << u"x"_qs;
    QTest::addRow("an empty password") << u"ana"_qs << QString();
    QTest::addRow("a password of a megabyte") << u"ana"_qs << QString(1'000'000, u'x');
}

void TestAuthenticator::tellsNeitherNameNorPassword()
{
    QFETCH(QString, name);
    QFETCH(QString, password);
    Bench bench;
    bench.addAna();
    const auto attempt = bench.authenticator->login(name, password, here);
    QVERIFY(!attempt.result);
    QCOMPARE(attempt.result.error().code(), ErrorCode::Unauthenticated);
    QCOMPARE(attempt.result.error().message(), u"wrong user name or password"_qs);
}

void TestAuthenticator::disabledUsersDoNotGetIn()
{
    Bench bench;
    bench.addAna();
    User ana = **bench.store.findUser(u"ana"_qs);
    ana.enabled = false;
    QVERIFY_OK(bench.store.updateUser(ana));
    QCOMPARE(bench.login().result.error().code(), ErrorCode::Unauthenticated);
}

void TestAuthenticator::throttlesByTheClock()
{
    Bench bench;
    bench.addAna();
    for (int i = 0; i < 5; ++i)
        QCOMPARE(bench.login(u"wrong"_qs).result.error().code(), ErrorCode::Unauthenticated);
    const auto waiting = bench.login(); // even the right one has to wait
    QCOMPARE(waiting.result.error().code(), ErrorCode::LimitExceeded);
    QCOMPARE(waiting.retryAfter, 1s);
    bench.clock.advance(1s);
    QVERIFY_OK(bench.login().result);
}

void TestAuthenticator::refreshRotates()
{
    Bench bench;
    bench.addAna();
    const Session first = *bench.login().result;
    bench.clock.advance(10min);
    const auto second = bench.authenticator->refresh(first.refreshToken);
    QVERIFY_OK(second);
    QVERIFY(second->refreshToken != first.refreshToken);
    QVERIFY(second->accessToken != first.accessToken);
    QVERIFY_OK(bench.principal(second->accessToken));
    QVERIFY_OK(bench.authenticator->refresh(second->refreshToken));
}

void TestAuthenticator::reuseRevokesTheLogin()
{
    Bench bench;
    bench.addAna();
    const Session first = *bench.login().result;
    const Session other = *bench.login().result;
    const Session second = *bench.authenticator->refresh(first.refreshToken);
    const auto reused = bench.authenticator->refresh(first.refreshToken);
    QCOMPARE(reused.error().code(), ErrorCode::Unauthenticated);
    QVERIFY(!bench.authenticator->refresh(second.refreshToken)); // the newest token is worth nothing either
    QVERIFY(!bench.principal(second.accessToken));
    QVERIFY_OK(bench.principal(other.accessToken)); // another login of the same user lives on
    QVERIFY_OK(bench.authenticator->refresh(other.refreshToken));
}

void TestAuthenticator::refreshTokensExpire()
{
    Bench bench;
    bench.addAna();
    const Session session = *bench.login().result;
    bench.clock.advance(12h);
    QCOMPARE(bench.authenticator->refresh(session.refreshToken).error().code(), ErrorCode::Unauthenticated);
}

void TestAuthenticator::aLoginEndsHoweverOftenItIsRefreshed()
{
    Bench bench;
    bench.addAna();
    Session session = *bench.login().result;
    for (int hours = 11; hours < 24 * 7; hours += 11) {
        bench.clock.advance(11h);
        const auto next = bench.authenticator->refresh(session.refreshToken);
        QVERIFY_OK(next);
        session = *next;
    }
    bench.clock.advance(11h);
    QVERIFY(!bench.authenticator->refresh(session.refreshToken));
}

void TestAuthenticator::logoutEndsTheAccessTokenToo()
{
    Bench bench;
    bench.addAna();
    const Session session = *bench.login().result;
    QVERIFY_OK(bench.principal(session.accessToken));
    QVERIFY_OK(bench.authenticator->logout(session.refreshToken));
    QVERIFY(!bench.principal(session.accessToken));
    QVERIFY(!bench.authenticator->refresh(session.refreshToken));
}

void TestAuthenticator::logoutOfAnUnknownTokenIsNoError()
{
    Bench bench;
    QVERIFY_OK(bench.authenticator->logout("nonsense"));
    QVERIFY_OK(bench.authenticator->logout(QByteArray()));
}

void TestAuthenticator::passwordChangeEndsOtherLogins()
{
    Bench bench;
    QVERIFY_OK(bench.authenticator->createUser({u"ana"_qs, {}, Role::Teller, u"correct horse"_qs, true}));
    const Session mine = *bench.login().result;
    const Session other = *bench.login().result;
    const Principal who = *bench.principal(mine.accessToken);
    QVERIFY(who.mustChangePassword);
    QVERIFY_OK(bench.authenticator->changePassword(who, u"correct horse"_qs, u"battery staple"_qs, here).result);
    QVERIFY(!bench.login().result);
    const auto again = bench.login(u"battery staple"_qs);
    QVERIFY_OK(again.result);
    QVERIFY(!again.result->user.mustChangePassword);
    QVERIFY_OK(bench.principal(mine.accessToken));
    QVERIFY(!bench.principal(mine.accessToken)->mustChangePassword);
    QVERIFY(!bench.principal(other.accessToken));
    QVERIFY(!bench.authenticator->refresh(other.refreshToken));
    QVERIFY_OK(bench.authenticator->refresh(mine.refreshToken));
}

void TestAuthenticator::passwordChangeRefuses_data()
{
    QTest::addColumn<QString>("current");
    QTest::addColumn<QString>("next");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QString &current, const QString &next, ErrorCode code) {
        QTest::addRow("%s", name) << current << next << static_cast<int>(code);
    };
    const QString right = u"correct horse"_qs;
    row("a wrong current one is no 401: the session is good", u"wrong"_qs, u"battery staple"_qs,
        ErrorCode::PermissionDenied);
    row("a short one", right, u"short"_qs, ErrorCode::InvalidArgument);
    row("the same one", right, right, ErrorCode::InvalidArgument);
    row("a very long one", right, QString(300, u'x'), ErrorCode::InvalidArgument);
}

void TestAuthenticator::passwordChangeRefuses()
{
    QFETCH(QString, current);
    QFETCH(QString, next);
    QFETCH(int, code);
    Bench bench;
    bench.addAna();
    const Session session = *bench.login().result;
    const Principal who = *bench.principal(session.accessToken);
    const auto attempt = bench.authenticator->changePassword(who, current, next, here);
    QVERIFY(!attempt.result);
    QCOMPARE(static_cast<int>(attempt.result.error().code()), code);
    QVERIFY_OK(bench.login().result); // nothing changed
}

void TestAuthenticator::makesOutdatedHashesAnew()
{
    Bench bench;
    bench.addAna();
    User ana = **bench.store.findUser(u"ana"_qs);
    const QByteArray outdated = *PasswordHasher::create({2, 16U * 1024})->hash("correct horse");
    ana.passwordHash = outdated;
    QVERIFY_OK(bench.store.updateUser(ana));
    QVERIFY_OK(bench.login().result);
    QVERIFY((**bench.store.findUser(u"ana"_qs)).passwordHash != outdated);
    QVERIFY_OK(bench.login().result);
}

void TestAuthenticator::createsUsersOnce()
{
    Bench bench;
    bench.addAna();
    const auto again = bench.authenticator->createUser({u"ANA"_qs, {}, Role::Teller, u"correct horse"_qs, false});
    QCOMPARE(again.error().code(), ErrorCode::AlreadyExists);
    const auto weak = bench.authenticator->createUser({u"eva"_qs, {}, Role::Teller, u"short"_qs, false});
    QCOMPARE(weak.error().code(), ErrorCode::InvalidArgument);
}

void TestAuthenticator::aFailingStoreIsNoWrongPassword()
{
    Bench bench;
    bench.addAna();
    for (int after = 0; after < 20; ++after) {
        bench.store.failAfter = after;
        const auto attempt = bench.login();
        if (attempt.result)
            return; // all calls of a login have failed once
        QCOMPARE(attempt.result.error().code(), ErrorCode::Io);
    }
    QFAIL("login never succeeded");
}

QTEST_APPLESS_MAIN(TestAuthenticator)
#include "tst_authenticator.moc"
