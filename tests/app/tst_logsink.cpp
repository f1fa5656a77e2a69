// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logformat.h"
#include "app/loglevels.h"
#include "app/logsink.h"
#include "support/fakeclock.h"
#include "support/verify.h"
#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using gateway::LogLevel;

Q_LOGGING_CATEGORY(lcGatewayHere, "ventanilla.gateway", QtWarningMsg)
Q_LOGGING_CATEGORY(lcHubHere, "ventanilla.hub", QtInfoMsg)

namespace {

QStringList messagesOf(const app::LogSink &sink, const gateway::LogQuery &query = {})
{
    QStringList messages;
    for (const auto &line : sink.lines(query))
        messages << line.message;
    return messages;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class LogSinkTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { qunsetenv("QT_LOGGING_RULES"); }
    void knowsEveryCategory();
    void formats_data();
    void formats();
    void oneLineStaysOne();
    void rules_data();
    void rules();
    void levelsSwitchAtOnce();
    void aSpanEnds();
    void keepsTheNewest();
    void filters();
    void writesAndTurnsTheFile();
    void jsonLinesAreJson();
    void takesFromManyThreads();
    void aWrongFileIsSaid();
};

void LogSinkTest::knowsEveryCategory()
{
    QStringList inSources;
    static const QRegularExpression macro(u"Q_LOGGING_CATEGORY\\(\\w+, \"ventanilla\\.([\\w.]+)\", Qt(\\w+)Msg\\)"_s);
    QDirIterator files(QStringLiteral(VENTANILLA_SOURCE_DIR "/src"), {u"*.cpp"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        for (const auto &match : macro.globalMatch(QString::fromUtf8(contentOf(files.next()))))
            inSources << match.captured(1) + u'=' + match.captured(2).toLower();
    }
    inSources.sort();
    QStringList known;
    for (const app::KnownCategory &category : app::knownCategories())
        known << QString(category.name + u'=' + word(category.level));
    known.sort();
    QCOMPARE(known, inSources);
    for (const char *name : {"websocket", "mqtt", "gateway", "bank.socket", "auth", "desk", "store", "sse", "socketio"})
        QVERIFY2(known.join(u' ').contains(QString(QLatin1StringView(name) + u'=')), name); // S3-78, S4-66
}

void LogSinkTest::formats_data()
{
    QTest::addColumn<hub::LogFormat>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("text") << hub::LogFormat::Text
                          << QByteArray("2024-01-15T19:30:00.000Z warning gateway: GET / request=ab-1\n");
    QTest::newRow("journal: priority, no time")
        << hub::LogFormat::Journal << QByteArray("<4>gateway: GET / request=ab-1\n");
    QTest::newRow("json") << hub::LogFormat::Json
                          << QByteArray(R"({"ts":"2024-01-15T19:30:00.000Z","level":"warning","category":"gateway",)"
                                        R"("message":"GET / request=ab-1","request_id":"ab-1"})"
                                        "\n");
}

void LogSinkTest::formats()
{
    QFETCH(hub::LogFormat, format);
    QFETCH(QByteArray, text);
    gateway::LogLine line{1, {1'705'347'000'000}, LogLevel::Warning, u"gateway"_s, u"GET / request=ab-1"_s, {}};
    line.requestId = app::requestIdIn(line.message);
    QCOMPARE(app::formatLine(line, format), text);
}

void LogSinkTest::oneLineStaysOne()
{
    const gateway::LogLine line{1, {0}, LogLevel::Info, u"hub"_s, u"a\n2024 error hub: made up\x1b[31m"_s, {}};
    for (const auto format : {hub::LogFormat::Text, hub::LogFormat::Json, hub::LogFormat::Journal}) {
        const QByteArray bytes = app::formatLine(line, format);
        QCOMPARE(bytes.count('\n'), 1);
        QVERIFY(!bytes.contains('\x1b'));
    }
}

void LogSinkTest::rules_data()
{
    QTest::addColumn<QString>("rules");
    QTest::addColumn<bool>("isGood");
    QTest::addColumn<QString>("gateway");
    QTest::newRow("nothing") << QString() << true << u"warning"_s;
    QTest::newRow("one") << u"gateway=debug"_s << true << u"debug"_s;
    QTest::newRow("S3-78 the whole name") << u"ventanilla.gateway=info"_s << true << u"info"_s;
    QTest::newRow("several, with blanks and lines") << u" websocket=debug ,\n gateway = error"_s << true << u"error"_s;
    QTest::newRow("all, then one") << u"*=error,gateway=info"_s << true << u"info"_s;
    QTest::newRow("Qt's own form beside ours") << u"qt.network*=true,gateway=info"_s << true << u"info"_s;
    QTest::newRow("an unknown category") << u"gatway=info"_s << false << u"warning"_s;
    QTest::newRow("an unknown level") << u"gateway=loud"_s << false << u"warning"_s;
    QTest::newRow("no level") << u"gateway"_s << false << u"warning"_s;
    QTest::newRow("wrong after right changes nothing") << u"gateway=info,x=info"_s << false << u"warning"_s;
}

void LogSinkTest::rules()
{
    QFETCH(QString, rules);
    QFETCH(bool, isGood);
    QFETCH(QString, gateway);
    app::LogLevels levels;
    QCOMPARE(levels.apply(rules).ok(), isGood);
    for (const auto &category : levels.categories()) {
        if (category.name == u"gateway")
            QCOMPARE(word(category.level).toString(), gateway);
    }
}

void LogSinkTest::levelsSwitchAtOnce()
{
    const support::FakeClock clock;
    app::LogSink sink(clock, false);
    qCInfo(lcGatewayHere) << "unheard";
    QVERIFY_OK(sink.setLevel(u"gateway"_s, LogLevel::Debug, {}));
    qCDebug(lcGatewayHere) << "heard";
    QVERIFY_OK(sink.setLevel(u"*"_s, LogLevel::Error, {}));
    qCWarning(lcGatewayHere) << "unheard again";
    qCInfo(lcHubHere) << "unheard too";
    qCCritical(lcHubHere) << "always heard";
    QCOMPARE(messagesOf(sink), (QStringList{u"heard"_s, u"always heard"_s}));
    QCOMPARE(sink.setLevel(u"nothing"_s, LogLevel::Info, {}).error().code(), base::ErrorCode::NotFound);
}

void LogSinkTest::aSpanEnds()
{
    support::FakeClock clock;
    app::LogSink sink(clock, false);
    const auto state = [&sink] {
        for (const auto &category : sink.categories()) {
            if (category.name == u"gateway")
                return category;
        }
        return gateway::LogCategory{};
    };
    QVERIFY_OK(sink.setLevel(u"gateway"_s, LogLevel::Debug, 60s));
    QCOMPARE(state().level, LogLevel::Debug);
    QCOMPARE(state().until->value, clock.utcNow().value + 60'000);
    clock.advance(61s);
    QTRY_VERIFY_WITH_TIMEOUT(!state().until, 30'000);
    QCOMPARE(state().level, LogLevel::Warning);
    qCInfo(lcGatewayHere) << "unheard";
    QVERIFY(messagesOf(sink).isEmpty());
}

void LogSinkTest::keepsTheNewest()
{
    const support::FakeClock clock;
    app::LogSink sink(clock, false);
    for (size_t i = 1; i <= app::LogSink::maxKept + 10; ++i)
        qCInfo(lcHubHere) << i;
    gateway::LogQuery all;
    all.limit = 100'000;
    const auto lines = sink.lines(all);
    QCOMPARE(lines.size(), app::LogSink::maxKept);
    QCOMPARE(lines.front().number, 11);
    QCOMPARE(lines.back().message, QString::number(app::LogSink::maxKept + 10));
    qCInfo(lcHubHere).noquote() << QString(100'000, u'x');
    QCOMPARE(messagesOf(sink).last().size(), app::LogSink::maxMessage + 1);
}

void LogSinkTest::filters()
{
    const support::FakeClock clock;
    app::LogSink sink(clock, false);
    qCInfo(lcHubHere) << "one";
    qCWarning(lcGatewayHere) << "two";
    qCCritical(lcHubHere) << "three";
    qCWarning(lcHubHere) << "four";
    QCOMPARE(messagesOf(sink, {LogLevel::Warning}), (QStringList{u"two"_s, u"three"_s, u"four"_s}));
    QCOMPARE(messagesOf(sink, {LogLevel::Debug, u"hub"_s}), (QStringList{u"one"_s, u"three"_s, u"four"_s}));
    QCOMPARE(messagesOf(sink, {LogLevel::Debug, {}, 2}), (QStringList{u"three"_s, u"four"_s}));
    QCOMPARE(messagesOf(sink, {LogLevel::Debug, {}, 0, 2}), (QStringList{u"three"_s, u"four"_s}));
}

void LogSinkTest::writesAndTurnsTheFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"hub.log"_s);
    const support::FakeClock clock;
    app::LogSink sink(clock, false);
    hub::LogSettings settings;
    settings.file = path;
    settings.fileBytes = 4096;
    settings.files = 2;
    QVERIFY_OK(sink.configure(settings, {}));
    for (int i = 1; i <= 400; ++i) {
        qCInfo(lcHubHere).noquote() << "line" << i;
        sink.flush();
    }
    QVERIFY(contentOf(path).endsWith("info hub: line 400\n"));
    QVERIFY(QFile::exists(path + u".1"_s) && QFile::exists(path + u".2"_s) && !QFile::exists(path + u".3"_s));
    const QByteArray all = contentOf(path + u".2"_s) + contentOf(path + u".1"_s) + contentOf(path);
    QVERIFY(all.size() <= 3 * 4096);
    const QList<QByteArray> lines = all.trimmed().split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) // in order, none missing
        QVERIFY(lines[i].endsWith(QByteArray("line " + QByteArray::number(400 - lines.size() + 1 + i))));
}

void LogSinkTest::jsonLinesAreJson()
{
    QTemporaryDir folder;
    const support::FakeClock clock;
    app::LogSink sink(clock, false);
    hub::LogSettings settings;
    settings.file = folder.filePath(u"hub.log"_s);
    settings.fileBytes = 1 << 20;
    settings.format = hub::LogFormat::Json;
    QVERIFY_OK(sink.configure(settings, u"gateway=info"_s));
    qCInfo(lcGatewayHere).noquote() << u"\"quoted\"\n\\ñ request=x-7"_s;
    sink.flush();
    const QJsonObject line = QJsonDocument::fromJson(contentOf(settings.file)).object();
    QCOMPARE(line[u"message"_s].toString(), u"\"quoted\"\n\\ñ request=x-7"_s);
    QCOMPARE(line[u"request_id"_s].toString(), u"x-7"_s);
    QCOMPARE(line[u"level"_s].toString(), u"info"_s);
}

void LogSinkTest::takesFromManyThreads()
{
    QTemporaryDir folder;
    const support::FakeClock clock;
    app::LogSink sink(clock, false);
    hub::LogSettings settings;
    settings.file = folder.filePath(u"hub.log"_s);
    settings.fileBytes = 1 << 30;
    QVERIFY_OK(sink.configure(settings, {}));
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([] {
            for (int i = 0; i < 1000; ++i)
                qCInfo(lcHubHere) << i;
        });
    for (std::thread &thread : threads)
        thread.join();
    sink.flush();
    QCOMPARE(contentOf(settings.file).count('\n'), 4000);
}

void LogSinkTest::aWrongFileIsSaid()
{
    const support::FakeClock clock;
    app::LogSink sink(clock, false);
    hub::LogSettings settings;
    settings.file = u"/nonexistent/hub.log"_s;
    QCOMPARE(sink.configure(settings, {}).error().code(), base::ErrorCode::Io);
    QCOMPARE(sink.configure({}, u"x=y"_s).error().code(), base::ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(LogSinkTest)
#include "tst_logsink.moc"
