// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/ed25519.h"
#include "support/verify.h"

using auth::Ed25519;

class Ed25519Test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signsAsTheStandardSays();
    void refusesWhatIsAnother();
};

/// RFC 8032, section 7.1, test 2.
void Ed25519Test::signsAsTheStandardSays()
{
    const auto pair =
        Ed25519::fromSeed(QByteArray::fromHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    QVERIFY_OK(pair);
    QCOMPARE(pair->publicKey().toHex(), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const QByteArray signature = pair->sign("\x72");
    QCOMPARE(signature.toHex(),
             "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
             "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    QVERIFY(pair->verifies("\x72", signature));
    QCOMPARE(pair->id().size(), 16);
}

void Ed25519Test::refusesWhatIsAnother()
{
    QVERIFY(!Ed25519::fromSeed("short"));
    const auto pair = Ed25519::fromSeed(QByteArray(32, 's')).value();
    const QByteArray signature = pair.sign("dia");
    QVERIFY(!pair.verifies("dib", signature));
    QVERIFY(!pair.verifies("dia", signature.chopped(1)));
    QVERIFY(!pair.verifies("dia", QByteArray()));
    QVERIFY(!Ed25519::fromSeed(QByteArray(32, 't')).value().verifies("dia", signature));
}

QTEST_APPLESS_MAIN(Ed25519Test)
#include "tst_ed25519.moc"
