// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/jwt.h"
#include "auth/secrets.h"
#include "support/verify.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using auth::Jwt;

namespace {

const QByteArray key(32, 'k');
constexpr qint64 now = 1'700'000'000;

QByteArray part(const QByteArray &json)
{
    return auth::toBase64Url(json);
}

/// A token signed with our key, whatever its header and claims say.
QByteArray token(const QByteArray &header, const QByteArray &claims, const QByteArray &with = key)
{
    const QByteArray head = part(header) + '.' + part(claims);
    return head + '.' + auth::toBase64Url(auth::hmacSha256(with, head));
}

const QByteArray goodHeader = R"({"alg":"HS256","typ":"JWT"})";
const QByteArray goodClaims = R"({"sub":"ana","aud":"ventanilla","exp":1700000900,"iat":1700000000})";

base::Result<QJsonObject> verify(const QByteArray &text)
{
    return Jwt::create(key)->verify(text, {u"ventanilla"_qs, {now * 1000}});
}

} // namespace

class TestJwt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownTokensAreGood();
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void noByteMayChange();
    void refusesShortKeys();
};

void TestJwt::ownTokensAreGood()
{
    const auto jwt = Jwt::create(key);
    const QByteArray signedToken = jwt->sign({{u"aud"_qs, u"ventanilla"_qs}, {u"exp"_qs, now + 1}, {u"n"_qs, 7}});
    const auto claims = verify(signedToken);
    QVERIFY_OK(claims);
    QCOMPARE(claims->value(u"n").toInteger(), 7);
}

void TestJwt::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("a plain one") << token(goodHeader, goodClaims);
    QTest::addRow("aud among others") << token(goodHeader, R"({"aud":["x","ventanilla"],"exp":1700000001})");
    QTest::addRow("iat within the skew of 60 s")
        << token(goodHeader, R"({"aud":"ventanilla","exp":1700000900,"iat":1700000060})");
    QTest::addRow("nbf within the skew of 60 s")
        << token(goodHeader, R"({"aud":"ventanilla","exp":1700000900,"nbf":1700000060})");
    QTest::addRow("jku and jwk are not looked at")
        << token(R"({"alg":"HS256","jku":"http://evil/","jwk":{"k":"x"}})", goodClaims);
}

void TestJwt::accepts()
{
    QFETCH(QByteArray, text);
    QVERIFY_OK(verify(text));
}

void TestJwt::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray good = token(goodHeader, goodClaims);
    const QByteArray unsignedPart = part(R"({"alg":"none"})") + '.' + part(goodClaims);
    QTest::addRow("alg none without a signature") << QByteArray(unsignedPart + '.');
    QTest::addRow("alg none, signed all the same") << token(R"({"alg":"none"})", goodClaims);
    QTest::addRow("alg None in other case") << token(R"({"alg":"NoNe"})", goodClaims);
    QTest::addRow("RS256 with the key as HMAC secret (confusion)") << token(R"({"alg":"RS256"})", goodClaims);
    QTest::addRow("HS384 in the header") << token(R"({"alg":"HS384"})", goodClaims);
    QTest::addRow("alg in lower case") << token(R"({"alg":"hs256"})", goodClaims);
    QTest::addRow("no alg") << token(R"({"typ":"JWT"})", goodClaims);
    QTest::addRow("alg that is no text") << token(R"({"alg":["HS256"]})", goodClaims);
    QTest::addRow("another kid") << token(R"({"alg":"HS256","kid":"other"})", goodClaims);
    QTest::addRow("crit") << token(R"({"alg":"HS256","crit":["exp"]})", goodClaims);
    QTest::addRow("another key") << token(goodHeader, goodClaims, QByteArray(32, 'x'));
    QTest::addRow("expired this second") << token(goodHeader, R"({"aud":"ventanilla","exp":1700000000})");
    QTest::addRow("no exp") << token(goodHeader, R"({"aud":"ventanilla"})");
    QTest::addRow("exp as text") << token(goodHeader, R"({"aud":"ventanilla","exp":"1700000900"})");
    QTest::addRow("exp beyond reason") << token(goodHeader, R"({"aud":"ventanilla","exp":1e300})");
    QTest::addRow("exp negative") << token(goodHeader, R"({"aud":"ventanilla","exp":-1})");
    QTest::addRow("iat beyond the skew") << token(goodHeader,
                                                  R"({"aud":"ventanilla","exp":1700000900,"iat":1700000061})");
    QTest::addRow("nbf beyond the skew") << token(goodHeader,
                                                  R"({"aud":"ventanilla","exp":1700000900,"nbf":1700000061})");
    QTest::addRow("nbf as text") << token(goodHeader, R"({"aud":"ventanilla","exp":1700000900,"nbf":"0"})");
    QTest::addRow("another aud") << token(goodHeader, R"({"aud":"authenticated","exp":1700000900})");
    QTest::addRow("no aud") << token(goodHeader, R"({"exp":1700000900})");
    QTest::addRow("claims that are no object") << token(goodHeader, R"([1])");
    QTest::addRow("claims that are no JSON") << token(goodHeader, "{");
    QTest::addRow("an empty text") << QByteArray();
    QTest::addRow("two parts") << QByteArray(part(goodHeader) + '.' + part(goodClaims));
    QTest::addRow("four parts") << QByteArray(good + ".x");
    QTest::addRow("padding") << QByteArray(good + '=');
    QTest::addRow("a blank in it") << QByteArray(good.left(5) + ' ' + good.mid(5));
    QTest::addRow("a line break behind it") << QByteArray(good + '\n');
    QTest::addRow("a huge one") << QByteArray(5000, 'a');
    const QByteArray head = part(goodHeader) + '.' + part(goodClaims);
    QTest::addRow("an empty signature") << QByteArray(head + '.');
    QTest::addRow("a truncated signature")
        << QByteArray(head + '.' + auth::toBase64Url(auth::hmacSha256(key, head).first(31)));
}

void TestJwt::refuses()
{
    QFETCH(QByteArray, text);
    const auto claims = verify(text);
    QVERIFY(!claims);
    QCOMPARE(claims.error().code(), base::ErrorCode::Unauthenticated);
}

void TestJwt::noByteMayChange()
{
    const QByteArray good = token(goodHeader, goodClaims);
    QVERIFY_OK(verify(good));
    for (qsizetype i = 0; i < good.size(); ++i) {
        QByteArray bad = good;
        bad[i] = bad[i] == 'A' ? 'B' : 'A';
        QVERIFY2(!verify(bad), qPrintable(QString::number(i)));
    }
}

void TestJwt::refusesShortKeys()
{
    QVERIFY(!Jwt::create(QByteArray(31, 'k')));
    QVERIFY_OK(Jwt::create(QByteArray(32, 'k')));
}

QTEST_APPLESS_MAIN(TestJwt)
#include "tst_jwt.moc"
