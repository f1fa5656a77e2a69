// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/secrets.h"
#include "store/ledgerfile.h"
#include "store/sqluserstore.h"
#include "support/memoryuserstore.h"
#include "support/verify.h"
#include <QTemporaryDir>
#include <QtTest>

using base::ErrorCode;

namespace {

constexpr base::UtcMs now{1'705'347'000'000};
constexpr base::UtcMs later{now.value + 1000};
constexpr base::UtcMs expiry{now.value + 100'000};

/// The port's tests run against the tables and against the memory that other tests use in their place.
struct Backend
{
    explicit Backend(bool sql)
    {
        if (sql) {
            file = std::move(*store::LedgerFile::open(folder.filePath(u"ledger.db"_qs)));
            tables = std::make_unique<store::SqlUserStore>(file->database());
        }
    }
    auth::UserStore &store() { return tables ? static_cast<auth::UserStore &>(*tables) : memory; }

    QTemporaryDir folder;
    std::unique_ptr<store::LedgerFile> file;
    std::unique_ptr<store::SqlUserStore> tables;
    support::MemoryUserStore memory;
};

auth::User user(const QString &name)
{
    auth::User made;
    made.username = name;
    made.displayName = u"Ana María Ñ"_qs;
    made.role = auth::Role::Supervisor;
    made.passwordHash = "$argon2id$x";
    made.mustChangePassword = true;
    made.tokenEpoch = 3;
    made.accountId = 7;
    made.createdAt = now;
    return made;
}

auth::TokenFamily family(const QByteArray &id, auth::UserId owner)
{
    return {id, owner, now, expiry, {}};
}

auth::RefreshToken token(const QByteArray &secret, const QByteArray &of)
{
    return {auth::sha256(secret), of, now, expiry, {}};
}

} // namespace

class TestSqlUserStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_backend.reset(); }
    void keepsUsers_data() { backends(); }
    void keepsUsers();
    void namesAreUnique_data() { backends(); }
    void namesAreUnique();
    void updatesUsers_data() { backends(); }
    void updatesUsers();
    void tokensAreSpentOnce_data() { backends(); }
    void tokensAreSpentOnce();
    void revokes_data() { backends(); }
    void revokes();
    void forgetsWhatExpired_data() { backends(); }
    void forgetsWhatExpired();
    void survivesReopening();
    void aRolledBackJobLeavesNothing();

private:
    static void backends();
    auth::UserStore &store() { return m_backend->store(); }
    auth::UserId add(const QString &name) { return store().addUser(user(name))->id; }
    std::unique_ptr<Backend> m_backend;
};

void TestSqlUserStore::backends()
{
    QTest::addColumn<bool>("sql");
    QTest::addRow("tables") << true;
    QTest::addRow("memory") << false;
}

void TestSqlUserStore::init()
{
    const bool hasData = QTest::currentDataTag() != nullptr;
    m_backend = std::make_unique<Backend>(!hasData || QByteArrayView(QTest::currentDataTag()) == "tables");
}

void TestSqlUserStore::keepsUsers()
{
    const auto added = store().addUser(user(u"ana"_qs));
    QVERIFY_OK(added);
    auth::User expected = user(u"ana"_qs);
    expected.id = added->id;
    QCOMPARE(*added == expected, true);
    QCOMPARE(**store().findUser(u"ana"_qs) == expected, true);
    QCOMPARE(**store().findUser(added->id) == expected, true);
    QVERIFY(!store().findUser(u"Ana"_qs)->has_value());
    QVERIFY(!store().findUser(auth::UserId(99))->has_value());
    auth::User plain = user(u"eva"_qs);
    plain.accountId = {};
    QVERIFY_OK(store().addUser(plain));
    QVERIFY(!(**store().findUser(u"eva"_qs)).accountId);
    QCOMPARE(store().users()->size(), size_t{2});
}

void TestSqlUserStore::namesAreUnique()
{
    add(u"ana"_qs);
    const auto again = store().addUser(user(u"ana"_qs));
    QVERIFY(!again);
    QCOMPARE(again.error().code(), ErrorCode::AlreadyExists);
    QCOMPARE(store().users()->size(), size_t{1});
    QVERIFY(add(u"eva"_qs) != (**store().findUser(u"ana"_qs)).id);
}

