// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledgerfile.h"
#include "store/sqlkeystore.h"
#include "store/sqluserstore.h"
#include "support/verify.h"
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using base::ErrorCode;

namespace {

/// A ledger with one user and two accounts of one client.
struct Bench
{
    Bench()
    {
        file = std::move(*store::LedgerFile::open(folder.filePath(u"ledger.db"_s)));
        auth::User user;
        user.username = u"eva"_s;
        user.passwordHash = "x";
        user.validFrom = {77};
        if (!store::SqlUserStore(file->database()).addUser(user))
            qFatal("no user");
        for (const char *row : {"7, '1350509525', 'USD'", "8, '1350509525', 'BOB'"}) {
            const QString sql =
                u"INSERT INTO account (id, owner, currency, holder, balance, overdraft_limit, threshold,"
                " state, opened_at, opened_by, opened_seq, day_change)"
                " VALUES (%1, 'Eva', 0, 0, 0, 0, 1, 'x', 1, 0)"_s.arg(QLatin1StringView(row));
            if (!file->database().execute(sql))
                qFatal("no account");
        }
        keys.emplace(file->database());
    }
    QTemporaryDir folder;
    std::unique_ptr<store::LedgerFile> file;
    std::optional<store::SqlKeyStore> keys;
};

auth::ApiKey full()
{
    auth::ApiKey key;
    key.id = "aB3dE6gH";
    key.hash = QByteArray(32, 'h');
    key.name = u"la aplicación"_s;
    key.scopes = {auth::Scope::BankRead, auth::Scope::EventsRead};
    key.accountId = 7;
    key.cedula = u"1350509525"_s;
    key.user = auth::UserId(1);
    key.expiresAt = base::UtcMs{50};
    key.createdAt = {5};
    key.createdBy = u"admin"_s;
    return key;
}

} // namespace

class TestSqlKeyStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysComeBackWhole();
    void idsAreCaseSensitiveAndUnique();
    void keysChange();
    void usesAreNoted();
    void subjects();
    void revokedTokensAreForgottenInTime();
    void accounts();
    void usersKnowFromWhenTheirTokensCount();
};

void TestSqlKeyStore::keysComeBackWhole()
{
    Bench bench;
    QVERIFY_OK(bench.keys->addKey(full()));
    auth::ApiKey bare = full();
    bare.id = "00000000";
    bare.accountId.reset();
    bare.cedula.clear();
    bare.user.reset();
    bare.expiresAt.reset();
    bare.createdAt = {6};
    QVERIFY_OK(bench.keys->addKey(bare));
    const auto all = bench.keys->keys();
    QVERIFY_OK(all);
    QCOMPARE(all->size(), size_t(2));
    QVERIFY(all->at(0) == bare); // the newest first
    QVERIFY(all->at(1) == full());
}

void TestSqlKeyStore::idsAreCaseSensitiveAndUnique()
{
    Bench bench;
    QVERIFY_OK(bench.keys->addKey(full()));
    QCOMPARE(bench.keys->addKey(full()).error().code(), ErrorCode::AlreadyExists);
    auth::ApiKey other = full();
    other.id = "Ab3De6Gh";
    QVERIFY_OK(bench.keys->addKey(other));
}

void TestSqlKeyStore::keysChange()
{
    Bench bench;
    auth::ApiKey key = full();
    QCOMPARE(bench.keys->updateKey(key).error().code(), ErrorCode::NotFound);
    QVERIFY_OK(bench.keys->addKey(key));
    key.name = u"otra"_s;
    key.scopes = {auth::Scope::MetricsRead};
    key.hash = QByteArray(32, 'i');
    key.expiresAt.reset();
    key.revokedAt = base::UtcMs{9};
    QVERIFY_OK(bench.keys->updateKey(key));
    QVERIFY(bench.keys->keys()->front() == key);
}

void TestSqlKeyStore::usesAreNoted()
{
    Bench bench;
    QVERIFY_OK(bench.keys->addKey(full()));
    QVERIFY_OK(bench.keys->noteKeyUses({{"aB3dE6gH", {12}}, {"unknown0", {13}}}));
    QCOMPARE(bench.keys->keys()->front().lastUsedAt->value, 12);
}

void TestSqlKeyStore::subjects()
{
    Bench bench;
    const auth::ForeignSubject subject{u"8a1c"_s, auth::UserId(1), {5}, u"admin"_s};
    QVERIFY_OK(bench.keys->setSubject(subject));
    auth::ForeignSubject again = subject;
    again.createdAt = {6};
    QVERIFY_OK(bench.keys->setSubject(again));
    QCOMPARE(bench.keys->subjects()->size(), size_t(1));
    QVERIFY(bench.keys->subjects()->front() == again);
    QVERIFY_OK(bench.keys->removeSubject(u"8a1c"_s));
    QCOMPARE(bench.keys->removeSubject(u"8a1c"_s).error().code(), ErrorCode::NotFound);
}

void TestSqlKeyStore::revokedTokensAreForgottenInTime()
{
    Bench bench;
    QVERIFY_OK(bench.keys->revokeToken({u"a"_s, {100}, {1}, u"eva"_s}));
    QVERIFY_OK(bench.keys->revokeToken({u"a"_s, {50}, {2}, u"eva"_s})); // never shorter
    QVERIFY_OK(bench.keys->revokeToken({u"b"_s, {60}, {3}, u"eva"_s}));
    QCOMPARE(bench.keys->revokedTokens({59})->size(), size_t(2));
    const auto left = bench.keys->revokedTokens({60});
    QCOMPARE(left->size(), size_t(1));
    QCOMPARE(left->front().expiresAt.value, 100);
    QVERIFY(bench.keys->revokedTokens({100})->empty());
}

void TestSqlKeyStore::accounts()
{
    Bench bench;
    QCOMPARE(bench.keys->findAccounts({}, u"1350509525"_s)->size(), size_t(2));
    const auto one = bench.keys->findAccounts(8, {});
    QCOMPARE(one->size(), size_t(1));
    QCOMPARE(one->front().cedula, u"1350509525"_s);
    QCOMPARE(one->front().currency, u"BOB"_s);
    QVERIFY(bench.keys->findAccounts(9, {})->empty());
}

void TestSqlKeyStore::usersKnowFromWhenTheirTokensCount()
{
    Bench bench;
    store::SqlUserStore users(bench.file->database());
    auto eva = **users.findUser(u"eva"_s);
    QCOMPARE(eva.validFrom.value, 77);
    eva.validFrom = {78};
    QVERIFY_OK(users.updateUser(eva));
    QCOMPARE((*users.findUser(u"eva"_s))->validFrom.value, 78);
}

QTEST_GUILESS_MAIN(TestSqlKeyStore)
#include "tst_sqlkeystore.moc"
