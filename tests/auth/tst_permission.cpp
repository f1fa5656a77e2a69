// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/permission.h"
#include <QtTest>

using namespace auth;

class TestPermission : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void table_data();
    void table();
};

void TestPermission::table_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<bool>("reads");
    QTest::addColumn<bool>("posts");
    QTest::addColumn<bool>("seesBroker");
    QTest::addColumn<bool>("actsOnBroker");
    QTest::addColumn<bool>("clearsRetained");
    QTest::addColumn<bool>("clearsTheBanks");
    QTest::addRow("cajero") << Role::Teller << true << true << false << false << false << false;
    QTest::addRow("supervisor") << Role::Supervisor << true << true << true << true << true << true;
    QTest::addRow("administrador") << Role::Administrator << true << true << true << true << true << true;
    QTest::addRow("operador") << Role::Operator << true << false << true << true << false << false;
    QTest::addRow("auditor") << Role::Auditor << true << false << true << false << false << false;
    QTest::addRow("tecnico") << Role::Technician << false << false << true << true << true << false;
}

void TestPermission::table()
{
    QFETCH(Role, role);
    QTEST(allows(role, Permission::BankRead), "reads");
    QTEST(allows(role, Permission::BankPost), "posts");
    QTEST(allows(role, Permission::BankOpen), "posts");
    QTEST(allows(role, Permission::BrokerRead), "seesBroker");
    QTEST(allows(role, Permission::BrokerAct), "actsOnBroker");
    QTEST(allows(role, Permission::BrokerRetained), "clearsRetained");
    QTEST(allows(role, Permission::BrokerRetainedBank), "clearsTheBanks");
    QVERIFY(allows(role, Permission::OwnSession));
    QVERIFY(allows(role, Permission::LiveStatus));
    QCOMPARE(allows(role, Permission::AccessAdmin), role == Role::Administrator);
    QVERIFY(!allows(role, static_cast<Permission>(99))); // deny by default
}

QTEST_APPLESS_MAIN(TestPermission)
#include "tst_permission.moc"
