// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sqliteuisettings.h"
#include <QTemporaryDir>
#include <QtTest>

using app::SqliteUiSettings;

class SqliteUiSettingsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void remembersForEachPerson();
    void removedIsGone();
    void writesByItselfAfterAWhile();
    void aFileThatCannotBeOpenedOnlyForgets();
};

void SqliteUiSettingsTest::remembersForEachPerson()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("deep/console.db"));
    {
        SqliteUiSettings settings(path);
        settings.setText(QStringLiteral("language"), QStringLiteral("es"));
        settings.selectUser(QStringLiteral("ana"));
        settings.setValue(QStringLiteral("transactions/columns"), QByteArray("\0\1\2", 3));
        settings.selectUser(QStringLiteral("luis"));
        QVERIFY(!settings.value(QStringLiteral("transactions/columns")));
    }
    SqliteUiSettings settings(path);
    QCOMPARE(settings.text(QStringLiteral("language")), QStringLiteral("es"));
    settings.selectUser(QStringLiteral("ana"));
    QCOMPARE(settings.value(QStringLiteral("transactions/columns")), QByteArray("\0\1\2", 3));
    QVERIFY(!settings.value(QStringLiteral("language")));
}

void SqliteUiSettingsTest::removedIsGone()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("console.db"));
    {
        SqliteUiSettings settings(path);
        settings.setFlag(QStringLiteral("a"), true);
        settings.save();
        settings.remove(QStringLiteral("a"));
    }
    SqliteUiSettings settings(path);
    QVERIFY(!settings.value(QStringLiteral("a")));
}

void SqliteUiSettingsTest::writesByItselfAfterAWhile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("console.db"));
    SqliteUiSettings writing(path);
    writing.setNumber(QStringLiteral("n"), 7);
    SqliteUiSettings reading(path);
    const auto arrived = [&reading] {
        reading.selectUser(QString()); // reads the file again
        return reading.number(QStringLiteral("n")) == 7;
    };
    QTRY_VERIFY_WITH_TIMEOUT(arrived(), 30'000);
}

void SqliteUiSettingsTest::aFileThatCannotBeOpenedOnlyForgets()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("window settings will not be kept")));
    SqliteUiSettings settings(QStringLiteral("/proc/nowhere/console.db"));
    settings.setNumber(QStringLiteral("n"), 7);
    QCOMPARE(settings.number(QStringLiteral("n")), 7);
    settings.save();
}

QTEST_GUILESS_MAIN(SqliteUiSettingsTest)
#include "tst_sqliteuisettings.moc"
