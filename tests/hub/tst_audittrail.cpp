// SPDX-License-Identifier: GPL-3.0-or-later
// The audit from the workers to the file, and back through the readers.
#include "hub/adapters/auditreads.h"
#include "hub/audittrail.h"
#include "hub/authworker.h"
#include "hub/deskkeystore.h"
#include "hub/loginadministration.h"
#include "support/fakeclock.h"
#include "support/verify.h"
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>
#include <future>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

struct Bench
{
    Bench()
    {
        desk = std::make_unique<hub::DeskThread>(path, clock, bank::Policy());
        trail = std::make_unique<hub::AuditTrail>(*desk, clock);
        hub::AuthWorker::Settings settings;
        settings.authenticator.cost = auth::PasswordCost::cheapest();
        settings.deviceCost = auth::PasswordCost::cheapest();
        settings.audit = trail.get();
        settings.tick = [this] { trail->tick(); };
        worker = std::make_unique<hub::AuthWorker>(
            *desk, clock, auth::AccessTokens(*auth::Jwt::create(QByteArray(32, 'k')), 15min), settings);
    }
    ~Bench() { stop(); }
    void start()
    {
        QVERIFY_OK(desk->start());
        QVERIFY_OK(worker->start());
        QVERIFY_OK(worker->createUser({u"ana"_s, {}, auth::Role::Administrator, u"correct horse"_s, false}));
    }
    void stop()
    {
        worker->stop();
        trail->flush();
        desk->stop();
    }
    base::Result<auth::Session> login(const QString &password)
    {
        std::promise<base::Result<auth::Session>> answer;
        const auto taken = worker->login(u"ana"_s, password, u"192.0.2.1"_s, [&](auth::Attempt<auth::Session> a) {
            answer.set_value(std::move(a.result));
        });
        return taken ? answer.get_future().get() : base::Result<auth::Session>(taken.error());
    }
    /// "login failed" and so on, the oldest first; after stop().
    QStringList written()
    {
        const auto database = store::Database::open(path, store::Database::Mode::ReadOnly);
        auth::AuditFilter filter;
        filter.after = 0;
        filter.limit = 10'000;
        QStringList found;
        const auto records = store::SqlAuditLog(**database).read(filter);
        for (const auth::AuditRecord &record : *records) {
            const QJsonObject entry = QJsonDocument::fromJson(record.text).object();
            found << entry[u"action"].toString() + u' ' + entry[u"result"].toString();
        }
        return found;
    }
    template <typename T>
    T administer(std::function<T(gateway::Registries &)> call)
    {
        std::promise<T> promise;
        mustBeTaken(worker->administration().administer(
            [&](base::Result<gateway::Registries *> registries) { promise.set_value(call(**registries)); }));
        return promise.get_future().get();
    }
    static void mustBeTaken(const base::Result<> &taken)
    {
        if (!taken)
            qFatal("not taken");
    }

    QTemporaryDir folder;
    QString path = folder.filePath(u"ledger.db"_s);
    support::FakeClock clock;
    std::unique_ptr<hub::DeskThread> desk;
    std::unique_ptr<hub::AuditTrail> trail;
    std::unique_ptr<hub::AuthWorker> worker;
};

} // namespace

class TestAuditTrail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loginsAreRemembered();
    void aFloodIsOneLine();
    void whatManyThreadsRecordIsOneChain();
    void administrationIsRemembered();
    void readersRead();
    void keysSurviveARestart();
    void logoutRevokesTheToken();
};

void TestAuditTrail::loginsAreRemembered()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.login(u"correct horse"_s));
    QVERIFY(!bench.login(u"wrong"_s));
    bench.stop();
    QCOMPARE(bench.written(), (QStringList{u"login done"_s, u"login failed"_s}));
}

void TestAuditTrail::aFloodIsOneLine()
{
    Bench bench;
    bench.start();
    for (int i = 0; i < 50; ++i)
        (void)bench.login(u"wrong"_s); // some of them throttled
    bench.stop();
    const QStringList lines = bench.written();
    QVERIFY2(lines.size() <= auth::AuditFlood::perAddress + 2, qPrintable(lines.join(u'\n')));
    QVERIFY(lines.contains(u"login refused"_s));
}

