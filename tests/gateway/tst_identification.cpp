// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which a request says who it comes from (S2-03 … S2-09, S2-35, S2-36).
#include "auth/apikey.h"
#include "auth/secrets.h"
#include "gateway/identification.h"
#include "support/fakeclock.h"
#include "support/verify.h"
#include <QtTest>

using namespace gateway;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using base::ErrorCode;

namespace {

/// Two users with an account each, a key of the first one's and a key of nobody's.
struct Bench
{
    Bench()
    {
        auto snapshot = std::make_shared<auth::Snapshot>();
        snapshot->users[auth::UserId(1)] = {u"eva"_s, u"Eva"_s, auth::Role::Client, 0, true, false, 7, {}};
        snapshot->users[auth::UserId(2)] = {u"leo"_s, u"Leo"_s, auth::Role::Client, 0, true, false, 8, {}};
        snapshot->users[auth::UserId(3)] = {u"new"_s, u"New"_s, auth::Role::Client, 0, true, true, 9, {}};
        const auto add = [&](const QByteArray &text, std::optional<qint64> account, std::optional<auth::UserId> user) {
            auth::ApiKey key;
            key.id = auth::apiKeyId(text);
            key.hash = auth::sha256(text);
            key.name = u"till"_s;
            key.scopes = {auth::Scope::EventsRead};
            key.accountId = account;
            key.user = user;
            snapshot->keys.insert(key.id, key);
        };
        add(evasKey, {}, auth::UserId(1));
        add(serviceKey, 7, {});
        callers.emplace(tokens(), snapshot, clock);
    }
    static auth::AccessTokens tokens() { return auth::AccessTokens(*auth::Jwt::create(QByteArray(32, 'k')), 15min); }
    QByteArray token(qint64 id, const QString &name) const
    {
        auth::User user;
        user.id = auth::UserId(id);
        user.username = name;
        return tokens().issue(user, "fam", clock.utcNow());
    }
    /// "{eva}" and its like in a text become tokens and keys.
    QByteArray filled(QByteArray text)
    {
        text.replace("{eva}", token(1, u"eva"_s)).replace("{leo}", token(2, u"leo"_s));
        text.replace("{new}", token(3, u"new"_s)).replace("{evaskey}", evasKey).replace("{key}", serviceKey);
        if (text.contains("{ticket}")) {
            const auto holder = callers->verify(token(1, u"eva"_s));
            text.replace("{ticket}", *callers->tickets().issue({*holder, AuthType::Jwt}, clock.monotonicNow()));
        }
        return text;
    }
    Exchange exchange(const QByteArray &query, const QByteArrayList &headers)
    {
        Exchange asked{{}, {}, {}, {}, {}, Door::Public, clock.utcNow(), Responder({}, {}, {})};
        asked.request.method = "GET";
        for (const QByteArray &header : headers) {
            const qsizetype colon = header.indexOf(':');
            asked.request.headers.append({header.first(colon), filled(header.mid(colon + 1).trimmed())});
        }
        const QByteArray target = "/events/stream?" + filled(query);
        asked.target = *web::parseTarget(target);
        return asked;
    }

    support::FakeClock clock;
    QByteArray evasKey = auth::makeApiKey();
    QByteArray serviceKey = auth::makeApiKey();
    std::optional<Identification> callers;
};

/// "eva jwt header", or the error's code.
QByteArray said(const base::Result<StreamCaller> &caller)
{
    if (!caller)
        return QByteArray(base::errorCodeName(caller.error().code()).data());
    return caller->principal.username.toLatin1().left(4) + ' ' + word(caller->authType).data() + ' ' +
           word(caller->tokenSource).data();
}

} // namespace

class TestIdentification : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streams_data();
    void streams();
    void requests_data();
    void requests();
    void aTicketIsGoodOnce();
    void whatWasGoodOnceIsNotGoodForEver_data();
    void whatWasGoodOnceIsNotGoodForEver();
    void aTicketFallsWithItsHolder();
};

void TestIdentification::whatWasGoodOnceIsNotGoodForEver_data()
{
    using Change = std::function<void(Bench &, auth::Snapshot &)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("good");
    QTest::newRow("nothing happens") << Change([](Bench &, auth::Snapshot &) {}) << true;
    QTest::newRow("the token runs out") << Change([](Bench &b, auth::Snapshot &) { b.clock.advance(15min); }) << false;
    QTest::newRow("its user is disabled")
        << Change([](Bench &, auth::Snapshot &users) { users.users[auth::UserId(1)].enabled = false; }) << false;
    QTest::newRow("its session is revoked")
        << Change([](Bench &, auth::Snapshot &users) { users.revokedFamilies.insert("fam"); }) << false;
}

void TestIdentification::whatWasGoodOnceIsNotGoodForEver()
{
    using Change = std::function<void(Bench &, auth::Snapshot &)>;
    QFETCH(Change, change);
    QFETCH(bool, good);
    Bench bench;
    const QByteArray token = bench.token(1, u"eva"_s);
    QVERIFY(bench.callers->verify(token));
    auto users = std::make_shared<auth::Snapshot>(*bench.callers->users());
    change(bench, *users);
    bench.callers->setUsers(users);
    QCOMPARE(bench.callers->verify(token).ok(), good);
}

