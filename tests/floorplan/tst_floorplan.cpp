// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the sources as text: links are transitive, so CMake alone cannot see every forbidden include.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

struct Source
{
    QString path; ///< from the top, "src/mqtt/packet.h"
    QString room;
    QString text;
};

QString readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

const QString top = QStringLiteral(VENTANILLA_SOURCE_DIR);

/// The words after `set(NAME ` up to the closing parenthesis.
QStringList cmakeList(const QString &text, const QString &name)
{
    const QRegularExpression pattern(u"set\\(%1\\s+([^)]*)\\)"_s.arg(name));
    QString words = pattern.match(text).captured(1);
    return words.remove(u'"').split(QRegularExpression(u"\\s+"_s), Qt::SkipEmptyParts);
}

} // namespace

class FloorPlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void doorsLeadOnlyToRoomsOnThePlan();
    void includesStayOnThePlan();
    void qtModulesStayInTheirRooms();
    void pureRoomsStayPure();
    void filesAreOfReadableSize();
    void everyRoomHasItsReadme();
    void everySourceHasALicenceLine();
    void everySourceHasATest();

private:
    QStringList m_rooms;
    QHash<QString, QStringList> m_doors;
    QStringList m_pure;
    QList<Source> m_sources;
};

void FloorPlanTest::initTestCase()
{
    const QString plan = readAll(top + u"/cmake/floorplan.cmake");
    m_rooms = cmakeList(plan, u"HOUSE_ROOMS"_s);
    m_pure = cmakeList(plan, u"PURE_ROOMS"_s);
    QCOMPARE(m_rooms.size(), 22); // ARCHITECTURE: think twice before another
    for (const QString &room : std::as_const(m_rooms))
        m_doors[room] = cmakeList(plan, u"DOORS_"_s + room);
    QDirIterator files(top + u"/src", {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next().sliced(top.size() + 1);
        const QString room = path.section(u'/', 1, 1);
        if (room != u"house_pch.cpp")
            m_sources.append({path, room, readAll(top + u'/' + path)});
    }
    QVERIFY(m_sources.size() > 10);
}

void FloorPlanTest::doorsLeadOnlyToRoomsOnThePlan()
{
    for (const QString &room : std::as_const(m_rooms)) {
        for (const QString &door : std::as_const(m_doors[room]))
            QVERIFY2(m_rooms.contains(door), qPrintable(room + u" has a door to nowhere: " + door));
    }
    for (const Source &source : std::as_const(m_sources))
        QVERIFY2(m_rooms.contains(source.room), qPrintable(source.path + u" stands in no room of the plan"));
}

void FloorPlanTest::includesStayOnThePlan()
{
    static const QRegularExpression include(u"^\\s*#include \"([a-z0-9_]+)/"_s, QRegularExpression::MultilineOption);
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        for (const QRegularExpressionMatch &match : include.globalMatch(source.text)) {
            const QString room = match.captured(1);
            if (m_rooms.contains(room) && room != source.room && !m_doors[source.room].contains(room))
                wrong << source.path + u" includes room " + room;
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void FloorPlanTest::qtModulesStayInTheirRooms()
{
    struct Rule
    {
        QRegularExpression include;
        QStringList rooms;
    };
    const auto includes = [](const QString &names) {
        return QRegularExpression(u"^\\s*#include <(%1)"_s.arg(names), QRegularExpression::MultilineOption);
    };
    const QList<Rule> rules{
        {includes(u"QSql"_s), {u"store"_s}},
        {includes(u"QTcp|QSsl|QAbstractSocket|QHostAddress|QNetworkInterface|QLocalSocket|QUdp"_s),
         {u"net"_s, u"mqttserver"_s, u"gateway"_s, u"links"_s, u"hub"_s, u"client"_s, u"app"_s}},
        {includes(u"QNetwork(?!Interface)|QWebSocket"_s), {u"client"_s, u"links"_s, u"app"_s}},
        {includes(u"QWidget|QApplication|QMainWindow|QTableView|QDialog|QPainter|QChart|QQuick|QQml"_s),
         {u"console"_s, u"app"_s}},
        {includes(u"QImage|QPixmap|QGuiApplication|QColor|QFont"_s), {u"payments"_s, u"console"_s, u"app"_s}},
        {includes(u"ZXing|qrencode"_s), {u"payments"_s}},
        {includes(u"curl/"_s), {u"links"_s}},
        {includes(u"Qt[A-Z][A-Za-z]+/"_s), {}}, // no module prefix: it slips past unlinked modules
        {includes(u"boost/"_s), {u"web"_s}},
        {includes(u"sodium|openssl"_s), {u"auth"_s, u"net"_s, u"links"_s, u"hub"_s}},
    };
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        for (const Rule &rule : rules) {
            const auto match = rule.include.match(source.text);
            if (match.hasMatch() && !rule.rooms.contains(source.room))
                wrong << source.path + u": " + match.captured(0).trimmed();
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void FloorPlanTest::pureRoomsStayPure()
{
    static const QRegularExpression forbidden(
        u"\\b(Q_OBJECT|QThread|QTimer|QEventLoop|QFile|QMutex|std::mutex|currentDateTime|currentMSecsSinceEpoch|qDebug|"
        "qWarning|qCInfo|qCWarning|std::thread)\\b|steady_clock::now|system_clock::now"_s);
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        if (!m_pure.contains(source.room) || source.path == u"src/base/clock.cpp") // SystemClock is the clock
            continue;
        const auto match = forbidden.match(source.text);
        if (match.hasMatch())
            wrong << source.path + u": " + match.captured(0);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void FloorPlanTest::filesAreOfReadableSize()
{
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        if (source.text.count(u'\n') > 500)
            wrong << u"%1: %2 lines"_s.arg(source.path).arg(source.text.count(u'\n'));
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void FloorPlanTest::everyRoomHasItsReadme()
{
    const QStringList headings{u"## What lives here"_s, u"## What never does"_s, u"## Doors"_s, u"## Thread"_s,
                               u"## Where to begin reading"_s};
    for (const QString &room : std::as_const(m_rooms)) {
        if (!QFile::exists(u"%1/src/%2/CMakeLists.txt"_s.arg(top, room)))
            continue; // a room that is only planned so far
        const QString readme = readAll(u"%1/src/%2/README.md"_s.arg(top, room));
        QVERIFY2(!readme.isEmpty(), qPrintable(u"src/%1/README.md is missing"_s.arg(room)));
        QVERIFY2(readme.count(u'\n') <= 40, qPrintable(u"src/%1/README.md is longer than a page"_s.arg(room)));
        for (const QString &heading : headings)
            QVERIFY2(readme.contains(heading), qPrintable(u"src/%1/README.md lacks \"%2\""_s.arg(room, heading)));
    }
}

void FloorPlanTest::everySourceHasALicenceLine()
{
    for (const Source &source : std::as_const(m_sources)) {
        QVERIFY2(source.text.startsWith(u"// SPDX-License-Identifier: GPL-3.0-or-later"),
                 qPrintable(source.path + u" lacks its licence line"));
    }
}

void FloorPlanTest::everySourceHasATest()
{
    QString tests;
    QDirIterator files(top + u"/tests", {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        tests += readAll(files.next());
    // A header that no test includes must be reached by another test, and says here by which: path or wildcard, reason.
    QList<QRegularExpression> reached;
    for (const QString &line : readAll(top + u"/tests/floorplan/tested_through.txt").split(u'\n')) {
        const QString path = line.section(u' ', 0, 0);
        const QString reason = line.section(u' ', 1).trimmed();
        if (path.startsWith(u"src/"))
            QVERIFY2(!reason.isEmpty(), qPrintable(u"tested_through.txt gives no reason for "_s + path));
        reached << QRegularExpression::fromWildcard(path);
    }
    const auto isReached = [&reached](const QString &path) {
        return std::any_of(reached.begin(), reached.end(), [&](const auto &p) { return p.match(path).hasMatch(); });
    };
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        if (!source.path.endsWith(u".cpp"))
            continue;
        QString header = source.path.sliced(4);
        header.replace(header.size() - 3, 3, u"h"_s);
        const bool included = tests.contains(u"#include \"%1\""_s.arg(header));
        if (!included && !isReached(source.path))
            wrong << source.path;
    }
    QVERIFY2(wrong.isEmpty(),
             qPrintable(u"no test includes the header of, and tested_through.txt lacks:\n"_s + wrong.join(u'\n')));
}

QTEST_APPLESS_MAIN(FloorPlanTest)
#include "tst_floorplan.moc"
