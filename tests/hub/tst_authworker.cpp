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

const QByteArray deviceSecret = "una clave larga";

/// The worker over a real ledger file and a real desk.
struct Bench
{
    explicit Bench(auth::Profile profile = auth::Profile::Branch, size_t queueLimit = 200)
    {
        AuthWorker::Settings settings;
        settings.authenticator.cost = auth::PasswordCost::cheapest();
        settings.deviceCost = auth::PasswordCost::cheapest();
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
    mqttserver::Authenticator::Answer connect(std::optional<QByteArray> name, std::optional<QByteArray> password,
                                              const QByteArray &clientId = "c")
    {
        broker::AuthenticationRequest request;
        request.clientId = clientId;
        request.userName = std::move(name);
        request.password = std::move(password);
        request.address = "192.0.2.2";
        return ask(request);
    }
    mqttserver::Authenticator::Answer byCertificate(const QByteArray &name, const QByteArray &clientId,
                                                    bool bindsClientId = false)
    {
        broker::AuthenticationRequest request;
        request.clientId = clientId;
        request.certificateName = name;
        request.bindsClientId = bindsClientId;
        return ask(request);
    }
    mqttserver::Authenticator::Answer ask(const broker::AuthenticationRequest &request)
    {
        std::promise<mqttserver::Authenticator::Answer> answer;
        worker->authenticate(request, [&](mqttserver::Authenticator::Answer a) { answer.set_value(std::move(a)); });
        return answer.get_future().get();
    }
    /// Runs `call` with the registry and waits.
    template <typename T>
    base::Result<T> withRegistry(std::function<base::Result<T>(auth::AccessRegistry &)> call)
    {
        std::promise<base::Result<T>> promise;
        const auto taken = worker->access([&](base::Result<auth::AccessRegistry *> registry) {
            promise.set_value(registry ? call(**registry) : base::Result<T>(registry.error()));
        });
        return taken ? promise.get_future().get() : base::Result<T>(taken.error());
    }
    base::Result<auth::IssuedCredential> addDevice(const QString &name, const QStringList &clientIds = {})
    {
        return withRegistry<auth::IssuedCredential>([&](auth::AccessRegistry &registry) {
            auth::NewCredential wanted;
            wanted.username = name;
            wanted.clientIds = clientIds;
            wanted.secret = deviceSecret;
            return registry.add(wanted, u"test"_qs);
        });
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
    if (const auto *temporary = std::get_if<mqttserver::Authenticator::Temporary>(&answer))
        return temporary->identity.user;
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
    void aDeviceConnectsWithItsSecret();
    void aDeviceIsBoundToItsClientIds();
    void aStormOfVerifiedDevicesCostsNoHash();
    void clientsOfOneCredentialCostOneHash();
    void aChangeMakesWhatWasVerifiedWorthless();
    void theOldSecretEndsWithItsGrace();
    void aFullQueueIsBusyAndLeavesRoomForPeople();
    void certificates_data();
    void certificates();
    void aNameIsOnePersonsOrOneDevices();
    void useIsNotedWithoutAHash();
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
    QVERIFY_OK(bench.worker->refresh(session.refreshToken, {},
                                     [&](base::Result<auth::Session> s) { refreshed.set_value(std::move(s)); }));
    const auto next = refreshed.get_future().get();
    QVERIFY_OK(next);
    QVERIFY(!next->user.mustChangePassword);
    std::promise<base::Result<>> ended;
    QVERIFY_OK(
        bench.worker->logout(next->refreshToken, {}, {}, [&](base::Result<> r) { ended.set_value(std::move(r)); }));
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
    const auto answer = bench.connect("whatever", token);
    QCOMPARE(userOf(answer), QByteArray("ana"));
    const auto *temporary = std::get_if<mqttserver::Authenticator::Temporary>(&answer);
    QVERIFY(temporary); // the connection ends with the token
    QCOMPARE(temporary->until.value, bench.clock.utcNow().value + 15 * 60 * 1000);
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

void TestAuthWorker::aDeviceConnectsWithItsSecret()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.addDevice(u"device_001"_qs));
    QCOMPARE(userOf(bench.connect("device_001", deviceSecret)), QByteArray("device_001"));     // S1-66
    QVERIFY(isRefused(bench.connect("device_001", "false"), broker::Refusal::BadCredentials)); // S1-84
    QVERIFY(isRefused(bench.connect("device_001", {}), broker::Refusal::BadCredentials));
    QVERIFY(isRefused(bench.connect("device_002", deviceSecret), broker::Refusal::BadCredentials));
}

void TestAuthWorker::aDeviceIsBoundToItsClientIds()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.addDevice(u"device_001"_qs, {u"ESP32_001"_qs, u"ESP32_002"_qs})); // S1-14
    for (int round = 0; round < 2; ++round) {                                          // the second one from the cache
        QCOMPARE(userOf(bench.connect("device_001", deviceSecret, "ESP32_001")), QByteArray("device_001"));
        QCOMPARE(userOf(bench.connect("device_001", deviceSecret, "ESP32_002")), QByteArray("device_001"));
        QVERIFY(isRefused(bench.connect("device_001", deviceSecret, "ESP32_003"), broker::Refusal::NotAuthorized));
        QVERIFY(isRefused(bench.connect("device_001", deviceSecret, ""), broker::Refusal::NotAuthorized));
    }
}

