// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of other issuers, by the examples of RFC 7515 (A.1 … A.3) and RFC 8037 (A.4).
#include "auth/foreignkey.h"
#include "auth/jwtparts.h"
#include "signer.h"
#include "support/verify.h"
#include <QtTest>

using namespace auth;
using namespace Qt::StringLiterals;
using support::Signer;

namespace {

const QByteArray payload =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const char *const hmacKey =
    R"({"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"})";
const char *const rsaKey =
    R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4)"
    R"(d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQO)"
    R"(S-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs)"
    R"(91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"})";
const char *const curveKey = R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                             R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";
const char *const edwardsKey = R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";

QJsonObject jwk(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

class TestForeignKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksTheExamplesOfTheRfcs_data();
    void checksTheExamplesOfTheRfcs();
    void badSignaturesOfCurves_data();
    void badSignaturesOfCurves();
    void refusesKeys_data();
    void refusesKeys();
    void readsPemFiles();
    void refusesPemFiles_data();
    void refusesPemFiles();
    void readsJwksFiles();
};

void TestForeignKey::checksTheExamplesOfTheRfcs_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<QByteArray>("signedPart");
    QTest::addColumn<QByteArray>("signature");
    QTest::addRow("RFC 7515 A.1") << QByteArray(hmacKey) << QByteArray("HS256")
                                  << QByteArray("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + payload)
                                  << QByteArray("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    QTest::addRow("RFC 7515 A.2")
        << QByteArray(rsaKey) << QByteArray("RS256") << QByteArray("eyJhbGciOiJSUzI1NiJ9." + payload)
        << QByteArray("cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujG"
                      "bds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K"
                      "0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6"
                      "LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw");
    QTest::addRow("RFC 7515 A.3")
        << QByteArray(curveKey) << QByteArray("ES256") << QByteArray("eyJhbGciOiJFUzI1NiJ9." + payload)
        << QByteArray("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
    QTest::addRow("RFC 8037 A.4")
        << QByteArray(edwardsKey) << QByteArray("EdDSA")
        << QByteArray("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc")
        << QByteArray("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
}

void TestForeignKey::checksTheExamplesOfTheRfcs()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, signedPart);
    QFETCH(QByteArray, signature);
    const auto made = ForeignKey::fromJwk(jwk(key.constData()));
    QVERIFY_OK(made);
    QTEST(QByteArray(made->algorithm().data()), "algorithm");
    QByteArray bytes = *fromBase64Url(signature);
    QVERIFY(made->verify(signedPart, bytes));
    QVERIFY(!made->verify(QByteArray(signedPart + 'x'), bytes));
    bytes[7] = static_cast<char>(bytes[7] ^ 1);
    QVERIFY(!made->verify(signedPart, bytes));
    QVERIFY(!made->verify(signedPart, QByteArray()));
    QVERIFY(!made->verify(signedPart, bytes.first(bytes.size() - 1)));
    QVERIFY(!made->verify(signedPart, QByteArray(bytes + '\0')));
}

void TestForeignKey::badSignaturesOfCurves_data()
{
    QTest::addColumn<QByteArray>("signature");
    QTest::addRow("zero r and s (CVE-2022-21449)") << QByteArray(64, '\0');
    QTest::addRow("zero r") << QByteArray(QByteArray(32, '\0') + QByteArray(32, '\x01'));
    QTest::addRow("zero s") << QByteArray(QByteArray(32, '\x01') + QByteArray(32, '\0'));
    QTest::addRow("r and s beyond the order") << QByteArray(64, '\xff');
    QTest::addRow("63 bytes") << QByteArray(63, '\x01');
    QTest::addRow("DER") << QByteArray("\x30\x06\x02\x01\x01\x02\x01\x01", 8);
}

void TestForeignKey::badSignaturesOfCurves()
{
    QFETCH(QByteArray, signature);
    QVERIFY(!ForeignKey::fromJwk(jwk(curveKey))->verify(QByteArray("eyJhbGciOiJFUzI1NiJ9." + payload), signature));
}

void TestForeignKey::refusesKeys_data()
{
    QTest::addColumn<QByteArray>("key");
    const auto row = [](const char *name, const char *key) { QTest::addRow("%s", name) << QByteArray(key); };
    row("no kind", "{}");
    row("a short secret", R"({"kty":"oct","k":"AyM1SysPpbyDfgZld3umjw"})");
    row("a private key", R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"x"})");
    row("another algorithm than its own",
        R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","alg":"HS256"})");
    row("another Edwards curve", R"({"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})");
    row("a short Edwards key", R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKx"})");
    row("another curve", R"({"kty":"EC","crv":"P-384","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                         R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})");
    row("a point that is not on the curve",
        R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
        R"("y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})");
    row("a small RSA key", R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp",)"
                           R"("e":"AQAB"})");
    row("RSA without e", R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAk"})");
}

void TestForeignKey::refusesKeys()
{
    QFETCH(QByteArray, key);
    const auto made = ForeignKey::fromJwk(jwk(key.constData()));
    QVERIFY(!made);
    QCOMPARE(made.error().code(), base::ErrorCode::InvalidArgument);
}

void TestForeignKey::readsPemFiles()
{
    QByteArray pem;
    const Signer signers[] = {Signer(Signer::Kind::Rsa), Signer(Signer::Kind::Curve), Signer(Signer::Kind::Edwards)};
    for (const Signer &signer : signers)
        pem += signer.publicPem();
    const auto keys = ForeignKey::fromPem(pem);
    QVERIFY_OK(keys);
    QCOMPARE(keys->size(), size_t(3));
    for (size_t i = 0; i < 3; ++i) {
        QCOMPARE(QByteArray(keys->at(i).algorithm().data()), signers[i].algorithm());
        QVERIFY(keys->at(i).verify("hello", signers[i].sign("hello")));
        QVERIFY(!keys->at(i).verify("hello", signers[(i + 1) % 3].sign("hello")));
    }
}

void TestForeignKey::refusesPemFiles_data()
{
    QTest::addColumn<QByteArray>("pem");
    QTest::addRow("nothing") << QByteArray();
    QTest::addRow("something else") << QByteArray("secret");
    QTest::addRow("a small RSA key") << Signer(Signer::Kind::Rsa, 1024).publicPem();
    QTest::addRow("one good and one broken") << QByteArray(
        Signer(Signer::Kind::Edwards).publicPem() + "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
}

void TestForeignKey::refusesPemFiles()
{
    QFETCH(QByteArray, pem);
    QVERIFY(!ForeignKey::fromPem(pem));
}

void TestForeignKey::readsJwksFiles()
{
    QByteArray curve(curveKey);
    curve.insert(1, R"("kid":"a","use":"sig","alg":"ES256",)");
    QByteArray other(rsaKey);
    other.insert(1, R"("use":"enc",)");
    const auto keys = ForeignKey::fromJwks("{\"keys\":[" + curve + ',' + other + ',' + edwardsKey + "]}");
    QVERIFY_OK(keys);
    QCOMPARE(keys->size(), size_t(2)); // not the one for encryption
    QCOMPARE(keys->at(0).kid(), u"a"_s);
    QVERIFY(keys->at(1).kid().isEmpty());
    QVERIFY(!ForeignKey::fromJwks("{\"keys\":[" + other + "]}"));
    QVERIFY(!ForeignKey::fromJwks("{\"keys\":[{\"kty\":\"EC\"}]}"));
    QVERIFY(!ForeignKey::fromJwks("[]"));
}

QTEST_APPLESS_MAIN(TestForeignKey)
#include "tst_foreignkey.moc"
