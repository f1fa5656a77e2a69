// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/accessregistry.h"
#include "auth/mosquittohash.h"
#include "support/fakeclock.h"
#include "support/memoryaccessstore.h"
#include "support/verify.h"
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using auth::AccessRegistry;
using base::ErrorCode;

namespace {

const QString address = u"192.0.2.1"_s;
const QByteArray secret = "una clave larga";

struct Bench
{
    Bench()
    {
        AccessRegistry::Settings settings;
        settings.cost = auth::PasswordCost::cheapest();
        settings.isPerson = [](const QString &name) { return name == u"ana"; };
        registry = std::move(*AccessRegistry::create(
            store, clock, settings, [this](auth::AccessSnapshotPtr next) { snapshots.push_back(std::move(next)); },
            [this](const AccessRegistry::Change &change) {
                notes << change.what + u' ' + change.target + u' ' + change.by;
            }));
    }
    base::Result<auth::IssuedCredential> add(const QString &name, const QByteArray &with = secret)
    {
        auth::NewCredential wanted;
        wanted.username = name;
        wanted.secret = with;
        return registry->add(wanted, u"admin"_s);
    }
    bool accepts(const QString &name, const QByteArray &with) { return registry->verify(name, with, address).ok(); }

    support::FakeClock clock;
    support::MemoryAccessStore store;
    std::vector<auth::AccessSnapshotPtr> snapshots;
    QStringList notes;
    std::unique_ptr<AccessRegistry> registry;
};

} // namespace

class TestAccessRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void issuesASecretThatIsShownOnce();
    void refusesWhatCannotBe();
    void rotatesWithGrace();
    void disablesAndRemoves();
    void unknownNamesCostAsMuch();
    void guessingIsSlowedDown();
    void importedHashesAreRenewed();
    void exportableOnes();
    void certificatesNeedNoSecret();
    void importsAllOrNothing();
    void rulesAreCheckedAndPublished();
    void aFailingStoreChangesNothing();
    void remembersUse();
};

void TestAccessRegistry::issuesASecretThatIsShownOnce()
{
    Bench bench;
    const auto issued = bench.add(u"device_001"_s, {}); // S1-66
    QVERIFY_OK(issued);
    QVERIFY(issued->secret.size() >= 32);
    QVERIFY(issued->credential.secretHash.startsWith("$argon2id$"));
    QVERIFY(issued->credential.id.value() > 0);
    QVERIFY(bench.accepts(u"device_001"_s, issued->secret));
    QVERIFY(!bench.accepts(u"device_001"_s, "una clave falsa"));
    QVERIFY(!bench.accepts(u"Device_001"_s, issued->secret)); // case matters
    QVERIFY(bench.snapshots.back()->devices.contains("device_001"));
    QCOMPARE(bench.notes, QStringList{u"device.add device_001 admin"_s});
    QVERIFY(bench.add(u"device_002"_s)->secret.isEmpty()); // the caller's own is not repeated
}

void TestAccessRegistry::refusesWhatCannotBe()
{
    Bench bench;
    QVERIFY_OK(bench.add(u"device_001"_s));
    QCOMPARE(bench.add(u"device_001"_s).error().code(), ErrorCode::AlreadyExists);
    QCOMPARE(bench.add(u"Ana"_s).error().code(), ErrorCode::AlreadyExists); // a person's
    QCOMPARE(bench.add(u"a/b"_s).error().code(), ErrorCode::InvalidArgument);
    QCOMPARE(bench.add(u"device_002"_s, "corta").error().code(), ErrorCode::InvalidArgument);
    auth::CredentialEdit edit;
    edit.deviceId = u"#"_s;
    QCOMPARE(bench.registry->edit(u"device_001"_s, edit, {}).error().code(), ErrorCode::InvalidArgument);
    edit = {};
    edit.cedula = u"+"_s;
    QCOMPARE(bench.registry->edit(u"device_001"_s, edit, {}).error().code(), ErrorCode::InvalidArgument);
    QCOMPARE(bench.registry->edit(u"nadie"_s, {}, {}).error().code(), ErrorCode::NotFound);
    QCOMPARE(bench.registry->rotate(u"nadie"_s, {}, 0s, {}).error().code(), ErrorCode::NotFound);
    QCOMPARE(bench.registry->rotate(u"device_001"_s, {}, 91 * 24h, {}).error().code(), ErrorCode::InvalidArgument);
    QCOMPARE(bench.registry->remove(u"nadie"_s, {}).error().code(), ErrorCode::NotFound);
    QCOMPARE(bench.registry->credentials().size(), size_t(1));
}

