// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/brokermigrations.h"
#include "store/database.h"
#include "store/migrator.h"
#include "store/sqlsessions.h"
#include "support/verify.h"
#include <QTemporaryDir>
#include <QtTest>

class TestSqlSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhoseASessionIs();
};

void TestSqlSessions::keepsWhoseASessionIs()
{
    QTemporaryDir folder;
    const auto database =
        store::Database::open(folder.filePath(QStringLiteral("broker.db")), store::Database::Mode::ReadWrite);
    QVERIFY_OK(database);
    QVERIFY_OK(store::migrate(**database, store::brokerMigrations()));
    store::SqlSessions sessions(**database);
    broker::SavedSession person;
    person.number = 1;
    person.clientId = "c1";
    person.user = "ana";
    person.listener = "tcp";
    broker::SavedSession device = person;
    device.number = 2;
    device.clientId = "c2";
    device.user = "CAM_1";
    device.isCertified = true; // rules for certificates hold while it is away, too
    QVERIFY_OK(sessions.set(person));
    QVERIFY_OK(sessions.set(device));
    const auto all = sessions.all();
    QVERIFY_OK(all);
    QCOMPARE(all->size(), size_t(2));
    QCOMPARE(all->at(0).user, QByteArray("ana"));
    QVERIFY(!all->at(0).isCertified);
    QCOMPARE(all->at(1).user, QByteArray("CAM_1"));
    QVERIFY(all->at(1).isCertified);
}

QTEST_APPLESS_MAIN(TestSqlSessions)
#include "tst_sqlsessions.moc"
