// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/authworker.h"
#include "support/fakeclock.h"
#include "support/verify.h"
#include <QTemporaryDir>
#include <QtTest>
#include <future>

using namespace std::chrono_literals;
using base::ErrorCode;
using hub::AuthWorker;

namespace {

/// The worker over a real ledger file and a real desk.
struct Bench
{
    explicit Bench(auth::Profile profile = auth::Profile::Branch, size_t queueLimit = 200)
    {
        AuthWorker::Settings settings;
        settings.authenticator.cost = auth::PasswordCost::cheapest();
        settings.profile = profile;
        settings.queueLimit = queueLimit;
        desk = std::make_unique<hub::DeskThread>(folder.filePath(u"ledger.db"_qs), clock, bank::Policy());
        const auto tokens = auth::AccessTokens(*auth::Jwt::create(QByteArray(32, 'k')), 15min);
        worker = std::make_unique<AuthWorker>(*desk, clock, tokens, settings);
    }
    void start()
    {
        QVERIFY_OK(desk->start());
        QVERIFY_OK(worker->start());
    }
    auth::Attempt<auth::Session> login(const QString &name, const QString &password)
    {
        std::promise<auth::Attempt<auth::Session>> answer;
        const auto taken = worker->login(name, password, u"192.0.2.1"_qs,
                                         [&](auth::Attempt<auth::Session> a) { answer.set_value(std::move(a)); });
        return taken ? answer.get_future().get() : auth::Attempt<auth::Session>{taken.error()};
    }
    mqttserver::Authenticator::Answer connect(std::optional<QByteArray> name, std::optional<QByteArray> password)
    {
        broker::AuthenticationRequest request;
        request.clientId = "c";
        request.userName = std::move(name);
        request.password = std::move(password);
        request.address = "192.0.2.2";
        std::promise<mqttserver::Authenticator::Answer> answer;
        worker->authenticate(request, [&](mqttserver::Authenticator::Answer a) { answer.set_value(std::move(a)); });
        return answer.get_future().get();
    }

    QTemporaryDir folder;
    support::FakeClock clock;
    std::unique_ptr<hub::DeskThread> desk;
    std::unique_ptr<AuthWorker> worker;
};

bool isRefused(const mqttserver::Authenticator::Answer &answer, broker::Refusal why)
{
    const auto *refusal = std::get_if<broker::Refusal>(&answer);
    return refusal && *refusal == why;
}

QByteArray userOf(const mqttserver::Authenticator::Answer &answer)
{
    const auto *identity = std::get_if<broker::Identity>(&answer);
    return identity ? identity->user : QByteArray("refused");
}

} // namespace

class TestAuthWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstStartMakesTheAdministrator();
    void survivesARestart();
    void sessionsGoRound();
    void failedCallsLeaveNothing();
    void mqttInBranch();
    void mqttInLab();
    void mqttTakesAnAccessToken();
    void mqttRemembersRightCredentials();
    void answersEverybodyAtTheStop();
    void listenersHearOfChanges();
};

void TestAuthWorker::firstStartMakesTheAdministrator()
{
    Bench bench;
    bench.start();
    const auto first = bench.worker->ensureAdministrator();
    QVERIFY_OK(first);
    QVERIFY(first->has_value());
    const auto session = bench.login((*first)->username, (*first)->password);
    QVERIFY_OK(session.result);
    QVERIFY(session.result->user.mustChangePassword);
    QVERIFY(!bench.worker->ensureAdministrator()->has_value());
    QCOMPARE(bench.worker->users()->users.size(), 1);
}

void TestAuthWorker::survivesARestart()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.worker->createUser({u"ana"_qs, u"Ana"_qs, auth::Role::Teller, u"correct horse"_qs, false}));
    const auto session = *bench.login(u"ana"_qs, u"correct horse"_qs).result;
    bench.worker->stop();
    bench.desk->stop();
    bench.desk = std::make_unique<hub::DeskThread>(bench.folder.filePath(u"ledger.db"_qs), bench.clock, bank::Policy());
    AuthWorker::Settings settings;
    settings.authenticator.cost = auth::PasswordCost::cheapest();
    const auto tokens = bench.worker->tokens();
    bench.worker = std::make_unique<AuthWorker>(*bench.desk, bench.clock, tokens, settings);
    bench.start();
    QVERIFY_OK(tokens.verify(session.accessToken, *bench.worker->users(), bench.clock.utcNow()));
    QVERIFY_OK(bench.login(u"ana"_qs, u"correct horse"_qs).result);
    QVERIFY(!bench.worker->ensureAdministrator()->has_value());
}

