// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/datafolder.h"
#include "support/verify.h"
#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using base::ErrorCode;
using store::DataFolder;

class DataFolderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isPrivateAndKnowsItsFiles();
    void isLockedWhileItLives();
    void saysWhatCannotBeCreated();
};

void DataFolderTest::isPrivateAndKnowsItsFiles()
{
    QTemporaryDir parent;
    const QString path = parent.filePath(u"a/b"_s);
    const auto folder = DataFolder::open(path);
    QVERIFY_OK(folder);
    QCOMPARE((*folder)->path(), path);
    QCOMPARE((*folder)->ledgerPath(), path + u"/ledger.db"_s);
    QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther)));
}

void DataFolderTest::isLockedWhileItLives()
{
    QTemporaryDir parent;
    {
        const auto first = DataFolder::open(parent.path());
        QVERIFY_OK(first);
        const auto second = DataFolder::open(parent.path());
        QVERIFY(!second);
        QCOMPARE(second.error().code(), ErrorCode::Unavailable);
        QVERIFY(second.error().message().contains(QString::number(QCoreApplication::applicationPid())));
        QVERIFY(second.error().message().contains(u"--data-dir"_s)); // the fix
    }
    QVERIFY_OK(DataFolder::open(parent.path()));
}

void DataFolderTest::saysWhatCannotBeCreated()
{
    QTemporaryDir parent;
    QFile file(parent.filePath(u"file"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    const auto folder = DataFolder::open(parent.filePath(u"file/folder"_s));
    QVERIFY(!folder);
    QCOMPARE(folder.error().code(), ErrorCode::Io);
    QVERIFY(folder.error().message().contains(u"--data-dir"_s));
}

QTEST_GUILESS_MAIN(DataFolderTest)
#include "tst_datafolder.moc"