void TestAuthWorker::aStormOfVerifiedDevicesCostsNoHash()
{
    constexpr int devices = 5'000;
    Bench bench;
    bench.start();
    const auto hasher = auth::PasswordHasher::create(auth::PasswordCost::cheapest());
    std::vector<auth::DeviceCredential> all(devices);
    for (int i = 0; i < devices; ++i) {
        all[static_cast<size_t>(i)].username = u"dev%1"_qs.arg(i);
        all[static_cast<size_t>(i)].secretHash = *hasher->hash(deviceSecret);
    }
    QVERIFY_OK(bench.withRegistry<void>([&](auth::AccessRegistry &registry) { return registry.import(all, {}); }));
    for (int i = 0; i < devices; ++i)
        QCOMPARE(userOf(bench.connect("dev" + QByteArray::number(i), deviceSecret)), "dev" + QByteArray::number(i));
    const qint64 hashes = *bench.worker->deviceHashes();
    QCOMPARE(hashes, devices);
    bench.clock.advance(4min);
    int accepted = 0;
    for (int i = 0; i < devices; ++i) { // nobody is waited for: all at once
        broker::AuthenticationRequest request;
        request.clientId = "c";
        request.userName = "dev" + QByteArray::number(i);
        request.password = deviceSecret;
        bench.worker->authenticate(request, [&accepted](const mqttserver::Authenticator::Answer &answer) {
            accepted += std::holds_alternative<broker::Identity>(answer) ? 1 : 0;
        });
    }
    QCOMPARE(accepted, devices); // in this thread, before authenticate() returned
    QCOMPARE(*bench.worker->deviceHashes(), hashes);
    bench.clock.advance(2min); // five minutes after the hash, not after the last use
    QCOMPARE(userOf(bench.connect("dev0", deviceSecret)), QByteArray("dev0"));
    QCOMPARE(*bench.worker->deviceHashes(), hashes + 1);
}

