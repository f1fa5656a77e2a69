// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens of another issuer, good ones and hostile ones (S4-56; SPEC 3 "JWT").
#include "auth/accesstokens.h"
#include "auth/foreigntokens.h"
#include "signer.h"
#include "support/verify.h"
#include <QtTest>

using namespace auth;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using support::Signer;

namespace {

constexpr base::UtcMs now{1'700'000'000'000};
constexpr qint64 nowSeconds = now.value / 1000;
const QByteArray secret = "super-secret-jwt-token-with-at-least-32-characters-long";

QByteArray hs256(const QByteArray &header, const QByteArray &claims, const QByteArray &key = secret)
{
    const QByteArray signedPart = toBase64Url(header) + '.' + toBase64Url(claims);
    return signedPart + '.' + toBase64Url(hmacSha256(key, signedPart));
}

/// As Supabase makes them; `more` replaces and adds.
QJsonObject claims(const QJsonObject &more = {})
{
    QJsonObject all{{u"sub"_s, u"8a1c"_s},
                    {u"role"_s, u"authenticated"_s},
                    {u"aud"_s, u"authenticated"_s},
                    {u"iat"_s, nowSeconds - 10},
                    {u"exp"_s, nowSeconds + 3600}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        if (it->isNull())
            all.remove(it.key());
        else
            all.insert(it.key(), *it);
    }
    return all;
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray supabase(const QJsonObject &more = {})
{
    return hs256(R"({"alg":"HS256","typ":"JWT","kid":"jXv1"})", json(claims(more)));
}

struct Keys
{
    Signer rsa{Signer::Kind::Rsa};
    Signer curve{Signer::Kind::Curve};
    Signer edwards{Signer::Kind::Edwards};
};

const Keys &keys()
{
    static const Keys made; // RSA keys take their time
    return made;
}

/// The secret and the three public keys; `8a1c` is the user 3.
Snapshot snapshot(const QString &issuer = {})
{
    ForeignTokens::Settings settings{issuer, u"authenticated"_s, {}};
    settings.keys.push_back(*ForeignKey::fromSecret(secret));
    for (const Signer *signer : {&keys().rsa, &keys().curve, &keys().edwards})
        settings.keys.push_back(ForeignKey::fromPem(signer->publicPem())->front());
    Snapshot made;
    made.foreign = std::make_shared<const ForeignTokens>(std::move(settings));
    made.users[UserId(3)] = {u"eva"_s, u"Eva"_s, Role::Client, 2, true, true, 7, {}};
    made.subjects[u"8a1c"_s] = UserId(3);
    return made;
}

AccessTokens tokens()
{
    return AccessTokens(*Jwt::create(QByteArray(32, 'k')), 15min);
}

} // namespace

class TestForeignTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesGoodOnes_data();
    void takesGoodOnes();
    void refuses_data();
    void refuses();
    void theSubjectMustStandForSomebody();
    void fallsWithItsUser_data();
    void fallsWithItsUser();
    void ownTokensStayOwn();
    void checksTheIssuer();
    void picksKeysByKid();
    void countsRevocationsWithoutJti();
};

void TestForeignTokens::takesGoodOnes_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addRow("S4-56 Supabase's") << supabase();
    QTest::addRow("without kid") << hs256(R"({"alg":"HS256"})", json(claims()));
    QTest::addRow("RS256") << keys().rsa.token({{u"alg"_s, u"RS256"_s}}, claims());
    QTest::addRow("ES256") << keys().curve.token({{u"alg"_s, u"ES256"_s}}, claims());
    QTest::addRow("EdDSA") << keys().edwards.token({{u"alg"_s, u"EdDSA"_s}}, claims());
    QTest::addRow("one of several audiences") << supabase({{u"aud"_s, QJsonArray{u"x"_s, u"authenticated"_s}}});
    QTest::addRow("a minute from the future") << supabase({{u"iat"_s, nowSeconds + 60}, {u"nbf"_s, nowSeconds + 60}});
    QTest::addRow("without iat") << supabase({{u"iat"_s, QJsonValue()}});
    QTest::addRow("whose jku nobody follows")
        << hs256(R"({"alg":"HS256","jku":"https://evil.example/keys"})", json(claims()));
}

