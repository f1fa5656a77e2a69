// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/devicecredential.h"
#include "auth/mosquittohash.h"
#include "auth/secrethasher.h"
#include "support/verify.h"
#include <QtTest>

using auth::MosquittoHash;
using base::ErrorCode;

namespace {

// Written by mosquitto_passwd 2.0.11 for "clave del banco" and, with -H sha512, for "y".
const QByteArray slow =
    "$7$101$AGWEU+RGQk0INu05$kz/3McrSRiHDnudGQSiVEIS9cCjRawJAyzx5CNeXIO60VcS82FElV++3DTp4iqgRw9fD2a1Mz+"
    "0T0X2+mfCCiw==";
const QByteArray plain =
    "$6$oAtVmFItoVDi3AAH$qkGSHlCpXyTY3DG+uhPAVpbK5jVq3fidygnedxiid1wDjDHyvi1FF0ZmQpbD+n1pPOULt8ZjWsKj"
    "LtI8cgCDHw==";

} // namespace

class TestDeviceSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verifiesWhatMosquittoWrote();
    void makesWhatMosquittoReads();
    void refusesWhatIsNoHash_data();
    void refusesWhatIsNoHash();
    void checksEveryKindOfHash();
    void names_data();
    void names();
    void secrets();
};

void TestDeviceSecrets::verifiesWhatMosquittoWrote()
{
    QVERIFY(MosquittoHash::parse(slow)->verify("clave del banco")); // S0-52
    QVERIFY(!MosquittoHash::parse(slow)->verify("clave del Banco"));
    QVERIFY(!MosquittoHash::parse(slow)->verify(""));
    QVERIFY(MosquittoHash::parse(plain)->verify("y"));
    QVERIFY(!MosquittoHash::parse(plain)->verify("yy"));
}

void TestDeviceSecrets::makesWhatMosquittoReads()
{
    const QByteArray made = MosquittoHash::make("secreto largo", 101);
    QVERIFY(made.startsWith("$7$101$"));
    QVERIFY(MosquittoHash::parse(made)->verify("secreto largo"));
    QVERIFY(MosquittoHash::make("secreto largo", 101) != made); // a salt of its own
}

void TestDeviceSecrets::refusesWhatIsNoHash_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *name, const QByteArray &text, ErrorCode code = ErrorCode::Malformed) {
        QTest::addRow("%s", name) << text << code;
    };
    row("nothing", "");
    row("a password", "secreto");
    row("another kind", "$5$abc$def");
    row("argon2id", "$argon2id$v=19$m=64,t=1,p=1$c2FsdA$aGFzaA");
    row("no iterations", QByteArray(slow).replace("$101$", "$0$"));
    row("iterations in words", QByteArray(slow).replace("$101$", "$many$"));
    row("too many iterations to be harmless", QByteArray(slow).replace("$101$", "$1000001$"), ErrorCode::Unsupported);
    row("a salt that is no base64", QByteArray(slow).replace("AGWEU+", "A*WEU+"));
    row("an empty salt", "$6$$" + plain.mid(plain.lastIndexOf('$') + 1));
    row("a short key", slow.first(40) + "AAAA");
    row("one part too many", slow + "$x");
}

void TestDeviceSecrets::refusesWhatIsNoHash()
{
    QFETCH(QByteArray, text);
    const auto parsed = MosquittoHash::parse(text);
    QVERIFY(!parsed);
    QTEST(parsed.error().code(), "code");
}

void TestDeviceSecrets::checksEveryKindOfHash()
{
    const auto hasher = auth::SecretHasher::create(auth::PasswordCost::cheapest());
    QVERIFY_OK(hasher);
    const QByteArray own = *hasher->hash("secreto largo");
    QVERIFY(hasher->verify(own, "secreto largo"));
    QVERIFY(!hasher->isOutdated(own));
    QVERIFY(hasher->verify(slow, "clave del banco"));
    QVERIFY(hasher->isOutdated(slow));
    QVERIFY(hasher->isOutdated(plain));
    for (const QByteArray &none : {QByteArray(), QByteArray(""), QByteArray("$7$broken"), QByteArray("secreto largo")})
        QVERIFY(!hasher->verify(none, "secreto largo"));
}

void TestDeviceSecrets::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *what, const QString &name, bool good) {
        QTest::addRow("%s", what) << name << good;
    };
    row("S1-48 the seed's", u"device_001"_qs, true);
    row("S0-52 the seed's", u"banco_user"_qs, true);
    row("a CN with blanks and accents", u"Cámara frigorífica 3"_qs, true);
    row("nothing", QString(), false);
    row("a plus", u"a+b"_qs, false);
    row("a hash", u"a#"_qs, false);
    row("a slash", u"a/b"_qs, false);
    row("a colon: it would break a password file", u"a:b"_qs, false);
    row("NUL", QString(QChar(0)), false);
    row("a line's end", u"a\nb"_qs, false);
    row("a blank before", u" a"_qs, false);
    row("129 bytes", QString(129, u'a'), false);
    row("128 bytes", QString(128, u'a'), true);
}

void TestDeviceSecrets::names()
{
    QFETCH(QString, name);
    QTEST(auth::checkDeviceName(name).ok(), "good");
}

void TestDeviceSecrets::secrets()
{
    QVERIFY_OK(auth::checkDeviceSecret("12345678"));
    QVERIFY(!auth::checkDeviceSecret("1234567"));
    QVERIFY(!auth::checkDeviceSecret(QByteArray(1025, 'x')));
}

QTEST_APPLESS_MAIN(TestDeviceSecrets)
#include "tst_devicesecrets.moc"
