// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/secrets.h"
#include "hub/foreignkeyfiles.h"
#include "hub/foreignsettings.h"
#include "support/verify.h"
#include <QTemporaryDir>
#include <QtTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

bool takes(const hub::ForeignKeyFiles &files, const QByteArray &secret)
{
    const QByteArray signedPart = auth::toBase64Url(R"({"alg":"HS256"})") + '.' +
                                  auth::toBase64Url(R"({"sub":"a","aud":"authenticated","exp":2000})");
    const QByteArray token = signedPart + '.' + auth::toBase64Url(auth::hmacSha256(secret, signedPart));
    const auto parts = auth::JwtParts::split(token);
    return parts && files.tokens() && files.tokens()->verify(*parts, {1'000'000}).ok();
}

} // namespace

class TestForeignKeyFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutFilesThereAreNoTokens();
    void changedFilesAreReadAgain();
    void badFilesAreToldWithTheirSetting_data();
    void badFilesAreToldWithTheirSetting();
    void settingsNameFilesOfTheDataFolder();
};

void TestForeignKeyFiles::withoutFilesThereAreNoTokens()
{
    hub::ForeignKeyFiles files({});
    QVERIFY_OK(files.read());
    QVERIFY(!files.tokens());
}

void TestForeignKeyFiles::changedFilesAreReadAgain()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"secret"_s);
    const QByteArray first(32, 'a');
    const QByteArray second(40, 'b');
    write(path, first + '\n'); // an editor's line end is not part of it
    hub::ForeignKeyFiles files({{}, u"authenticated"_s, path, {}, {}});
    QVERIFY_OK(files.read());
    QVERIFY(takes(files, first));
    write(path, second);
    QVERIFY(files.lookAgain(61s));
    QVERIFY(takes(files, second));
    QVERIFY(!takes(files, first));
    write(path, QByteArray(50, 'c'));
    QVERIFY(!files.lookAgain(120s)); // within the minute
    QVERIFY(files.lookAgain(121s));
    write(path, "short");
    QVERIFY(!files.lookAgain(182s));
    QVERIFY(takes(files, QByteArray(50, 'c'))); // what was good stays
}

void TestForeignKeyFiles::badFilesAreToldWithTheirSetting_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("setting");
    QTest::addRow("a short secret") << 0 << QByteArray("short") << u"auth.foreign.hs256_secret_file"_s;
    QTest::addRow("no JWKS") << 1 << QByteArray("{}") << u"auth.foreign.jwks_file"_s;
    QTest::addRow("no PEM") << 2 << QByteArray("x") << u"auth.foreign.pem_file"_s;
    QTest::addRow("no file") << 1 << QByteArray() << u"auth.foreign.jwks_file"_s;
    QTest::addRow("a huge file") << 1 << QByteArray(300 * 1024, 'x') << u"auth.foreign.jwks_file"_s;
}

void TestForeignKeyFiles::badFilesAreToldWithTheirSetting()
{
    QFETCH(int, which);
    QFETCH(QByteArray, text);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"keys"_s);
    if (!text.isEmpty())
        write(path, text);
    hub::ForeignOptions options;
    (which == 0 ? options.secretFile : which == 1 ? options.jwksFile : options.pemFile) = path;
    hub::ForeignKeyFiles files(options);
    const auto done = files.read();
    QVERIFY(!done);
    QFETCH(QString, setting);
    QVERIFY2(done.error().toString().startsWith(setting), qPrintable(done.error().toString()));
}

void TestForeignKeyFiles::settingsNameFilesOfTheDataFolder()
{
    const auto settings = hub::resolveSettings(
        {{{u"auth.foreign.jwks_file"_s, u"jwks.json"_s}, {u"auth.foreign.pem_file"_s, u"/etc/keys.pem"_s}}},
        u"/data"_s);
    QVERIFY_OK(settings);
    QCOMPARE(settings->foreign.jwksFile, u"/data/jwks.json"_s);
    QCOMPARE(settings->foreign.pemFile, u"/etc/keys.pem"_s);
    QCOMPARE(settings->foreign.secretFile, QString());
    QCOMPARE(settings->foreign.audience, u"authenticated"_s); // S4-56
}

QTEST_GUILESS_MAIN(TestForeignKeyFiles)
#include "tst_foreignkeyfiles.moc"