void TestAccessRegistry::rotatesWithGrace()
{
    Bench bench;
    QVERIFY_OK(bench.add(u"device_001"_s));
    const qint64 before = bench.registry->find(u"device_001"_s)->epoch;
    bench.clock.advance(1h);
    const auto issued = bench.registry->rotate(u"device_001"_s, {}, 24h, u"admin"_s); // S1-67
    QVERIFY_OK(issued);
    QVERIFY(issued->credential.epoch > before); // what was remembered as verified is worth nothing
    QCOMPARE(issued->credential.rotatedAt, bench.clock.utcNow());
    QVERIFY(bench.accepts(u"device_001"_s, issued->secret));
    const auto old = bench.registry->verify(u"device_001"_s, secret, address);
    QVERIFY_OK(old);
    QCOMPARE(old->until, issued->credential.graceUntil);
    bench.clock.advance(24h);
    QVERIFY(!bench.accepts(u"device_001"_s, secret));
    QVERIFY(bench.accepts(u"device_001"_s, issued->secret));
    QVERIFY_OK(bench.registry->rotate(u"device_001"_s, secret, 0s, u"admin"_s));
    QVERIFY(!bench.accepts(u"device_001"_s, issued->secret)); // without grace: at once
}

void TestAccessRegistry::disablesAndRemoves()
{
    Bench bench;
    QVERIFY_OK(bench.add(u"device_001"_s));
    auth::CredentialEdit edit;
    edit.enabled = false;
    QVERIFY_OK(bench.registry->edit(u"device_001"_s, edit, u"admin"_s));
    QVERIFY(!bench.snapshots.back()->devices.value("device_001").enabled);
    QVERIFY(!bench.accepts(u"device_001"_s, secret));
    edit.enabled = true;
    QVERIFY_OK(bench.registry->edit(u"device_001"_s, edit, u"admin"_s));
    QVERIFY(bench.accepts(u"device_001"_s, secret));
    QVERIFY_OK(bench.registry->remove(u"device_001"_s, u"admin"_s));
    QVERIFY(!bench.accepts(u"device_001"_s, secret));
    QVERIFY(!bench.snapshots.back()->devices.contains("device_001"));
    QCOMPARE(bench.notes.size(), 4);
}

void TestAccessRegistry::unknownNamesCostAsMuch()
{
    Bench bench;
    const qint64 before = bench.registry->hashesMade();
    QCOMPARE(bench.registry->verify(u"nadie"_s, secret, address).error().code(), ErrorCode::Unauthenticated);
    QCOMPARE(bench.registry->hashesMade(), before + 1); // a dummy is hashed
}

void TestAccessRegistry::guessingIsSlowedDown()
{
    Bench bench;
    QVERIFY_OK(bench.add(u"device_001"_s));
    for (int i = 0; i < 5; ++i)
        QVERIFY(!bench.accepts(u"device_001"_s, "adivino algo"));
    const qint64 hashes = bench.registry->hashesMade();
    QCOMPARE(bench.registry->verify(u"device_001"_s, secret, address).error().code(), ErrorCode::LimitExceeded);
    QCOMPARE(bench.registry->hashesMade(), hashes); // and costs nothing
    bench.clock.advance(1s);
    QVERIFY(bench.accepts(u"device_001"_s, secret));
}

void TestAccessRegistry::importedHashesAreRenewed()
{
    Bench bench;
    auth::DeviceCredential imported;
    imported.username = u"banco_user"_s; // S0-52
    imported.secretHash = auth::MosquittoHash::make("clave del banco", 101);
    QVERIFY_OK(bench.registry->import({imported}, u"admin"_s));
    QVERIFY(!bench.accepts(u"banco_user"_s, "clave falsa"));
    QCOMPARE(bench.registry->find(u"banco_user"_s)->secretHash, imported.secretHash);
    QVERIFY(bench.accepts(u"banco_user"_s, "clave del banco"));
    const auto renewed = bench.registry->find(u"banco_user"_s);
    QVERIFY(renewed->secretHash.startsWith("$argon2id$"));
    QCOMPARE(renewed->exportHash, imported.secretHash); // so it can still go back
    QCOMPARE(bench.store.credentials()->at(0), *renewed);
    QVERIFY(bench.accepts(u"banco_user"_s, "clave del banco"));
}