void TestAuthWorker::clientsOfOneCredentialCostOneHash()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.addDevice(u"flota"_qs));
    const qint64 before = *bench.worker->deviceHashes();
    std::promise<void> gate;
    QVERIFY_OK(bench.worker->access([&](const auto &) { gate.get_future().wait(); })); // so that all are queued
    std::atomic<int> accepted = 0;
    for (int i = 0; i < 100; ++i) {
        broker::AuthenticationRequest request;
        request.clientId = "c" + QByteArray::number(i);
        request.userName = "flota";
        request.password = deviceSecret;
        bench.worker->authenticate(request, [&accepted](const mqttserver::Authenticator::Answer &answer) {
            accepted += std::holds_alternative<broker::Identity>(answer) ? 1 : 0;
        });
    }
    gate.set_value();
    QCOMPARE(*bench.worker->deviceHashes(), before + 1);
    QCOMPARE(accepted.load(), 100);
}

void TestAuthWorker::aChangeMakesWhatWasVerifiedWorthless()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.addDevice(u"device_001"_qs));
    QVERIFY_OK(bench.addDevice(u"device_002"_qs));
    QCOMPARE(userOf(bench.connect("device_001", deviceSecret)), QByteArray("device_001"));
    QCOMPARE(userOf(bench.connect("device_002", deviceSecret)), QByteArray("device_002"));
    QVERIFY_OK(bench.withRegistry<auth::IssuedCredential>([](auth::AccessRegistry &registry) {
        return registry.rotate(u"device_001"_qs, "otra clave larga", std::chrono::seconds(0), {});
    }));
    const qint64 hashes = *bench.worker->deviceHashes();
    QCOMPARE(userOf(bench.connect("device_002", deviceSecret)), QByteArray("device_002"));
    QCOMPARE(*bench.worker->deviceHashes(), hashes); // the other one is still remembered
    QVERIFY(isRefused(bench.connect("device_001", deviceSecret), broker::Refusal::BadCredentials));
    auth::CredentialEdit edit;
    edit.enabled = false;
    QVERIFY_OK(bench.withRegistry<auth::DeviceCredential>(
        [&](auth::AccessRegistry &registry) { return registry.edit(u"device_002"_qs, edit, {}); }));
    QVERIFY(isRefused(bench.connect("device_002", deviceSecret), broker::Refusal::BadCredentials));
}

void TestAuthWorker::theOldSecretEndsWithItsGrace()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.addDevice(u"device_001"_qs));
    QVERIFY_OK(bench.withRegistry<auth::IssuedCredential>([](auth::AccessRegistry &registry) {
        return registry.rotate(u"device_001"_qs, "otra clave larga", std::chrono::seconds(120), {}); // S1-67
    }));
    QCOMPARE(userOf(bench.connect("device_001", deviceSecret)), QByteArray("device_001"));
    QCOMPARE(userOf(bench.connect("device_001", "otra clave larga")), QByteArray("device_001"));
    bench.clock.advance(121s); // within the five minutes for which it was remembered
    QVERIFY(isRefused(bench.connect("device_001", deviceSecret), broker::Refusal::BadCredentials));
    QCOMPARE(userOf(bench.connect("device_001", "otra clave larga")), QByteArray("device_001"));
}

void TestAuthWorker::aFullQueueIsBusyAndLeavesRoomForPeople()
{
    Bench bench(auth::Profile::Branch, 8);
    bench.start();
    QVERIFY_OK(bench.addDevice(u"device_001"_qs));
    QVERIFY_OK(bench.worker->createUser({u"ana"_qs, {}, auth::Role::Teller, u"correct horse"_qs, false}));
    std::promise<void> gate;
    std::promise<void> busy;
    QVERIFY_OK(bench.worker->access([&](const auto &) {
        busy.set_value();
        gate.get_future().wait();
    }));
    busy.get_future().wait();
    std::atomic<int> refused = 0;
    std::atomic<int> others = 0;
    for (int i = 0; i < 20; ++i) {
        broker::AuthenticationRequest request;
        request.userName = "device_001";
        request.password = "false" + QByteArray::number(i);
        bench.worker->authenticate(request, [&](const mqttserver::Authenticator::Answer &answer) {
            ++(isRefused(answer, broker::Refusal::Busy) ? refused : others); // CONNACK 3, 0x89
        });
    }
    QCOMPARE(refused.load(), 14); // six of eight places
    std::promise<auth::Attempt<auth::Session>> session;
    QVERIFY_OK(bench.worker->login(u"ana"_qs, u"correct horse"_qs, {},
                                   [&](auth::Attempt<auth::Session> a) { session.set_value(std::move(a)); }));
    gate.set_value();
    QVERIFY_OK(session.get_future().get().result);
    QCOMPARE(others.load(), 6);
}

