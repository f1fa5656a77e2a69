// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/hubvalues.h"
#include <QtTest>

using namespace client;

class HubValuesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rolesAreReadFromTheWire_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("role");
        QTest::addColumn<bool>("posts");
        QTest::newRow("a teller posts") << u"cajero"_qs << int(Role::Teller) << true;
        QTest::newRow("a supervisor posts") << u"supervisor"_qs << int(Role::Supervisor) << true;
        QTest::newRow("an administrator posts") << u"administrador"_qs << int(Role::Administrator) << true;
        QTest::newRow("an operator reads") << u"operador"_qs << int(Role::Operator) << false;
        QTest::newRow("a technician reads") << u"tecnico"_qs << int(Role::Technician) << false;
        QTest::newRow("an auditor reads") << u"auditor"_qs << int(Role::Auditor) << false;
        QTest::newRow("an unknown word is no role") << u"Cajero"_qs << -1 << false;
    }
    void rolesAreReadFromTheWire()
    {
        QFETCH(const QString, word);
        QFETCH(const int, role);
        QFETCH(const bool, posts);
        const auto parsed = parseRole(word);
        QCOMPARE(parsed ? int(*parsed) : -1, role);
        User user;
        user.role = parsed.value_or(Role::Auditor);
        QCOMPARE(user.mayPost(), posts);
    }
    void keysAreVisibleAsciiAndDiffer()
    {
        const auto a = IdempotencyKey::random(), b = IdempotencyKey::random();
        QVERIFY(!(a == b));
        QVERIFY(a.text().size() >= 16 && a.text().size() <= 64);
        for (const char c : a.text())
            QVERIFY(c > 0x20 && c < 0x7f);
    }
};

QTEST_APPLESS_MAIN(HubValuesTest)
#include "tst_hubvalues.moc"
