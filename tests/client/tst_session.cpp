// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session.h"
#include "fakehub.h"
#include "support/fakeclock.h"
#include "support/verify.h"

using namespace client;
using namespace std::chrono_literals;

class SessionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_hub = std::make_unique<FakeHub>();
        m_clock = std::make_unique<support::FakeClock>();
        m_rest = std::make_unique<RestCaller>(m_hub->address(), 2s);
        m_session = std::make_unique<Session>(*m_rest, *m_clock);
    }
    void cleanup()
    {
        m_rest->close();
        m_session.reset();
        m_rest.reset();
    }

    void loginGivesTheUserAndAToken()
    {
        QSignalSpy changed(m_session.get(), &Session::userChanged);
        const auto user = answerOf(m_session->login(u"ana"_qs, u"secreto"_qs));
        QVERIFY_OK(user);
        QCOMPARE(user->displayName, u"Ana"_qs);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(answerOf(m_session->bearer()).value(), QByteArray("access1"));
    }
    void aWrongPasswordChangesNothing()
    {
        const auto user = answerOf(m_session->login(u"ana"_qs, u"falso"_qs));
        QVERIFY(!user);
        QVERIFY(user.error().code() == base::ErrorCode::Unauthenticated);
        QCOMPARE(user.error().message(), u"wrong user or password"_qs);
        QVERIFY(!m_session->user());
        QVERIFY(!answerOf(m_session->bearer()));
    }
    void theTokenIsRefreshedBeforeItExpires()
    {
        QVERIFY_OK(answerOf(m_session->login(u"ana"_qs, u"secreto"_qs)));
        m_clock->advance(719s);
        QCOMPARE(answerOf(m_session->bearer()).value(), QByteArray("access1"));
        m_clock->advance(2s); // 721 of 900 s
        QCOMPARE(answerOf(m_session->bearer()).value(), QByteArray("access2"));
        QVERIFY(m_hub->requests.last().body.contains("refresh1"));
    }
    void manyCallersShareOneRefresh()
    {
        QVERIFY_OK(answerOf(m_session->login(u"ana"_qs, u"secreto"_qs)));
        m_clock->advance(1h);
        QList<QByteArray> got;
        QObject context;
        for (int i = 0; i < 5; ++i)
            whenDone<QByteArray>(m_session->bearer(), &context, [&](auto token) { got.append(token.value()); });
        QTRY_COMPARE_WITH_TIMEOUT(got.size(), 5, 30'000);
        QCOMPARE(got.count("access2"), 5);
        QCOMPARE(m_hub->requests.size(), 2); // login and one refresh
    }
    void aSpentTokenIsReplaced()
    {
        QVERIFY_OK(answerOf(m_session->login(u"ana"_qs, u"secreto"_qs)));
        m_session->spent("another");
        QCOMPARE(answerOf(m_session->bearer()).value(), QByteArray("access1"));
        m_session->spent("access1");
        QCOMPARE(answerOf(m_session->bearer()).value(), QByteArray("access2"));
    }
    void aRefusedRefreshEndsTheSession()
    {
        QVERIFY_OK(answerOf(m_session->login(u"ana"_qs, u"secreto"_qs)));
        m_hub->handler = [](const FakeHub::Request &) {
            return FakeHub::problem(401, "unauthenticated", "the login was revoked");
        };
        QSignalSpy ended(m_session.get(), &Session::ended);
        m_clock->advance(1h);
        const auto token = answerOf(m_session->bearer());
        QVERIFY(!token);
        QCOMPARE(ended.count(), 1);
        QCOMPARE(ended[0][0].toString(), u"the login was revoked"_qs);
        QVERIFY(!m_session->user());
    }
    void aHubThatIsAwayDoesNotEndTheSession()
    {
        QVERIFY_OK(answerOf(m_session->login(u"ana"_qs, u"secreto"_qs)));
        m_hub->goDown();
        m_clock->advance(1h);
        QSignalSpy ended(m_session.get(), &Session::ended);
        const auto token = answerOf(m_session->bearer());
        QVERIFY(!token);
        QVERIFY(token.error().code() != base::ErrorCode::Unauthenticated);
        QCOMPARE(ended.count(), 0);
        QVERIFY(m_session->user());
        m_hub->listen();
        QCOMPARE(answerOf(m_session->bearer()).value(), QByteArray("access2"));
    }
    void logoutTellsTheHubAndForgets()
    {
        QVERIFY_OK(answerOf(m_session->login(u"ana"_qs, u"secreto"_qs)));
        QVERIFY_OK(answerOf(m_session->logout()));
        QVERIFY(!m_session->user());
        QCOMPARE(m_hub->requests.last().path(), QByteArray("/auth/logout"));
        QVERIFY(m_hub->requests.last().body.contains("refresh1"));
    }
    void unlockingEndsTheFormerLogin()
    {
        QVERIFY_OK(answerOf(m_session->login(u"ana"_qs, u"secreto"_qs)));
        QSignalSpy changed(m_session.get(), &Session::userChanged);
        QVERIFY_OK(answerOf(m_session->login(u"ana"_qs, u"secreto"_qs)));
        QCOMPARE(changed.count(), 0); // the same person
        QCOMPARE(m_hub->requests.last().path(), QByteArray("/auth/logout"));
        QVERIFY(m_hub->requests.last().body.contains("refresh1"));
        QCOMPARE(answerOf(m_session->bearer()).value(), QByteArray("access2"));
    }

private:
    std::unique_ptr<FakeHub> m_hub;
    std::unique_ptr<support::FakeClock> m_clock;
    std::unique_ptr<RestCaller> m_rest;
    std::unique_ptr<Session> m_session;
};

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"
