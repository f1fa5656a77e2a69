// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/acljson.h"
#include "store/ledgerfile.h"
#include "store/sqlaccessstore.h"
#include "support/memoryaccessstore.h"
#include "support/verify.h"
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using base::ErrorCode;

namespace {

/// The port's tests run against the tables and against the memory that other tests use in their place. Each apply() is
/// a transaction, as the port promises.
struct Backend
{
    explicit Backend(bool sql)
    {
        if (sql)
            file = std::move(*store::LedgerFile::open(folder.filePath(u"ledger.db"_s)));
    }
    base::Result<> apply(const auth::AccessChange &change)
    {
        if (!file)
            return memory.apply(change);
        return file->transact(
            [&](store::LedgerFile &ledger) { return store::SqlAccessStore(ledger.database()).apply(change); });
    }
    std::vector<auth::DeviceCredential> credentials()
    {
        return file ? *store::SqlAccessStore(file->database()).credentials() : *memory.credentials();
    }
    base::Result<std::vector<auth::AclRule>> rules()
    {
        return file ? store::SqlAccessStore(file->database()).rules() : memory.rules();
    }
    base::Result<> noteUsed(const std::vector<auth::CredentialUse> &uses)
    {
        return file ? store::SqlAccessStore(file->database()).noteUsed(uses) : memory.noteUsed(uses);
    }

    QTemporaryDir folder;
    std::unique_ptr<store::LedgerFile> file;
    support::MemoryAccessStore memory;
};

auth::DeviceCredential full(const QString &name)
{
    auth::DeviceCredential made;
    made.username = name;
    made.clientIds = {u"ESP32_001"_s, u"con \"comillas\""_s};
    made.deviceId = u"ESP32_001"_s;
    made.cedula = u"1350509525"_s;
    made.secretHash = "$argon2id$x";
    made.exportHash = "$7$x";
    made.previousHash = "$argon2id$y";
    made.graceUntil = base::UtcMs{7};
    made.enabled = false;
    made.note = u"Cámara ñ"_s;
    made.epoch = 3;
    made.createdAt = {1};
    made.rotatedAt = {2};
    made.lastUsedAt = base::UtcMs{9};
    return made;
}

auth::AclRule rule(const char *json)
{
    return *auth::ruleFromJson(QJsonDocument::fromJson(json).object());
}

} // namespace

class TestSqlAccessStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsCredentials_data();
    void keepsCredentials();
    void keepsRulesInOrder_data();
    void keepsRulesInOrder();
    void changesAllOrNothing_data();
    void changesAllOrNothing();
    void halfAListIsNone();
};

void TestSqlAccessStore::keepsCredentials_data()
{
    QTest::addColumn<bool>("sql");
    QTest::addRow("SQLite") << true;
    QTest::addRow("memory") << false;
}

void TestSqlAccessStore::keepsCredentials()
{
    QFETCH(bool, sql);
    Backend backend(sql);
    auth::DeviceCredential bare;
    bare.username = u"a"_s;
    QVERIFY_OK(backend.apply({{}, {full(u"device_001"_s), bare}, {}, {}}));
    auto kept = backend.credentials();
    QCOMPARE(kept.size(), size_t(2));
    QCOMPARE(kept[0].username, u"a"_s); // by name
    auth::DeviceCredential expected = full(u"device_001"_s);
    expected.id = kept[1].id;
    QCOMPARE(kept[1], expected);
    kept[1].enabled = true;
    kept[1].graceUntil.reset();
    kept[1].note = u"otra"_s;
    QVERIFY_OK(backend.apply({{}, {}, {kept[1]}, {}}));
    QCOMPARE(backend.credentials()[1], kept[1]);
    QVERIFY_OK(backend.noteUsed({{kept[0].id, {42}}, {auth::CredentialId(99), {42}}}));
    QCOMPARE(backend.credentials()[0].lastUsedAt, base::UtcMs{42});
    QVERIFY_OK(backend.apply({{}, {}, {}, {kept[0].id}}));
    QCOMPARE(backend.credentials().size(), size_t(1));
}

void TestSqlAccessStore::keepsRulesInOrder_data()
{
    keepsCredentials_data();
}

void TestSqlAccessStore::keepsRulesInOrder()
{
    QFETCH(bool, sql);
    Backend backend(sql);
    const auto a = rule(R"({"effect":"permit","who":{"user":"a"},"topics":["a/#"]})");
    const auto b = rule(R"({"effect":"deny","who":"all"})");
    QVERIFY_OK(backend.apply({std::vector{a, b}, {}, {}, {}}));
    auto rules = *backend.rules();
    QCOMPARE(rules.size(), size_t(2));
    QCOMPARE(rules[0].who.text, u"a"_s);
    QVERIFY(rules[0].id.value() > 0 && rules[0].id != rules[1].id);
    std::swap(rules[0], rules[1]);
    rules.insert(rules.begin() + 1, a);
    QVERIFY_OK(backend.apply({rules, {}, {}, {}}));
    const auto again = *backend.rules();
    QCOMPARE(again.size(), size_t(3));
    QCOMPARE(again[0], rules[0]); // ids stay
    QCOMPARE(again[2], rules[2]);
    QVERIFY(again[1].id.value() > 0 && again[1].id != again[0].id && again[1].id != again[2].id);
    QVERIFY_OK(backend.apply({std::vector<auth::AclRule>(), {}, {}, {}}));
    QVERIFY(backend.rules()->empty());
}

void TestSqlAccessStore::changesAllOrNothing_data()
{
    keepsCredentials_data();
}

void TestSqlAccessStore::changesAllOrNothing()
{
    QFETCH(bool, sql);
    Backend backend(sql);
    QVERIFY_OK(backend.apply({{}, {full(u"device_001"_s)}, {}, {}}));
    const auto deny = rule(R"({"effect":"deny"})");
    QCOMPARE(backend.apply({std::vector{deny}, {full(u"new"_s), full(u"device_001"_s)}, {}, {}}).error().code(),
             ErrorCode::AlreadyExists);
    QCOMPARE(backend.apply({std::vector{deny}, {full(u"new"_s)}, {}, {auth::CredentialId(99)}}).error().code(),
             ErrorCode::NotFound);
    auth::DeviceCredential unknown = full(u"x"_s);
    unknown.id = auth::CredentialId(99);
    QCOMPARE(backend.apply({{}, {}, {unknown}, {}}).error().code(), ErrorCode::NotFound);
    QCOMPARE(backend.credentials().size(), size_t(1));
    QVERIFY(backend.rules()->empty());
}

void TestSqlAccessStore::halfAListIsNone()
{
    Backend backend(true);
    QVERIFY_OK(backend.apply({std::vector{rule(R"({"effect":"deny"})"), rule(R"({"effect":"permit"})")}, {}, {}, {}}));
    store::Statement spoil(backend.file->database(), u"UPDATE acl_rule SET rule = '{' WHERE position = 1"_s);
    QVERIFY_OK(spoil.run());
    QCOMPARE(backend.rules().error().code(), ErrorCode::Corrupt);
}

QTEST_APPLESS_MAIN(TestSqlAccessStore)
#include "tst_sqlaccessstore.moc"
