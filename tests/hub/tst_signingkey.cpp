// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/signingkey.h"
#include "support/verify.h"
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

class SigningKeyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isMadeOnceAndKept();
    void onlyItsOwnerReadsIt();
    void aBrokenOneIsNotUsed();
    void saysWhenItCannotBeWritten();
};

void SigningKeyTest::isMadeOnceAndKept()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"hub.key"_s);
    const auto first = hub::loadSigningKey(path);
    QVERIFY_OK(first);
    QCOMPARE(first->size(), 32);
    QCOMPARE(*hub::loadSigningKey(path), *first);
    QTemporaryDir other;
    QVERIFY(*hub::loadSigningKey(other.filePath(u"hub.key"_s)) != *first);
}

void SigningKeyTest::onlyItsOwnerReadsIt()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"hub.key"_s);
    QVERIFY_OK(hub::loadSigningKey(path));
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QCOMPARE(QFile::permissions(path) & others, QFileDevice::Permissions());
}

void SigningKeyTest::aBrokenOneIsNotUsed()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"hub.key"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("short");
    file.close();
    QCOMPARE(hub::loadSigningKey(path).error().code(), base::ErrorCode::Corrupt);
}

void SigningKeyTest::saysWhenItCannotBeWritten()
{
    const auto key = hub::loadSigningKey(u"/nowhere/at/all/hub.key"_s);
    QCOMPARE(key.error().code(), base::ErrorCode::Io);
    QVERIFY(key.error().message().contains(u"/nowhere/at/all/hub.key"));
}

QTEST_APPLESS_MAIN(SigningKeyTest)
#include "tst_signingkey.moc"
