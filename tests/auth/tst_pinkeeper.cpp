// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/pinkeeper.h"
#include "auth/principal.h"
#include "support/fakeclock.h"
#include "support/memorypinstore.h"
#include "support/memoryuserstore.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::ErrorCode;

namespace {

const QString password = u"correct horse"_s;

struct Kit
{
    support::FakeClock clock;
    support::MemoryUserStore users;
    support::MemoryPinStore pins;
    std::unique_ptr<auth::Authenticator> authenticator;
    std::optional<auth::PinKeeper> keeper;
    auth::Principal sofia;

    Kit()
    {
        auth::Authenticator::Settings settings;
        settings.cost = auth::PasswordCost::cheapest();
        const auth::AccessTokens tokens(*auth::Jwt::create(QByteArray(32, 'k')), std::chrono::minutes(15));
        authenticator = std::move(*auth::Authenticator::create(users, clock, tokens, settings, {}));
        keeper.emplace(auth::PinKeeper::Parts{users, pins, *authenticator, clock},
                       *auth::PasswordHasher::create(auth::PasswordCost::cheapest()));
        const auto made =
            authenticator->createUser({u"sofia"_s, {}, auth::Role::Supervisor, password, false, std::nullopt, {}});
        sofia.username = made->username;
        sofia.user = made->id;
        sofia.role = auth::Role::Supervisor;
    }
    base::Result<QString> set(const QString &pin, const QString &with = password)
    {
        return keeper->set(sofia, with, pin, u"127.0.0.1"_s).result;
    }
    std::optional<ErrorCode> check(const QString &pin, const QString &name = u"sofia"_s)
    {
        const auto user = keeper->check(name, pin);
        return user ? std::nullopt : std::optional(user.error().code());
    }
};

} // namespace

class PinKeeperTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPinHasFourToEightDigits_data();
    void aPinHasFourToEightDigits();
    void settingTakesThePassword();
    void isKeptAsArgon2();
    void knowsTheRightOne();
    void locksAfterFiveWrongOnes();
    void aRightOneForgivesTheWrongOnes();
    void wrongOnesCountBeforeTheyAreCompared();
    void onlyWhoMayLogInMayApprove_data();
    void onlyWhoMayLogInMayApprove();
};

void PinKeeperTest::aPinHasFourToEightDigits_data()
{
    QTest::addColumn<QString>("pin");
    QTest::addColumn<bool>("isTaken");
    QTest::addRow("three are too few") << u"123"_s << false;
    QTest::addRow("four") << u"1234"_s << true;
    QTest::addRow("eight, zeros in front count") << u"00001234"_s << true;
    QTest::addRow("nine are too many") << u"123456789"_s << false;
    QTest::addRow("no letters") << u"12a4"_s << false;
    QTest::addRow("no digits of other scripts") << u"١٢٣٤"_s << false;
    QTest::addRow("not nothing") << QString() << false;
}

void PinKeeperTest::aPinHasFourToEightDigits()
{
    QFETCH(QString, pin);
    QFETCH(bool, isTaken);
    Kit kit;
    const auto set = kit.set(pin);
    QCOMPARE(set.ok(), isTaken);
    if (!isTaken)
        QCOMPARE(set.error().code(), ErrorCode::InvalidArgument);
    QCOMPARE(kit.check(pin).has_value(), !isTaken);
}

void PinKeeperTest::settingTakesThePassword()
{
    Kit kit;
    const auto set = kit.set(u"1234"_s, u"wrong horse"_s);
    QVERIFY(!set);
    QCOMPARE(set.error().code(), ErrorCode::PermissionDenied);
    QVERIFY(kit.pins.rows.empty());
}

void PinKeeperTest::isKeptAsArgon2()
{
    Kit kit;
    QVERIFY_OK(kit.set(u"1234"_s));
    QVERIFY(kit.pins.rows.at(kit.sofia.user->value()).hash.startsWith("$argon2id$"));
}

void PinKeeperTest::knowsTheRightOne()
{
    Kit kit;
    QCOMPARE(kit.check(u"1234"_s), std::optional(ErrorCode::PermissionDenied)); // nobody has set one
    QVERIFY_OK(kit.set(u"1234"_s));
    const auto user = kit.keeper->check(u"SOFIA"_s, u"1234"_s); // names have one form
    QVERIFY_OK(user);
    QCOMPARE(user->username, u"sofia"_s);
    QCOMPARE(kit.check(u"1235"_s), std::optional(ErrorCode::PermissionDenied));
    QCOMPARE(kit.check(u"1234"_s, u"nobody"_s), std::optional(ErrorCode::PermissionDenied));
    QVERIFY_OK(kit.set(u"5678"_s));
    QCOMPARE(kit.check(u"1234"_s), std::optional(ErrorCode::PermissionDenied));
    QCOMPARE(kit.check(u"5678"_s), std::nullopt);
}

void PinKeeperTest::locksAfterFiveWrongOnes()
{
    Kit kit;
    QVERIFY_OK(kit.set(u"1234"_s));
    for (int i = 0; i < auth::PinKeeper::maxFailures; ++i)
        QCOMPARE(kit.check(u"0000"_s), std::optional(ErrorCode::PermissionDenied));
    QVERIFY2(kit.check(u"1234"_s), "M11 the right one comes too late");
    kit.clock.advance(std::chrono::hours(24 * 365));
    QVERIFY2(kit.check(u"1234"_s), "M11 time does not help");
    QVERIFY_OK(kit.set(u"1234"_s)); // the password does
    QCOMPARE(kit.check(u"1234"_s), std::nullopt);
}

void PinKeeperTest::aRightOneForgivesTheWrongOnes()
{
    Kit kit;
    QVERIFY_OK(kit.set(u"1234"_s));
    for (int round = 0; round < 3; ++round) {
        for (int i = 1; i < auth::PinKeeper::maxFailures; ++i)
            QVERIFY(kit.check(u"0000"_s));
        QCOMPARE(kit.check(u"1234"_s), std::nullopt);
    }
}

void PinKeeperTest::wrongOnesCountBeforeTheyAreCompared()
{
    Kit kit;
    QVERIFY_OK(kit.set(u"1234"_s));
    kit.pins.isBroken = true; // nothing is counted, so nothing is told
    QCOMPARE(kit.check(u"1234"_s), std::optional(ErrorCode::Io));
}

void PinKeeperTest::onlyWhoMayLogInMayApprove_data()
{
    QTest::addColumn<bool>("enabled");
    QTest::addColumn<bool>("mustChange");
    QTest::addRow("M11 not who was switched off") << false << false;
    QTest::addRow("M11 not who has a one-time password") << true << true;
}

void PinKeeperTest::onlyWhoMayLogInMayApprove()
{
    QFETCH(bool, enabled);
    QFETCH(bool, mustChange);
    Kit kit;
    QVERIFY_OK(kit.set(u"1234"_s));
    auth::User user = **kit.users.findUser(u"sofia"_s);
    user.enabled = enabled;
    user.mustChangePassword = mustChange;
    QVERIFY_OK(kit.users.updateUser(user));
    QCOMPARE(kit.check(u"1234"_s), std::optional(ErrorCode::PermissionDenied));
}

QTEST_APPLESS_MAIN(PinKeeperTest)
#include "tst_pinkeeper.moc"