void TestAuthWorker::sessionsGoRound()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.worker->createUser({u"ana"_qs, {}, auth::Role::Teller, u"correct horse"_qs, true}));
    const auto session = *bench.login(u"ana"_qs, u"correct horse"_qs).result;
    const auto who = bench.worker->tokens().verify(session.accessToken, *bench.worker->users(), bench.clock.utcNow());
    QVERIFY_OK(who);
    std::promise<auth::Attempt<QString>> changed;
    QVERIFY_OK(bench.worker->changePassword(*who, u"correct horse"_qs, u"battery staple"_qs, u"192.0.2.1"_qs,
                                            [&](auth::Attempt<QString> a) { changed.set_value(std::move(a)); }));
    QVERIFY_OK(changed.get_future().get().result);
    std::promise<base::Result<auth::Session>> refreshed;
    QVERIFY_OK(bench.worker->refresh(session.refreshToken,
                                     [&](base::Result<auth::Session> s) { refreshed.set_value(std::move(s)); }));
    const auto next = refreshed.get_future().get();
    QVERIFY_OK(next);
    QVERIFY(!next->user.mustChangePassword);
    std::promise<base::Result<>> ended;
    QVERIFY_OK(bench.worker->logout(next->refreshToken, [&](base::Result<> r) { ended.set_value(std::move(r)); }));
    QVERIFY_OK(ended.get_future().get());
    QVERIFY(!bench.worker->tokens().verify(next->accessToken, *bench.worker->users(), bench.clock.utcNow()));
}

void TestAuthWorker::failedCallsLeaveNothing()
{
    Bench bench;
    bench.start();
    const auth::NewUser ana{u"ana"_qs, {}, auth::Role::Teller, u"correct horse"_qs, false};
    QVERIFY_OK(bench.worker->createUser(ana));
    QCOMPARE(bench.worker->createUser(ana).error().code(), ErrorCode::AlreadyExists);
    QCOMPARE(bench.login(u"ana"_qs, u"wrong"_qs).result.error().code(), ErrorCode::Unauthenticated);
    QCOMPARE(bench.worker->users()->users.size(), 1);
}

void TestAuthWorker::mqttInBranch()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.worker->createUser({u"ana"_qs, {}, auth::Role::Teller, u"correct horse"_qs, false}));
    QVERIFY(isRefused(bench.connect({}, {}), broker::Refusal::BadCredentials)); // S0-50
    QVERIFY(isRefused(bench.connect("ana", {}), broker::Refusal::BadCredentials));
    QVERIFY(isRefused(bench.connect("ana", "wrong"), broker::Refusal::BadCredentials));
    QVERIFY(isRefused(bench.connect("a/+", "correct horse"), broker::Refusal::BadCredentials));
    QCOMPARE(userOf(bench.connect("ANA", "correct horse")), QByteArray("ana"));
}

void TestAuthWorker::mqttInLab()
{
    Bench bench(auth::Profile::Lab);
    bench.start();
    QCOMPARE(userOf(bench.connect({}, {})), QByteArray());
    QVERIFY(
        isRefused(bench.connect("ana", "wrong"), broker::Refusal::BadCredentials)); // false ones are refused in lab too
}

void TestAuthWorker::mqttTakesAnAccessToken()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.worker->createUser({u"ana"_qs, {}, auth::Role::Teller, u"correct horse"_qs, false}));
    const QByteArray token = bench.login(u"ana"_qs, u"correct horse"_qs).result->accessToken;
    QCOMPARE(userOf(bench.connect("whatever", token)), QByteArray("ana"));
    QVERIFY(isRefused(bench.connect("ana", QByteArray(token + 'x')), broker::Refusal::BadCredentials));
    bench.clock.advance(15min);
    QVERIFY(isRefused(bench.connect("ana", token), broker::Refusal::BadCredentials));
}

void TestAuthWorker::mqttRemembersRightCredentials()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.worker->createUser({u"ana"_qs, {}, auth::Role::Teller, u"correct horse"_qs, false}));
    QCOMPARE(userOf(bench.connect("ana", "correct horse")), QByteArray("ana"));
    bench.worker->stop(); // nobody hashes any more, so this is the cache's answer
    QCOMPARE(userOf(bench.connect("ana", "correct horse")), QByteArray("ana"));
    QVERIFY(isRefused(bench.connect("ana", "wrong"), broker::Refusal::Busy));
    bench.clock.advance(5min);
    QVERIFY(isRefused(bench.connect("ana", "correct horse"), broker::Refusal::Busy));
}

void TestAuthWorker::answersEverybodyAtTheStop()
{
    Bench bench;
    bench.start();
    std::atomic<int> answers = 0;
    int taken = 0;
    for (int i = 0; i < 100; ++i) {
        if (bench.worker->login(u"ana"_qs, u"x"_qs, QString::number(i),
                                [&](const auth::Attempt<auth::Session> &) { ++answers; }))
            ++taken;
    }
    bench.worker->stop();
    QCOMPARE(answers.load(), taken);
    QVERIFY(!bench.worker->login(u"ana"_qs, u"x"_qs, {}, [](const auth::Attempt<auth::Session> &) {}));
}

void TestAuthWorker::listenersHearOfChanges()
{
    Bench bench;
    std::mutex mutex;
    std::vector<quint64> numbers;
    bench.worker->addListener([&](const auth::SnapshotPtr &users) {
        const std::scoped_lock lock(mutex);
        numbers.push_back(users->number);
    });
    bench.start();
    QVERIFY_OK(bench.worker->createUser({u"ana"_qs, {}, auth::Role::Teller, u"correct horse"_qs, false}));
    const std::scoped_lock lock(mutex);
    QCOMPARE(numbers, (std::vector<quint64>{1, 2}));
}

QTEST_APPLESS_MAIN(TestAuthWorker)
#include "tst_authworker.moc"