void TestIdentification::streams_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArrayList>("headers");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *query, const QByteArrayList &headers, const char *expected) {
        QTest::addRow("%s", name) << QByteArray(query) << headers << QByteArray(expected);
    };
    row("S2-03 a key under api-key", "api-key={key}", {}, "key: apikey query");
    row("S2-04 a token under token", "token={eva}", {}, "eva jwt query");
    row("S2-05 a token in the header", "", {"Authorization: Bearer {eva}"}, "eva jwt header");
    row("S2-05 the scheme's case does not matter", "", {"authorization: bearer {eva}"}, "eva jwt header");
    row("S2-06 a key in the header", "", {"Authorization: Bearer {key}"}, "key: apikey header");
    row("S2-06 a key in X-API-Key", "", {"X-API-Key: {key}"}, "key: apikey header");
    row("S2-36 a key under token", "token={key}", {}, "key: apikey query");
    row("a token under api-key", "api-key={eva}", {}, "eva jwt query");
    row("S2-35 a ticket", "ticket={ticket}", {}, "eva jwt query");
    row("S2-09 the header goes before the query", "token={eva}", {"Authorization: Bearer {evaskey}"},
        "eva apikey header");
    row("S2-09 token goes before api-key", "api-key={evaskey}&token={eva}", {}, "eva jwt query");
    row("S2-09 two ways to one identity", "token={eva}&api-key={evaskey}", {"Authorization: Bearer {eva}"},
        "eva jwt header");
    row("S2-09 header and token of two users", "token={leo}", {"Authorization: Bearer {eva}"}, "malformed");
    row("S2-09 token and key of two identities", "token={eva}&api-key={key}", {}, "malformed");
    row("S2-09 a ticket of somebody else", "ticket={ticket}&token={leo}", {}, "malformed");
    row("S2-09 two headers", "", {"Authorization: Bearer {eva}", "X-API-Key: {key}"}, "malformed");
    row("one header twice", "", {"Authorization: Bearer {eva}", "Authorization: Bearer {eva}"}, "unauthenticated");
    row("a good one before a bad one", "token=old", {"Authorization: Bearer {eva}"}, "eva jwt header");
    row("S2-51 a bad one before a good one", "token={eva}", {"Authorization: Bearer old"}, "unauthenticated");
    row("S2-43 nothing", "", {}, "unauthenticated");
    row("S2-43 empty ones", "token=&api-key=&ticket=", {}, "unauthenticated");
    row("another scheme", "", {"Authorization: Basic ZXZhOnB3"}, "unauthenticated");
    row("no token in X-API-Key", "", {"X-API-Key: {eva}"}, "unauthenticated");
    row("an unknown key", "api-key=vk_live_00000000000000000000000000000000000000000000000000a", {}, "unauthenticated");
    row("a ticket that is none", "ticket=x", {}, "unauthenticated");
    row("whose password is not his own yet", "token={new}", {}, "permission_denied");
}

void TestIdentification::streams()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArrayList, headers);
    Bench bench;
    QTEST(said(bench.callers->identifyStream(bench.exchange(query, headers))), "expected");
}

void TestIdentification::requests_data()
{
    QTest::addColumn<QByteArrayList>("headers");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArrayList &headers, const char *expected) {
        QTest::addRow("%s", name) << headers << QByteArray(expected);
    };
    row("S4-56 a token", {"Authorization: Bearer {eva}"}, "eva");
    row("a key as bearer", {"Authorization: Bearer {key}"}, "key:");
    row("a key in X-API-Key", {"X-API-Key: {evaskey}"}, "eva");
    row("both, of one user", {"X-API-Key: {evaskey}", "Authorization: Bearer {eva}"}, "eva");
    row("S2-09 both, of two", {"X-API-Key: {key}", "Authorization: Bearer {eva}"}, "malformed");
    row("X-API-Key twice", {"X-API-Key: {key}", "X-API-Key: {key}"}, "unauthenticated");
    row("S2-08 nothing", {}, "unauthenticated");
    row("an empty header", {"Authorization: Bearer "}, "unauthenticated");
}

void TestIdentification::requests()
{
    QFETCH(QByteArrayList, headers);
    Bench bench;
    const auto who = bench.callers->identify(bench.exchange({}, headers).request);
    const QByteArray found =
        who ? who->username.left(4).toLatin1() : QByteArray(base::errorCodeName(who.error().code()).data());
    QTEST(found, "expected");
}

void TestIdentification::aTicketIsGoodOnce()
{
    Bench bench;
    const Exchange asked = bench.exchange("ticket={ticket}", {});
    QVERIFY_OK(bench.callers->identifyStream(asked));
    QVERIFY(!bench.callers->identifyStream(asked));
}

void TestIdentification::aTicketFallsWithItsHolder()
{
    Bench bench;
    const Exchange asked = bench.exchange("ticket={ticket}", {});
    auto later = std::make_shared<auth::Snapshot>(*bench.callers->users());
    later->users[auth::UserId(1)].enabled = false;
    bench.callers->setUsers(later);
    const auto refused = bench.callers->identifyStream(asked);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Unauthenticated);
}

QTEST_APPLESS_MAIN(TestIdentification)
#include "tst_identification.moc"