void TestAccessRegistry::exportableOnes()
{
    Bench bench;
    auth::NewCredential wanted;
    wanted.username = u"device_001"_s;
    wanted.secret = secret;
    wanted.isExportable = true;
    QVERIFY_OK(bench.registry->add(wanted, {}));
    const auto made = bench.registry->find(u"device_001"_s);
    QVERIFY(auth::MosquittoHash::parse(made->exportHash)->verify(secret));
    QVERIFY_OK(bench.registry->rotate(u"device_001"_s, "otra clave larga", 0s, {}));
    QVERIFY(auth::MosquittoHash::parse(bench.registry->find(u"device_001"_s)->exportHash)->verify("otra clave larga"));
    QVERIFY(bench.add(u"device_002"_s)->credential.exportHash.isEmpty());
}

void TestAccessRegistry::certificatesNeedNoSecret()
{
    Bench bench;
    auth::NewCredential wanted;
    wanted.username = u"CAM_1"_s;
    wanted.certificateOnly = true;
    const auto issued = bench.registry->add(wanted, {});
    QVERIFY_OK(issued);
    QVERIFY(issued->secret.isEmpty() && issued->credential.secretHash.isEmpty());
    QVERIFY(!bench.accepts(u"CAM_1"_s, ""));
    QVERIFY(!bench.accepts(u"CAM_1"_s, secret));
}

void TestAccessRegistry::importsAllOrNothing()
{
    Bench bench;
    QVERIFY_OK(bench.add(u"device_001"_s));
    auth::DeviceCredential first;
    first.username = u"device_000"_s;
    auth::DeviceCredential taken;
    taken.username = u"device_001"_s;
    QCOMPARE(bench.registry->import({first, taken}, {}).error().code(), ErrorCode::AlreadyExists);
    QVERIFY(!bench.registry->find(u"device_000"_s));
    QCOMPARE(bench.store.applied, 1);
}

void TestAccessRegistry::rulesAreCheckedAndPublished()
{
    Bench bench;
    auth::AclRule good;
    good.topics = {{"a/#", false}};
    auth::AclRule bad;
    bad.topics = {{"a/#/b", false}};
    const auto refused = bench.registry->setRules({good, bad}, u"admin"_s);
    QCOMPARE(refused.error().code(), ErrorCode::InvalidArgument);
    QCOMPARE(refused.error().context(), QStringList{u"rule 2"_s});
    QVERIFY(bench.registry->rules().empty());
    QVERIFY_OK(bench.registry->setRules({good, good}, u"admin"_s));
    QCOMPARE(bench.registry->rules().size(), size_t(2));
    QVERIFY(bench.registry->rules()[0].id != bench.registry->rules()[1].id);
    QCOMPARE(bench.snapshots.back()->rules->rules().size(), size_t(2));
    QVERIFY(bench.snapshots.back()->number > bench.snapshots.front()->number);
}

void TestAccessRegistry::aFailingStoreChangesNothing()
{
    Bench bench;
    QVERIFY_OK(bench.add(u"device_001"_s));
    const size_t published = bench.snapshots.size();
    bench.store.fails = true;
    QCOMPARE(bench.add(u"device_002"_s).error().code(), ErrorCode::Io);
    QCOMPARE(bench.registry->rotate(u"device_001"_s, {}, 0s, {}).error().code(), ErrorCode::Io);
    QCOMPARE(bench.registry->setRules({auth::AclRule()}, {}).error().code(), ErrorCode::Io);
    QCOMPARE(bench.snapshots.size(), published);
    QVERIFY(bench.accepts(u"device_001"_s, secret));
}

void TestAccessRegistry::remembersUse()
{
    Bench bench;
    QVERIFY_OK(bench.add(u"device_001"_s));
    QVERIFY(!bench.registry->find(u"device_001"_s)->lastUsedAt);
    bench.registry->noteUse("device_001", {5});
    bench.registry->noteUse("nadie", {5});
    QCOMPARE(bench.registry->find(u"device_001"_s)->lastUsedAt, base::UtcMs{5});
    QVERIFY(!bench.store.credentials()->at(0).lastUsedAt);
    QVERIFY_OK(bench.registry->saveUses());
    QCOMPARE(bench.store.credentials()->at(0).lastUsedAt, base::UtcMs{5});
}

QTEST_APPLESS_MAIN(TestAccessRegistry)
#include "tst_accessregistry.moc"
