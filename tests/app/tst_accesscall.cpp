// SPDX-License-Identifier: GPL-3.0-or-later
// From the words of `acl …` and `device …` to the call that they mean, and from its answer to text.
#include "app/accesscall.h"
#include "app/accesstext.h"
#include "support/verify.h"
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

class AccessCallTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void calls_data();
    void calls();
    void refusals_data();
    void refusals();
    void formats_data();
    void formats();
    void spans();
    void secretsComeFromTheEnvironment();
    void texts_data();
    void texts();

private:
    static base::Result<QByteArray> file(const QString &name)
    {
        if (name == u"missing")
            return {base::ErrorCode::Io, u"missing"_s};
        return QByteArray("user a\ntopic b\n");
    }
};

void AccessCallTest::calls_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("path"); ///< method and path
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *words, const char *path, const char *body) {
        QTest::addRow("%s", words) << QString::fromLatin1(words) << QString::fromLatin1(path) << QByteArray(body);
    };
    row("acl", "GET acl", "{}");
    row("acl list", "GET acl", "{}");
    row("acl check ana - publish a/b", "POST acl-check",
        R"({"action":"publish","client_id":"","topic":"a/b","username":"ana"})");
    row("acl import f", "POST acl-file", R"({"format":"mosquitto","text":"user a\ntopic b\n"})");
    row("acl import f --format emqx --apply --replace --partial", "POST acl-file",
        R"({"apply":true,"format":"emqx","partial":true,"replace":true,"text":"user a\ntopic b\n"})");
    row("acl export", "GET acl-file", R"({"format":"json"})");
    row("acl export out --format mosquitto", "GET acl-file", R"({"format":"mosquitto"})");
    row("device list", "GET credentials", R"({"limit":500})");
    row("device add device_001 --client-id a,b --device-id ESP32_001 --cedula 1350509525 --note patio --mosquitto",
        "POST credentials",
        R"({"cedula":"1350509525","client_ids":["a","b"],"device_id":"ESP32_001","exportable":true,"note":"patio","username":"device_001"})");
    row("device add CAM_1 --certificate", "POST credentials", R"({"certificate_only":true,"username":"CAM_1"})");
    row("device change device_001 --note x", "PATCH credentials/device_001", R"({"note":"x"})");
    row("device rotate device_001", "POST credentials/device_001/rotate", R"({"grace_s":0})");
    row("device rotate device_001 --grace 24h", "POST credentials/device_001/rotate", R"({"grace_s":86400})");
    row("device enable device_001", "PATCH credentials/device_001", R"({"enabled":true})");
    row("device disable device_001", "PATCH credentials/device_001", R"({"enabled":false})");
    row("device remove device_001", "DELETE credentials/device_001", "{}");
    row("device import f --apply", "POST credentials-file", R"({"apply":true,"text":"user a\ntopic b\n"})");
    row("device export", "GET credentials-file", "{}");
}

void AccessCallTest::calls()
{
    QFETCH(QString, words);
    const auto line = app::parseCommandLine(QStringList{u"ventanilla"_s} + words.split(u' '));
    QVERIFY_OK(line);
    const auto call = app::accessCallFor(*line, {}, file);
    QVERIFY_OK(call);
    const QString path = QString::fromLatin1(call->method) + u' ' + call->path.join(u'/');
    QTEST(path, "path");
    QTEST(QJsonDocument(call->body).toJson(QJsonDocument::Compact), "body");
    QVERIFY(!call->by.isEmpty());
}

void AccessCallTest::refusals_data()
{
    QTest::addColumn<QString>("words");
    for (const char *words :
         {"acl dance", "acl import", "acl import missing", "acl check ana", "acl list twice", "device add",
          "device add a b", "device dance a", "device rotate a --grace soon", "device import missing"})
        QTest::addRow("%s", words) << QString::fromLatin1(words);
}

void AccessCallTest::refusals()
{
    QFETCH(QString, words);
    const auto line = app::parseCommandLine(QStringList{u"ventanilla"_s} + words.split(u' '));
    QVERIFY_OK(line);
    QVERIFY(!app::accessCallFor(*line, {}, file));
}

