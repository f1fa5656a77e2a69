// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/secrets.h"
#include <QRegularExpression>
#include <QSet>
#include <QtTest>

using namespace auth;

class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneTimePasswordsAreReadableAndDiffer();
    void digests();
    void comparesAll();
    void tokensAreUrlSafe();
};

void TestSecrets::oneTimePasswordsAreReadableAndDiffer()
{
    const QRegularExpression form(u"^([2-9a-hjkmnp-z]{4}-){4}[2-9a-hjkmnp-z]{4}$"_qs);
    QSet<QString> seen;
    for (int i = 0; i < 1000; ++i) {
        const QString password = oneTimePassword();
        QVERIFY2(form.match(password).hasMatch(), qPrintable(password));
        seen.insert(password);
    }
    QCOMPARE(seen.size(), 1000);
}

void TestSecrets::digests()
{
    QCOMPARE(sha256("abc").toHex(), QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    // RFC 4231, test case 2
    QCOMPARE(hmacSha256("Jefe", "what do ya want for nothing?").toHex(),
             QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
}

void TestSecrets::comparesAll()
{
    QVERIFY(equalConstantTime("abc", "abc"));
    QVERIFY(!equalConstantTime("abc", "abd"));
    QVERIFY(!equalConstantTime("abc", "ab"));
    QVERIFY(equalConstantTime("", ""));
}

void TestSecrets::tokensAreUrlSafe()
{
    const QRegularExpression form(u"^[A-Za-z0-9_-]{43}$"_qs);
    for (int i = 0; i < 100; ++i)
        QVERIFY(form.match(QString::fromLatin1(randomToken(32))).hasMatch());
}

QTEST_APPLESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
