// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/sealing.h"
#include "auth/secrets.h"
#include "support/verify.h"

using base::ErrorCode;

class SealingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensWhatItSealed_data();
    void opensWhatItSealed();
    void sealsDifferentlyEachTime();
    void refusesEverythingElse_data();
    void refusesEverythingElse();
};

void SealingTest::opensWhatItSealed_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("a password") << QByteArray("clave segura ñ");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("bytes of any kind") << QByteArray("\0\xFF\n", 3);
    QTest::newRow("long") << QByteArray(10'000, 'x');
}

void SealingTest::opensWhatItSealed()
{
    QFETCH(QByteArray, secret);
    const QByteArray key = auth::randomBytes(32);
    const QByteArray sealed = auth::seal(key, "qr.baneco.password", secret);
    QVERIFY(auth::isSealed(sealed));
    QVERIFY(secret.isEmpty() || !sealed.contains(secret));
    const auto opened = auth::unseal(key, "qr.baneco.password", sealed);
    QVERIFY_OK(opened);
    QCOMPARE(*opened, secret);
}

void SealingTest::sealsDifferentlyEachTime()
{
    const QByteArray key = auth::randomBytes(32);
    QVERIFY(auth::seal(key, "n", "s") != auth::seal(key, "n", "s"));
}

void SealingTest::refusesEverythingElse_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("sealed");
    const QByteArray key(32, 'k');
    const QByteArray good = auth::seal(key, "name", "secret");
    QByteArray changed = good;
    changed[good.size() - 2] = changed[good.size() - 2] == 'A' ? 'B' : 'A';
    QTest::newRow("SPEC 3 one character changed") << QByteArray("name") << changed;
    QTest::newRow("SPEC 3 kept under another name") << QByteArray("other") << good;
    QTest::newRow("SPEC 3 another key") << QByteArray("name") << auth::seal(QByteArray(32, 'x'), "name", "secret");
    QTest::newRow("cut short") << QByteArray("name") << good.chopped(4);
    QTest::newRow("only the mark") << QByteArray("name") << QByteArray("sealed1:");
    QTest::newRow("no Base64") << QByteArray("name") << QByteArray("sealed1:***");
    QTest::newRow("plain text") << QByteArray("name") << QByteArray("secret");
}

void SealingTest::refusesEverythingElse()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, sealed);
    const auto opened = auth::unseal(QByteArray(32, 'k'), name, sealed);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code(), ErrorCode::Corrupt);
    QVERIFY(!opened.error().message().contains(QStringLiteral("sealed1")));
}

QTEST_APPLESS_MAIN(SealingTest)
#include "tst_sealing.moc"
