// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/user.h"
#include <QtTest>

using namespace auth;

class TestUser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void passwords_data();
    void passwords();
    void passwordBytesAreNormalised();
    void rolesHaveTheSeedsWords();
};

void TestUser::names_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("normal"); // empty: refused
    QTest::addRow("lower case") << u"Ana.P"_qs << u"ana.p"_qs;
    QTest::addRow("blanks around") << u" ana "_qs << u"ana"_qs;
    QTest::addRow("an address") << u"ana@banco"_qs << u"ana@banco"_qs;
    QTest::addRow("nothing") << QString() << QString();
    QTest::addRow("a blank inside") << u"ana p"_qs << QString();
    QTest::addRow("a wildcard") << u"ana+"_qs << QString();
    QTest::addRow("a level") << u"a/b"_qs << QString();
    QTest::addRow("a hash") << u"#"_qs << QString();
    QTest::addRow("another script") << u"аna"_qs << QString(); // Cyrillic а
    QTest::addRow("a hyphen first") << u"-ana"_qs << QString();
    QTest::addRow("64 characters") << QString(64, u'a') << QString(64, u'a');
    QTest::addRow("65 characters") << QString(65, u'a') << QString();
}

void TestUser::names()
{
    QFETCH(QString, typed);
    QFETCH(QString, normal);
    const auto name = normalUsername(typed);
    QCOMPARE(name.ok(), !normal.isEmpty());
    if (name)
        QCOMPARE(*name, normal);
}

void TestUser::passwords_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("good");
    QTest::addRow("eight") << u"12345678"_qs << true;
    QTest::addRow("seven") << u"1234567"_qs << false;
    QTest::addRow("256") << QString(256, u'x') << true;
    QTest::addRow("257") << QString(257, u'x') << false;
    QTest::addRow("the name in other case") << u"Ana-Perez"_qs << false;
    QTest::addRow("blanks and accents") << u"  ñandú  "_qs << true;
}

void TestUser::passwords()
{
    QFETCH(QString, password);
    QTEST(checkNewPassword(password, u"ana-perez"_qs).ok(), "good");
}

void TestUser::passwordBytesAreNormalised()
{
    QCOMPARE(passwordBytes(u"n\u0303"_qs), passwordBytes(u"ñ"_qs));
}

void TestUser::rolesHaveTheSeedsWords()
{
    for (const char *text : {"cajero", "supervisor", "operador", "tecnico", "administrador", "auditor"}) {
        const auto role = parseRole(QString::fromLatin1(text));
        QVERIFY2(role, text);
        QCOMPARE(word(*role), QLatin1StringView(text));
    }
    QVERIFY(!parseRole(u"Cajero"));
    QVERIFY(!parseRole(u""));
}

QTEST_APPLESS_MAIN(TestUser)
#include "tst_user.moc"
