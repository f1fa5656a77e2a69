// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/restcaller.h"
#include "fakehub.h"
#include "support/verify.h"

using namespace client;
using namespace std::chrono_literals;

class RestCallerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatGoesWrongOnTheWay_data()
    {
        QTest::addColumn<bool>("post");
        QTest::addColumn<int>("fate");
        QTest::addColumn<base::ErrorCode>("code");
        QTest::newRow("a change that was cut may have happened")
            << true << int(FakeHub::Fate::Cut) << base::ErrorCode::Timeout;
        QTest::newRow("a change that is not answered may have happened")
            << true << int(FakeHub::Fate::Silence) << base::ErrorCode::Timeout;
        QTest::newRow("a question that was cut changed nothing")
            << false << int(FakeHub::Fate::Cut) << base::ErrorCode::Unavailable;
        QTest::newRow("a question that is not answered timed out")
            << false << int(FakeHub::Fate::Silence) << base::ErrorCode::Timeout;
    }
    void whatGoesWrongOnTheWay()
    {
        QFETCH(const bool, post);
        QFETCH(const int, fate);
        QFETCH(const base::ErrorCode, code);
        FakeHub hub;
        hub.handler = [fate](const FakeHub::Request &) { return FakeHub::Answer{200, {}, {}, FakeHub::Fate(fate)}; };
        RestCaller caller(hub.address(), 200ms);
        RestRequest request;
        request.verb = post ? Verb::Post : Verb::Get;
        request.path = "/x";
        const auto answer = answerOf(caller.send(request));
        QVERIFY(!answer);
        QVERIFY2(answer.error().code() == code, qPrintable(answer.error().toString()));
    }
    void nobodyListens()
    {
        FakeHub hub;
        const HubAddress address = hub.address();
        hub.goDown();
        RestCaller caller(address, 1s);
        RestRequest request;
        request.verb = Verb::Post;
        request.path = "/x";
        const auto answer = answerOf(caller.send(request));
        QVERIFY(!answer);
        QVERIFY(answer.error().code() == base::ErrorCode::Unavailable);
    }
    void everyVerbSaysWhatItIs_data()
    {
        QTest::addColumn<Verb>("verb");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("a question has no body") << Verb::Get << QByteArray("GET") << QByteArray();
        QTest::newRow("a new thing") << Verb::Post << QByteArray("POST") << QByteArray("{}");
        QTest::newRow("a keystroke of a count") << Verb::Put << QByteArray("PUT") << QByteArray("{}");
        QTest::newRow("a limit of an account") << Verb::Patch << QByteArray("PATCH") << QByteArray("{}");
        QTest::newRow("what is taken back has no body") << Verb::Delete << QByteArray("DELETE") << QByteArray();
    }
    void everyVerbSaysWhatItIs()
    {
        QFETCH(const Verb, verb);
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, body);
        FakeHub hub;
        FakeHub::Request seen;
        hub.handler = [&seen](const FakeHub::Request &request) {
            seen = request;
            return FakeHub::Answer{204, {}, {}, FakeHub::Fate::Answer};
        };
        RestCaller caller(hub.address(), 5s);
        RestRequest request;
        request.verb = verb;
        request.path = "/x";
        request.body = "{}";
        QVERIFY(answerOf(caller.send(request)));
        QCOMPARE(seen.method, method);
        QCOMPARE(seen.body, body);
    }
    void refusalsAreRead_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<base::ErrorCode>("code");
        QTest::addColumn<QString>("message");
        QTest::newRow("a problem's own code counts, not the status")
            << 422 << FakeHub::problem(422, "insufficient_funds", "balance 10.00").body
            << base::ErrorCode::InsufficientFunds << u"balance 10.00"_qs;
        QTest::newRow("an unknown code falls back to the status")
            << 429 << FakeHub::problem(429, "brand_new", "slowly").body << base::ErrorCode::LimitExceeded
            << u"slowly"_qs;
        QTest::newRow("a proxy's page") << 503 << QByteArray("<html>") << base::ErrorCode::Unavailable
                                        << u"the hub answered with status 503"_qs;
        QTest::newRow("nothing at all") << 401 << QByteArray() << base::ErrorCode::Unauthenticated
                                        << u"the hub answered with status 401"_qs;
    }
    void refusalsAreRead()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const base::ErrorCode, code);
        QFETCH(const QString, message);
        FakeHub hub;
        hub.handler = [&](const FakeHub::Request &) { return FakeHub::Answer{status, body}; };
        RestCaller caller(hub.address(), 5s);
        RestRequest request;
        request.path = "/x";
        const auto answer = answerOf(caller.send(request));
        QVERIFY_OK(answer);
        QCOMPARE(answer->status, status);
        const base::Error error = refusal(*answer);
        QVERIFY(error.code() == code);
        QCOMPARE(error.message(), message);
    }
    void theConsoleSecretGoesToOurOwnHubAlone()
    {
        FakeHub hub;
        RestRequest request;
        request.path = "/x";
        request.bearer = "t0ken";
        RestCaller own(hub.address("s3cret"), 5s);
        RestCaller remote(hub.address(), 5s);
        QVERIFY_OK(answerOf(own.send(request)));
        QVERIFY_OK(answerOf(remote.send(request)));
        QCOMPARE(hub.requests[0].headers.value("x-ventanilla-console"), QByteArray("s3cret"));
        QCOMPARE(hub.requests[0].headers.value("x-ventanilla-channel"), QByteArray("CAJA"));
        QCOMPARE(hub.requests[0].headers.value("authorization"), QByteArray("Bearer t0ken"));
        QVERIFY(!hub.requests[1].headers.contains("x-ventanilla-console"));
    }
    void redirectsAreNotFollowed()
    {
        FakeHub hub, other;
        const QByteArray elsewhere = other.address().base.toEncoded();
        hub.handler = [&](const FakeHub::Request &) {
            return FakeHub::Answer{307, {}, "Location: " + elsewhere + "/y\r\n"};
        };
        RestCaller caller(hub.address(), 5s);
        RestRequest request;
        request.path = "/x";
        const auto answer = answerOf(caller.send(request));
        QVERIFY_OK(answer);
        QCOMPARE(answer->status, 307);
        QVERIFY(other.requests.isEmpty());
    }
    void closingAnswersWhatIsOpen()
    {
        FakeHub hub;
        hub.handler = [](const FakeHub::Request &) { return FakeHub::Answer{200, {}, {}, FakeHub::Fate::Silence}; };
        std::optional<base::ErrorCode> code;
        QObject context;
        {
            RestCaller caller(hub.address(), 60s);
            RestRequest request;
            request.path = "/x";
            whenDone<RestAnswer>(caller.send(request), &context,
                                 [&](base::Result<RestAnswer> answer) { code = answer.error().code(); });
            QTRY_COMPARE_WITH_TIMEOUT(hub.requests.size(), 1, 30'000);
            QVERIFY(!code);
        }
        QVERIFY(code == base::ErrorCode::Unavailable);
    }
};

QTEST_GUILESS_MAIN(RestCallerTest)
#include "tst_restcaller.moc"
