// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/passwordhasher.h"
#include "support/verify.h"
#include <QtTest>

using namespace auth;

class TestPasswordHasher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verifiesWhatItHashed();
    void saltsDiffer();
    void refusesWhatIsNoHash_data();
    void refusesWhatIsNoHash();
    void knowsOutdatedHashes();
    void costOfPeople();
};

void TestPasswordHasher::verifiesWhatItHashed()
{
    const auto hasher = PasswordHasher::create(PasswordCost::cheapest());
    QVERIFY_OK(hasher);
    const auto hash = hasher->hash("correct horse");
    QVERIFY_OK(hash);
    QVERIFY(hash->startsWith("$argon2id$v=19$"));
    QVERIFY(hasher->verify(*hash, "correct horse"));
    QVERIFY(!hasher->verify(*hash, "correct horsf"));
    QVERIFY(!hasher->verify(*hash, ""));
    QVERIFY(!hasher->verify(*hash, QByteArrayView("correct horse\0", 14)));
}

void TestPasswordHasher::saltsDiffer()
{
    const auto hasher = PasswordHasher::create(PasswordCost::cheapest());
    QVERIFY(*hasher->hash("a") != *hasher->hash("a"));
}

void TestPasswordHasher::refusesWhatIsNoHash_data()
{
    QTest::addColumn<QByteArray>("hash");
    QTest::addRow("nothing") << QByteArray();
    QTest::addRow("the password itself") << QByteArray("secret");
    QTest::addRow("a bcrypt hash") << QByteArray("$2b$12$abcdefghijklmnopqrstuv");
    QTest::addRow("a very long text") << QByteArray(10'000, '$');
}

void TestPasswordHasher::refusesWhatIsNoHash()
{
    QFETCH(QByteArray, hash);
    const auto hasher = PasswordHasher::create(PasswordCost::cheapest());
    QVERIFY(!hasher->verify(hash, "secret"));
}

void TestPasswordHasher::knowsOutdatedHashes()
{
    const auto cheap = PasswordHasher::create(PasswordCost::cheapest());
    const auto dearer = PasswordHasher::create({2, 16U * 1024});
    const QByteArray hash = *cheap->hash("a");
    QVERIFY(!cheap->isOutdated(hash));
    QVERIFY(dearer->isOutdated(hash));
    QVERIFY(dearer->verify(hash, "a"));
}

void TestPasswordHasher::costOfPeople()
{
    const auto hasher = PasswordHasher::create(PasswordCost::people());
    QVERIFY_OK(hasher);
    const auto hash = hasher->hash("a");
    QVERIFY_OK(hash);
    QVERIFY2(hash->contains("$m=65536,t=3,p=1$"), hash->constData());
}

QTEST_APPLESS_MAIN(TestPasswordHasher)
#include "tst_passwordhasher.moc"
