// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/httphubclient.h"
#include "fakehub.h"
#include "support/fakeclock.h"
#include "support/verify.h"

using namespace client;
using namespace std::chrono_literals;

namespace {

HubTiming shortTimes()
{
    HubTiming timing;
    timing.call = 300ms;
    timing.betweenTries = 5ms;
    timing.feed.backoff = {5ms, 20ms};
    return timing;
}

NewTransaction deposit()
{
    NewTransaction transaction;
    transaction.cedula = u"1350509525"_qs;
    transaction.amount = base::Money::parse("150.00", base::Currency::usd()).value();
    return transaction;
}

} // namespace

class HttpHubClientTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_hub = std::make_unique<FakeHub>();
        m_clock = std::make_unique<support::FakeClock>();
        m_client = std::make_unique<HttpHubClient>(m_hub->address(), *m_clock, shortTimes());
        QVERIFY_OK(answerOf(m_client->login(u"ana"_qs, u"secreto"_qs)));
        QVERIFY(m_client->user());
    }
    void cleanup() { m_client.reset(); }

    void aDepositIsPosted()
    {
        onPost([](int) { return FakeHub::Answer{201, FakeHub::transactionJson(17)}; });
        const auto posted = answerOf(m_client->postTransaction(deposit(), IdempotencyKey::random()));
        QVERIFY_OK(posted);
        QCOMPARE(posted->transaction.folio, u"000017"_qs);
        QCOMPARE(posted->transaction.balanceAfter.toWire(), QByteArray("1150.00"));
        QVERIFY(!posted->alreadyApplied);
    }
    void anUnknownOutcomeIsAskedForWithTheSameKey()
    {
        onPost([](int attempt) {
            return attempt == 1 ? FakeHub::Answer{201, {}, {}, FakeHub::Fate::Silence}
                                : FakeHub::Answer{200, FakeHub::transactionJson(17), "Idempotency-Hit: true\r\n"};
        });
        const IdempotencyKey key = IdempotencyKey::random();
        const auto posted = answerOf(m_client->postTransaction(deposit(), key));
        QVERIFY_OK(posted);
        QVERIFY(posted->alreadyApplied);
        QCOMPARE(m_keys, (QList<QByteArray>{key.text(), key.text()}));
    }
    void anOutcomeThatStaysUnknownIsSaidToBeUnknown()
    {
        onPost([this](int attempt) {
            if (attempt == 1) // reached the hub, then the hub died: the second try is refused, the first still counts
                QTimer::singleShot(0, m_hub.get(), [this] { m_hub->goDown(); });
            return FakeHub::Answer{201, {}, {}, FakeHub::Fate::Silence};
        });
        const auto posted = answerOf(m_client->postTransaction(deposit(), IdempotencyKey::random()));
        QVERIFY(!posted);
        QVERIFY2(posted.error().code() == base::ErrorCode::Timeout, qPrintable(posted.error().toString()));
    }
    void aHubThatIsAwayHasSurelyNotApplied()
    {
        m_hub->goDown();
        const auto posted = answerOf(m_client->postTransaction(deposit(), IdempotencyKey::random()));
        QVERIFY(!posted);
        QVERIFY2(posted.error().code() == base::ErrorCode::Unavailable, qPrintable(posted.error().toString()));
    }
    void aRefusalIsNotRepeated()
    {
        onPost([](int) { return FakeHub::problem(422, "insufficient_funds", "balance 10.00"); });
        const auto posted = answerOf(m_client->postTransaction(deposit(), IdempotencyKey::random()));
        QVERIFY(!posted);
        QVERIFY(posted.error().code() == base::ErrorCode::InsufficientFunds);
        QCOMPARE(m_keys.size(), 1);
    }
    void aTokenThatIsNoLongerTakenIsReplacedOnce()
    {
        m_hub->handler = [this](const FakeHub::Request &request) {
            if (request.path() == "/auth/refresh")
                return m_hub->tokens();
            return request.headers.value("authorization") == "Bearer access1"
                       ? FakeHub::problem(401, "unauthenticated", "expired")
                       : FakeHub::Answer{200, R"({"items":[],"next_cursor":null,"epoch":"e1","seq":4})"};
        };
        const auto page = answerOf(m_client->transactions({}));
        QVERIFY_OK(page);
        QCOMPARE(page->seq, 4);
        QCOMPARE(page->epoch, u"e1"_qs);
        QVERIFY(page->nextCursor.isEmpty());
    }
    void aSecond401IsTheAnswer()
    {
        m_hub->handler = [this](const FakeHub::Request &request) {
            return request.path() == "/auth/refresh" ? m_hub->tokens() : FakeHub::problem(401, "unauthenticated", "no");
        };
        const auto page = answerOf(m_client->transactions({}));
        QVERIFY(!page);
        QVERIFY(page.error().code() == base::ErrorCode::Unauthenticated);
    }
    void aRevokedLoginEndsTheSession()
    {
        m_hub->handler = [](const FakeHub::Request &) { return FakeHub::problem(401, "unauthenticated", "revoked"); };
        QSignalSpy expired(m_client.get(), &HubClient::sessionExpired);
        QVERIFY(!answerOf(m_client->summary()));
        QCOMPARE(expired.count(), 1);
        QVERIFY(!m_client->user());
        QVERIFY(m_client->link().state == LinkState::Idle);
    }
    void anAnswerThatIsNoAnswerIsAnError()
    {
        m_hub->handler = [](const FakeHub::Request &) { return FakeHub::Answer{200, "{\"items\":3}"}; };
        const auto page = answerOf(m_client->accounts({}));
        QVERIFY(!page);
        QVERIFY2(page.error().toString().contains(u"the hub's answer"), qPrintable(page.error().toString()));
    }
    void destructionAnswersEveryCall()
    {
        m_hub->handler = [](const FakeHub::Request &) { return FakeHub::Answer{200, {}, {}, FakeHub::Fate::Silence}; };
        int answers = 0;
        QObject context;
        whenDone<contract::Summary>(m_client->summary(), &context, [&](auto r) { answers += r.ok() ? 0 : 1; });
        whenDone<Posted>(m_client->postTransaction(deposit(), IdempotencyKey::random()), &context,
                         [&](auto r) { answers += r.ok() ? 0 : 1; });
        QTRY_VERIFY_WITH_TIMEOUT(m_hub->requests.size() >= 3, 30'000);
        m_client.reset();
        QCOMPARE(answers, 2);
    }
    void aDestroyedCallerIsNotCalled()
    {
        m_hub->handler = [](const FakeHub::Request &) { return FakeHub::problem(404, "not_found", "x"); };
        bool called = false;
        {
            QObject context;
            whenDone<contract::Summary>(m_client->summary(), &context, [&](auto) { called = true; });
        }
        QVERIFY(!answerOf(m_client->summary())); // the former answer is in by now
        QVERIFY(!called);
    }
    void changingThePasswordClearsTheDuty()
    {
        QVERIFY_OK(answerOf(m_client->changePassword(u"secreto"_qs, u"nuevo-secreto"_qs)));
        QVERIFY(m_hub->requests.last().body.contains("nuevo-secreto"));
        QVERIFY(!m_client->user()->mustChangePassword);
    }

private:
    void onPost(std::function<FakeHub::Answer(int attempt)> answer)
    {
        m_keys.clear();
        m_hub->handler = [this, answer = std::move(answer)](const FakeHub::Request &request) {
            if (request.path() != "/api/v1/bank/transactions")
                return FakeHub::Answer{200, FakeHub::userJson()};
            m_keys.append(request.headers.value("idempotency-key"));
            return answer(static_cast<int>(m_keys.size()));
        };
    }
    std::unique_ptr<FakeHub> m_hub;
    std::unique_ptr<support::FakeClock> m_clock;
    std::unique_ptr<HttpHubClient> m_client;
    QList<QByteArray> m_keys;
};

QTEST_GUILESS_MAIN(HttpHubClientTest)
#include "tst_httphubclient.moc"