void TestForeignTokens::takesGoodOnes()
{
    QFETCH(QByteArray, token);
    const auto who = tokens().verify(token, snapshot(), now);
    QVERIFY_OK(who);
    QVERIFY(who->kind == Principal::Kind::Foreign);
    QCOMPARE(who->username, u"eva"_s);
    QCOMPARE(who->accountId, std::optional<qint64>(7));
    QVERIFY(who->role == Role::Client);
    QVERIFY(!who->mustChangePassword); // his password is the other issuer's affair
    QVERIFY(AccessTokens::stillValid(*who, snapshot(), now));
    QVERIFY(!AccessTokens::stillValid(*who, snapshot(), {now.value + 3'600'000}));
}

void TestForeignTokens::refuses_data()
{
    QTest::addColumn<QByteArray>("token");
    const auto row = [](const char *name, const QByteArray &token) { QTest::addRow("%s", name) << token; };
    const QByteArray none = toBase64Url(R"({"alg":"none"})") + '.' + toBase64Url(json(claims())) + '.';
    row("alg none", none);
    row("alg None with a signature", hs256(R"({"alg":"None"})", json(claims())));
    row("alg none, signed with the secret", hs256(R"({"alg":"none"})", json(claims())));
    row("HS256 with the RSA public key as secret", hs256(R"({"alg":"HS256"})", json(claims()), keys().rsa.publicPem()));
    row("HS256 with the curve's public key as secret",
        hs256(R"({"alg":"HS256"})", json(claims()), keys().curve.publicPem()));
    row("RS256 said, HS256 made", hs256(R"({"alg":"RS256"})", json(claims())));
    row("HS256 said, RS256 made", keys().rsa.token({{u"alg"_s, u"HS256"_s}}, claims()));
    row("HS512", hs256(R"({"alg":"HS512"})", json(claims())));
    row("no alg", hs256(R"({"typ":"JWT"})", json(claims())));
    row("another key", Signer(Signer::Kind::Edwards).token({{u"alg"_s, u"EdDSA"_s}}, claims()));
    row("its own key in the header (jwk)",
        Signer(Signer::Kind::Edwards)
            .token({{u"alg"_s, u"EdDSA"_s}, {u"jwk"_s, QJsonObject{{u"kty"_s, u"OKP"_s}}}}, claims()));
    row("crit", hs256(R"({"alg":"HS256","crit":["exp"]})", json(claims())));
    const QByteArray curve = keys().curve.token({{u"alg"_s, u"ES256"_s}}, claims());
    const QByteArray curveHead = curve.left(curve.lastIndexOf('.') + 1);
    row("ES256 with zero r and s", curveHead + toBase64Url(QByteArray(64, '\0')));
    row("ES256 with a long signature", curveHead + toBase64Url(QByteArray(65, '\x01')));
    row("ES256 without a signature", curveHead);
    row("expired", supabase({{u"exp"_s, nowSeconds}}));
    row("without exp", supabase({{u"exp"_s, QJsonValue()}}));
    row("exp as a text", supabase({{u"exp"_s, u"1800000000"_s}}));
    row("exp beyond all calendars", supabase({{u"exp"_s, 1e300}}));
    row("not yet", supabase({{u"nbf"_s, nowSeconds + 61}}));
    row("issued in the future", supabase({{u"iat"_s, nowSeconds + 61}}));
    row("another audience", supabase({{u"aud"_s, u"anon"_s}}));
    row("no audience", supabase({{u"aud"_s, QJsonValue()}}));
    row("no subject", supabase({{u"sub"_s, QJsonValue()}}));
    row("a number as subject", supabase({{u"sub"_s, 8}}));
    row("a claim twice", hs256(R"({"alg":"HS256"})", QByteArray(json(claims())).insert(1, R"("exp":1,)")));
    row("a claim in disguise",
        hs256(R"({"alg":"HS256"})", QByteArray(json(claims())).insert(1, R"("s\u0075b":"other",)")));
    row("a header member twice", hs256(R"({"alg":"none","alg":"HS256"})", json(claims())));
    row("a huge one", supabase({{u"x"_s, QString(9000, u'x')}}));
    row("two parts", "eyJhbGciOiJIUzI1NiJ9.e30");
    row("four parts", supabase() + ".x");
    row("padding", supabase() + "=");
    row("bits left over", supabase().chopped(1) + (supabase().endsWith('A') ? 'B' : 'A'));
    row("no JSON", hs256("{", json(claims())));
    row("a list as claims", hs256(R"({"alg":"HS256"})", "[]"));
}