void TestAuthWorker::certificates_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("clientId");
    QTest::addColumn<bool>("binds");
    QTest::addColumn<QByteArray>("user");
    const auto row = [](const char *what, const char *name, const char *client, bool binds, const char *user) {
        QTest::addRow("%s", what) << QByteArray(name) << QByteArray(client) << binds << QByteArray(user);
    };
    row("S1-68 a certificate is enough", "CAM_1", "c", false, "CAM_1");
    row("the client id must be the CN where the listener says so", "CAM_1", "CAM_1", true, "CAM_1");
    row("and another one is refused", "CAM_1", "CAM_2", true, "refused");
    row("a known device", "device_001", "ESP32_001", false, "device_001");
    row("a known device with another client id", "device_001", "c", false, "refused");
    row("a disabled device", "apagado", "c", false, "refused");
    row("a person's name", "Ana", "c", false, "refused");
}

void TestAuthWorker::certificates()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, clientId);
    QFETCH(bool, binds);
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.addDevice(u"device_001"_qs, {u"ESP32_001"_qs}));
    QVERIFY_OK(bench.addDevice(u"apagado"_qs));
    auth::CredentialEdit edit;
    edit.enabled = false;
    QVERIFY_OK(bench.withRegistry<auth::DeviceCredential>(
        [&](auth::AccessRegistry &registry) { return registry.edit(u"apagado"_qs, edit, {}); }));
    QVERIFY_OK(bench.worker->createUser({u"ana"_qs, {}, auth::Role::Teller, u"correct horse"_qs, false}));
    const auto answer = bench.byCertificate(name, clientId, binds);
    QTEST(userOf(answer), "user");
    if (const auto *identity = std::get_if<broker::Identity>(&answer))
        QVERIFY(identity->isCertified);
    else
        QVERIFY(isRefused(answer, broker::Refusal::NotAuthorized));
}

void TestAuthWorker::aNameIsOnePersonsOrOneDevices()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.addDevice(u"Caja_1"_qs));
    const auto person = bench.worker->createUser({u"caja_1"_qs, {}, auth::Role::Teller, u"correct horse"_qs, false});
    QCOMPARE(person.error().code(), ErrorCode::AlreadyExists);
    QVERIFY_OK(bench.worker->createUser({u"ana"_qs, {}, auth::Role::Teller, u"correct horse"_qs, false}));
    QCOMPARE(bench.addDevice(u"ANA"_qs).error().code(), ErrorCode::AlreadyExists);
}

void TestAuthWorker::useIsNotedWithoutAHash()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.addDevice(u"device_001"_qs));
    QCOMPARE(userOf(bench.connect("device_001", deviceSecret)), QByteArray("device_001"));
    bench.clock.advance(2min);
    QCOMPARE(userOf(bench.connect("device_001", deviceSecret)), QByteArray("device_001")); // from the cache
    const auto used = bench.withRegistry<std::optional<base::UtcMs>>(
        [](auth::AccessRegistry &registry) -> base::Result<std::optional<base::UtcMs>> {
            return registry.find(u"device_001"_qs)->lastUsedAt;
        });
    QVERIFY_OK(used);
    QCOMPARE(*used, std::optional(bench.clock.utcNow()));
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
    QCOMPARE(numbers, (std::vector<quint64>{1, 2, 3}));
}

QTEST_APPLESS_MAIN(TestAuthWorker)
#include "tst_authworker.moc"
