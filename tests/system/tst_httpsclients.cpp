// SPDX-License-Identifier: GPL-3.0-or-later
// The built program over HTTPS with curl, and its page /docs in Chromium.
#include "hubprocess.h"
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace support;

namespace {

/// Runs a program; its output, or a null text when it cannot be run or fails.
QString run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        return {};
    return QString::fromUtf8(process.readAllStandardOutput());
}

} // namespace

class HttpsClientsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void curlOverHttps();
    void theDocsPageInABrowser();
};

void HttpsClientsTest::curlOverHttps()
{
    HubProcess hub;
    const QString made =
        run(QStringLiteral(VENTANILLA_PROGRAM), {u"certificate"_s, u"create"_s, u"--data-dir"_s, hub.dataDir()});
    QVERIFY(!made.isNull());
    QVERIFY2(hub.start(), qPrintable(hub.said()));
    const int port = hub.port("https");
    QVERIFY(port > 0); // S3-67
    const QString url = u"https://localhost:%1/health"_s.arg(port);
    const QString ca = QDir(hub.dataDir()).filePath(u"tls/ca.pem"_s);
    QVERIFY(run(u"curl"_s, {u"-sk"_s, u"--noproxy"_s, u"*"_s, url}).contains(u"\"version\""));
    const QString verified = run(u"curl"_s, {u"-si"_s, u"--noproxy"_s, u"*"_s, u"--cacert"_s, ca, url});
    QVERIFY2(verified.contains(u"\"version\""), qPrintable(verified));
    QVERIFY(!verified.contains(u"Strict-Transport-Security"));                // plain HTTP is open on this host, too
    QVERIFY(run(u"curl"_s, {u"-s"_s, u"--noproxy"_s, u"*"_s, url}).isNull()); // nobody knows our CA
    const QString packed =
        run(u"curl"_s, {u"-si"_s, u"--noproxy"_s, u"*"_s, u"--compressed"_s, hub.url(u"/openapi.json"_s).toString()});
    QVERIFY(packed.contains(u"Content-Encoding: gzip") && packed.contains(u"\"openapi\":\"3.1.0\"")); // S4-63
}

void HttpsClientsTest::theDocsPageInABrowser()
{
    if (QStandardPaths::findExecutable(u"chromium"_s).isEmpty())
        QSKIP("chromium is not installed");
    const QString node = QStringLiteral(VENTANILLA_SOURCE_DIR "/tests/system/node");
    if (!QDir(node).exists(u"node_modules/ws"_s))
        QSKIP("npm's ws is not installed (./check fetches it)");
    HubProcess hub;
    QVERIFY2(hub.start(), qPrintable(hub.said()));
    const QString screenshot = QDir(hub.dataDir()).filePath(u"docs.png"_s);
    QProcess browser;
    browser.start(u"node"_s, {node + u"/docs_page.mjs"_s, hub.url(QString()).toString(), u"admin"_s,
                              QString::fromUtf8(HubProcess::adminPassword),
                              qEnvironmentVariable("VENTANILLA_DOCS_SCREENSHOT", screenshot)});
    QVERIFY(browser.waitForFinished(120'000));
    const QByteArray said = browser.readAllStandardOutput() + browser.readAllStandardError();
    QVERIFY2(browser.exitCode() == 0, said.constData());
}

QTEST_GUILESS_MAIN(HttpsClientsTest)
#include "tst_httpsclients.moc"