void TestAuditTrail::whatManyThreadsRecordIsOneChain()
{
    Bench bench;
    bench.start();
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&bench] {
            for (int i = 0; i < 250; ++i)
                bench.trail->record({u"ana"_s, {}, u"act"_s, QString::number(i)});
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    bench.stop();
    QCOMPARE(bench.written().size(), 1000);
    const auto database = store::Database::open(bench.path, store::Database::Mode::ReadOnly);
    auth::AuditRecord last;
    QCOMPARE(*store::checkAudit(**database, last), QStringList());
    QCOMPARE(last.seq, 1000);
}

void TestAuditTrail::administrationIsRemembered()
{
    Bench bench;
    bench.start();
    bench.administer<int>([](gateway::Registries &registries) {
        (void)registries.users.add({u"leo"_s, {}, auth::Role::Auditor, {}, {}}, {u"ana"_s, u"192.0.2.9"_s});
        return 0;
    });
    bench.stop();
    QCOMPARE(bench.written(), QStringList{u"user.create done"_s});
}

void TestAuditTrail::readersRead()
{
    Bench bench;
    bench.start();
    QVERIFY_OK(bench.login(u"correct horse"_s));
    bench.trail->flush();
    hub::ReaderPool readers(bench.path, bench.clock);
    QVERIFY_OK(readers.start());
    hub::AuditReads reads(readers);
    std::promise<base::Result<std::vector<auth::AuditRecord>>> answer;
    QVERIFY_OK(reads.read({}, [&](auto records) { answer.set_value(std::move(records)); }));
    const auto records = answer.get_future().get();
    QVERIFY_OK(records);
    QCOMPARE(records->size(), size_t(1));
    readers.stop();
}

void TestAuditTrail::keysSurviveARestart() // S2-72
{
    Bench bench;
    bench.start();
    const auto issued = bench.administer<base::Result<auth::IssuedApiKey>>([](gateway::Registries &registries) {
        return registries.keys.add({u"app"_s, {auth::Scope::BankRead}, {}, {}, {}}, {u"ana"_s, {}});
    });
    QVERIFY_OK(issued);
    bench.clock.advance(2min);
    bench.worker->administration().tick({{issued->key.id, bench.clock.utcNow()}});
    const qint64 used = bench.clock.utcNow().value;
    const auto verify = [&bench, &issued] {
        return bench.worker->tokens().verify(issued->text, *bench.worker->users(), bench.clock.utcNow());
    };
    QVERIFY_OK(verify());
    bench.worker->stop();
    QVERIFY_OK(bench.worker->start());
    QVERIFY_OK(verify());
    hub::DeskKeyStore store(*bench.desk);
    QCOMPARE(store.keys()->front().lastUsedAt->value, used);
    const auto revoked = bench.administer<base::Result<>>([&issued](gateway::Registries &registries) {
        return registries.keys.revoke(issued->key.id, {u"ana"_s, {}});
    });
    QVERIFY_OK(revoked);
    QVERIFY(!verify());
}

void TestAuditTrail::logoutRevokesTheToken() // S2-73
{
    Bench bench;
    bench.start();
    const auto session = bench.login(u"correct horse"_s);
    const auto who = bench.worker->tokens().verify(session->accessToken, *bench.worker->users(), bench.clock.utcNow());
    QVERIFY_OK(who);
    std::promise<base::Result<>> done;
    QVERIFY_OK(bench.worker->logout({}, *who, u"192.0.2.1"_s, [&](base::Result<> r) { done.set_value(std::move(r)); }));
    QVERIFY_OK(done.get_future().get());
    QVERIFY(bench.worker->users()->revokedTokens.contains(who->jti));
    QVERIFY(!bench.worker->tokens().verify(session->accessToken, *bench.worker->users(), bench.clock.utcNow()));
    bench.stop();
    QVERIFY(bench.written().contains(u"logout done"_s));
}

QTEST_GUILESS_MAIN(TestAuditTrail)
#include "tst_audittrail.moc"