void AccessCallTest::formats_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("format");
    QTest::addRow("mosquitto") << QByteArray("# c\n\nuser a\n") << u"mosquitto"_s;
    QTest::addRow("S1-69 EMQX") << QByteArray("{allow,{user,\"a\"},publish,[\"b\"]}.") << u"emqx"_s;
    QTest::addRow("EMQX with a comment") << QByteArray("%% c\n{allow, all}.") << u"emqx"_s;
    QTest::addRow("our own") << QByteArray("{\n  \"rules\": []}") << u"json"_s;
    QTest::addRow("our own, in one line") << QByteArray("{\"rules\":[]}") << u"json"_s;
    QTest::addRow("nothing") << QByteArray() << u"mosquitto"_s;
}

void AccessCallTest::formats()
{
    QFETCH(QByteArray, text);
    QTEST(app::formatOf(text), "format");
}

void AccessCallTest::spans()
{
    QCOMPARE(*app::secondsFrom(u"90"_s), 90);
    QCOMPARE(*app::secondsFrom(u"15m"_s), 900);
    QCOMPARE(*app::secondsFrom(u"7d"_s), 604'800);
    for (const QString &bad : {u""_s, u"d"_s, u"-1h"_s, u"1w"_s, u"99999999999d"_s})
        QVERIFY(!app::secondsFrom(bad));
}

void AccessCallTest::secretsComeFromTheEnvironment()
{
    const QHash<QString, QString> environment{{u"VENTANILLA_SECRET"_s, u"una clave larga"_s}};
    for (const QString &verb : {u"add"_s, u"rotate"_s}) {
        const auto line = app::parseCommandLine({u"ventanilla"_s, u"device"_s, verb, u"a"_s});
        QCOMPARE(app::accessCallFor(*line, environment, file)->body.value(u"secret").toString(), u"una clave larga"_s);
    }
}

void AccessCallTest::texts_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const char *words, const char *answer, const char *part) {
        QTest::addRow("%s", name) << QString::fromLatin1(words) << QByteArray(answer) << QString::fromLatin1(part);
    };
    row("no rules", "acl list", R"({"rules":[]})", "no rules");
    row("a rule", "acl list",
        R"({"rules":[{"effect":"permit","who":{"user":"a"},"action":"publish","qos":[1],"topics":["b"]}]})",
        R"(   1  permit  {"user":"a"}  publish  ["b"]  qos=[1])");
    row("a rule for every topic", "acl list", R"({"rules":[{"effect":"deny","who":"all","action":"all"}]})",
        "deny    all  all  every topic");
    row("allowed", "acl check a b publish c", R"({"allowed":true,"by":"device"})", "allowed (device)");
    row("denied", "acl check a b publish c", R"({"allowed":false,"by":"default"})", "denied (default)");
    row("a report", "acl import f",
        R"({"applied":false,"complete":false,"report":[{"line":3,"kind":"not_taken","text":"why"}]})",
        "line 3: NOT TAKEN - why");
    row("what is left to do", "acl import f", R"({"applied":false,"complete":true,"report":[]})", "--apply");
    row("done", "acl import f", R"({"applied":true,"complete":true,"report":[]})", "Imported");
    row("an export", "acl export", R"({"text":"user a\n","report":[]})", "user a\n");
    row("what an export lacks", "acl export", R"({"text":"","report":[{"line":2,"kind":"not_taken","text":"why"}]})",
        "# rule 2: why");
    row("a secret, once", "device add a", R"({"username":"a","secret":"s3cr3t"})", "s3cr3t");
    row("no devices", "device list", R"({"items":[]})", "no device credentials");
    row("argon2id stays here", "device export", R"({"text":"","not_exportable":["a"]})", "# a cannot be exported");
    row("removed", "device remove a", "{}", "Removed");
}

void AccessCallTest::texts()
{
    QFETCH(QString, words);
    QFETCH(QByteArray, answer);
    QFETCH(QString, part);
    const auto line = app::parseCommandLine(QStringList{u"ventanilla"_s} + words.split(u' '));
    QVERIFY_OK(line);
    const QString text = app::accessText(*line, QJsonDocument::fromJson(answer).object());
    QVERIFY2(text.contains(part), qPrintable(text));
    QVERIFY(text.endsWith(u'\n'));
}

QTEST_GUILESS_MAIN(AccessCallTest)
#include "tst_accesscall.moc"
