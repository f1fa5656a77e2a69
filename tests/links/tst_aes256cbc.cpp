// SPDX-License-Identifier: GPL-3.0-or-later
#include "links/aes256cbc.h"
#include "support/verify.h"

using base::ErrorCode;
using links::decryptFromBaneco;
using links::encryptForBaneco;

namespace {

const QByteArray key = "40A318B299F245C2B697176723088629";

} // namespace

class Aes256CbcTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsTheManualsExample();
    void readsWhatItWrote_data();
    void readsWhatItWrote();
    void neverWritesTheSameTwice();
    void refusesKeysOfAnotherLength();
    void refusesWhatIsNotEncryptedSo_data();
    void refusesWhatIsNotEncryptedSo();
};

void Aes256CbcTest::readsTheManualsExample()
{
    // SPEC 2.6: the example of the bank's own manual.
    const auto text = decryptFromBaneco("KJAzqjmwjxIOqVo5J3IH0/7fGmNdzuyszrlqexVSeos=", key);
    QVERIFY_OK(text);
    QCOMPARE(*text, QByteArray("1234"));
}

void Aes256CbcTest::readsWhatItWrote_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("an account") << QByteArray("1041070599");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("exactly one block") << QByteArray(16, 'a');
    QTest::newRow("letters beyond ASCII") << QByteArray("contraseña");
    QTest::newRow("long") << QByteArray(1'000, 'z');
}

void Aes256CbcTest::readsWhatItWrote()
{
    QFETCH(QByteArray, text);
    const auto encrypted = encryptForBaneco(text, key);
    QVERIFY_OK(encrypted);
    QVERIFY(text.isEmpty() || !encrypted->contains(text));
    QCOMPARE(decryptFromBaneco(*encrypted, key).valueOr("wrong"), text);
}

void Aes256CbcTest::neverWritesTheSameTwice()
{
    QVERIFY(encryptForBaneco("1234", key).valueOr({}) != encryptForBaneco("1234", key).valueOr({}));
}

void Aes256CbcTest::refusesKeysOfAnotherLength()
{
    for (const qsizetype size : {0, 16, 31, 33, 64}) {
        QCOMPARE(encryptForBaneco("x", QByteArray(size, 'k')).error().code(), ErrorCode::InvalidArgument);
        QCOMPARE(decryptFromBaneco("x", QByteArray(size, 'k')).error().code(), ErrorCode::InvalidArgument);
    }
}

void Aes256CbcTest::refusesWhatIsNotEncryptedSo_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no Base64") << QByteArray("*not base64*");
    QTest::newRow("a vector without a text") << QByteArray(16, 'x').toBase64();
    QTest::newRow("half a block") << QByteArray(40, 'x').toBase64();
}

void Aes256CbcTest::refusesWhatIsNotEncryptedSo()
{
    QFETCH(QByteArray, text);
    QCOMPARE(decryptFromBaneco(text, key).error().code(), ErrorCode::Malformed);
}

QTEST_APPLESS_MAIN(Aes256CbcTest)
#include "tst_aes256cbc.moc"