void TestSqlUserStore::updatesUsers()
{
    add(u"ana"_qs);
    auth::User changed = **store().findUser(u"ana"_qs);
    changed.role = auth::Role::Auditor;
    changed.passwordHash = "other";
    changed.mustChangePassword = false;
    changed.enabled = false;
    changed.tokenEpoch = 4;
    QVERIFY_OK(store().updateUser(changed));
    QCOMPARE(**store().findUser(u"ana"_qs) == changed, true);
    changed.id = auth::UserId(99);
    QCOMPARE(store().updateUser(changed).error().code(), ErrorCode::NotFound);
}

void TestSqlUserStore::tokensAreSpentOnce()
{
    const auth::UserId ana = add(u"ana"_qs);
    QVERIFY_OK(store().startFamily(family("f", ana), token("a", "f")));
    const auto known = store().findToken(auth::sha256("a"));
    QVERIFY_OK(known);
    QCOMPARE((*known)->family == family("f", ana), true);
    QCOMPARE((*known)->token == token("a", "f"), true);
    QVERIFY(!store().findToken(auth::sha256("x"))->has_value());

    auth::RefreshToken next = token("b", "f");
    next.issuedAt = later;
    QCOMPARE(*store().rotateToken(auth::sha256("a"), next), true);
    QCOMPARE(*store().rotateToken(auth::sha256("a"), token("c", "f")), false);
    QVERIFY(!store().findToken(auth::sha256("c"))->has_value());
    QVERIFY((*store().findToken(auth::sha256("a")))->token.spentAt == later);
    QVERIFY(!(*store().findToken(auth::sha256("b")))->token.spentAt);
}

void TestSqlUserStore::revokes()
{
    const auth::UserId ana = add(u"ana"_qs);
    const auth::UserId eva = add(u"eva"_qs);
    for (const char *id : {"a1", "a2", "a3"})
        QVERIFY_OK(store().startFamily(family(id, ana), token(id, id)));
    QVERIFY_OK(store().startFamily(family("e1", eva), token("e1", "e1")));
    QVERIFY_OK(store().revokeFamily("a1", now));
    QVERIFY_OK(store().revokeFamily("a1", later)); // the first time counts
    QVERIFY_OK(store().revokeFamily("unknown", later));
    QCOMPARE(*store().familiesRevokedSince(now), std::vector<QByteArray>{"a1"});
    QVERIFY(store().familiesRevokedSince(later)->empty());
    QVERIFY_OK(store().revokeFamiliesOf(ana, "a2", later));
    auto revoked = *store().familiesRevokedSince(now);
    std::sort(revoked.begin(), revoked.end());
    QCOMPARE(revoked, (std::vector<QByteArray>{"a1", "a3"}));
    QVERIFY((*store().findToken(auth::sha256("a1")))->family.revokedAt == now);
}

void TestSqlUserStore::forgetsWhatExpired()
{
    const auth::UserId ana = add(u"ana"_qs);
    QVERIFY_OK(store().startFamily(family("f", ana), token("a", "f")));
    QVERIFY_OK(store().forgetFamilies(expiry));
    QVERIFY(store().findToken(auth::sha256("a"))->has_value());
    QVERIFY_OK(store().forgetFamilies({expiry.value + 1}));
    QVERIFY(!store().findToken(auth::sha256("a"))->has_value());
    QVERIFY_OK(store().startFamily(family("f", ana), token("a", "f"))); // its tokens are gone too
}

void TestSqlUserStore::survivesReopening()
{
    add(u"ana"_qs);
    m_backend->tables.reset();
    QVERIFY_OK(m_backend->file->reopen());
    m_backend->tables = std::make_unique<store::SqlUserStore>(m_backend->file->database());
    QVERIFY(store().findUser(u"ana"_qs)->has_value());
}

void TestSqlUserStore::aRolledBackJobLeavesNothing()
{
    const auto done = m_backend->file->transact([](store::LedgerFile &file) -> base::Result<> {
        store::SqlUserStore users(file.database());
        if (const auto added = users.addUser(user(u"ana"_qs)); !added)
            return added.error();
        return {ErrorCode::Internal, u"changed my mind"_qs};
    });
    QVERIFY(!done);
    QVERIFY(store().users()->empty());
}

QTEST_APPLESS_MAIN(TestSqlUserStore)
#include "tst_sqluserstore.moc"