void TestForeignTokens::refuses()
{
    QFETCH(QByteArray, token);
    const auto who = tokens().verify(token, snapshot(), now);
    QVERIFY(!who);
    QCOMPARE(who.error().code(), base::ErrorCode::Unauthenticated);
}

void TestForeignTokens::theSubjectMustStandForSomebody()
{
    const auto who = tokens().verify(supabase({{u"sub"_s, u"stranger"_s}}), snapshot(), now);
    QVERIFY(!who);
    QCOMPARE(who.error().code(), base::ErrorCode::PermissionDenied); // 403
}

void TestForeignTokens::fallsWithItsUser_data()
{
    QTest::addColumn<int>("what");
    QTest::addRow("disabled") << 0;
    QTest::addRow("gone") << 1;
    QTest::addRow("his sessions were revoked") << 2;
    QTest::addRow("the subject stands for nobody any more") << 3;
    QTest::addRow("or for somebody else") << 4;
    QTest::addRow("the token was revoked") << 5;
    QTest::addRow("something was taken from him") << 6;
}

void TestForeignTokens::fallsWithItsUser()
{
    QFETCH(int, what);
    Snapshot later = snapshot();
    const QByteArray token = supabase({{u"jti"_s, u"one"_s}});
    const auto who = tokens().verify(token, later, now);
    QVERIFY_OK(who);
    Snapshot::Entry &entry = later.users[UserId(3)];
    if (what == 0)
        entry.enabled = false;
    else if (what == 1)
        later.users.remove(UserId(3));
    else if (what == 2)
        entry.validFrom = {now.value - 5'000};
    else if (what == 3)
        later.subjects.clear();
    else if (what == 4)
        later.subjects[u"8a1c"_s] = UserId(4);
    else if (what == 5)
        later.revokedTokens.insert("one", {now.value + 1});
    else
        entry.tokenEpoch = 3;
    QVERIFY(!AccessTokens::stillValid(*who, later, now));
    QCOMPARE(tokens().verify(token, later, now).ok(), what == 6); // open streams close; the token itself is good
}

void TestForeignTokens::ownTokensStayOwn()
{
    User eva;
    eva.id = UserId(3);
    eva.username = u"eva"_s;
    eva.tokenEpoch = 2;
    const auto who = tokens().verify(tokens().issue(eva, "fam", now), snapshot(), now);
    QVERIFY_OK(who);
    QVERIFY(who->kind == Principal::Kind::Person);
}

void TestForeignTokens::checksTheIssuer()
{
    const Snapshot strict = snapshot(u"https://x.supabase.co/auth/v1"_s);
    QVERIFY(!tokens().verify(supabase(), strict, now));
    QVERIFY(!tokens().verify(supabase({{u"iss"_s, u"https://x.supabase.co/auth/v1/"_s}}), strict, now));
    QVERIFY_OK(tokens().verify(supabase({{u"iss"_s, u"https://x.supabase.co/auth/v1"_s}}), strict, now));
}

void TestForeignTokens::picksKeysByKid()
{
    ForeignTokens::Settings settings{{}, u"authenticated"_s, {}};
    settings.keys.push_back(*ForeignKey::fromSecret(secret, u"a"_s));
    settings.keys.push_back(*ForeignKey::fromSecret(QByteArray(32, 'b'), u"b"_s));
    const ForeignTokens foreign(std::move(settings));
    const auto ok = [&foreign](const QByteArray &header) {
        const auto parts = JwtParts::split(hs256(header, json(claims())));
        return foreign.verify(*parts, now).ok();
    };
    QVERIFY(ok(R"({"alg":"HS256","kid":"a"})"));
    QVERIFY(!ok(R"({"alg":"HS256","kid":"b"})")); // that key did not make it
    QVERIFY(!ok(R"({"alg":"HS256","kid":"c"})")); // and no key is without a name
    QVERIFY(ok(R"({"alg":"HS256"})"));
}

void TestForeignTokens::countsRevocationsWithoutJti()
{
    const auto first = tokens().verify(supabase(), snapshot(), now);
    const auto second = tokens().verify(supabase({{u"exp"_s, nowSeconds + 3601}}), snapshot(), now);
    QVERIFY(!first->jti.isEmpty());
    QVERIFY(first->jti != second->jti);
}

QTEST_APPLESS_MAIN(TestForeignTokens)
#include "tst_foreigntokens.moc"
