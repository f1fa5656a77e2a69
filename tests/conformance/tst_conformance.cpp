// SPDX-License-Identifier: GPL-3.0-or-later
// Every normative statement of MQTT 3.1.1 and MQTT 5.0 that binds a server, as conversations in *.txt (README.md), at
// each of: TCP, WebSocket, and a wire in memory that splits at every byte, without and with a journal.
#include "conformance/loopbackplace.h"
#include "conformance/player.h"
#include "conformance/socketplace.h"
#include <QDir>
#include <QtTest>

namespace {

enum class Where { Tcp, WebSocket, Split, Journaled };

std::unique_ptr<conformance::Place> placeAt(Where where)
{
    switch (where) {
    case Where::Tcp:
        return std::make_unique<conformance::SocketPlace>(mqttserver::Framing::Plain);
    case Where::WebSocket:
        return std::make_unique<conformance::SocketPlace>(mqttserver::Framing::WebSocket);
    case Where::Split:
    case Where::Journaled:
        return std::make_unique<conformance::LoopbackPlace>(where == Where::Journaled);
    }
    Q_UNREACHABLE();
}

struct Row
{
    QByteArray name;
    int line = 0;
    QList<QByteArray> lines;
    bool takesTime() const
    {
        return std::any_of(lines.begin(), lines.end(), [](const QByteArray &one) { return one.startsWith("wait "); });
    }
};

QList<Row> rowsOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    QList<Row> rows;
    int number = 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        ++number;
        if (line.startsWith("== "))
            rows.append({line.mid(3), number, {}});
        else if (!rows.isEmpty())
            rows.last().lines.append(line.startsWith('#') ? QByteArray() : line.trimmed());
    }
    return rows;
}

/// A row with the line "each a b c" stands for three, with % in place of each word.
QList<Row> expanded(const Row &row)
{
    const auto each = std::find_if(row.lines.begin(), row.lines.end(),
                                   [](const QByteArray &line) { return line.startsWith("each "); });
    if (each == row.lines.end())
        return {row};
    QList<Row> rows;
    for (const QByteArray &word : support::raw::wordsOf(each->mid(5))) {
        Row one = row;
        one.name += ' ' + word;
        for (QByteArray &line : one.lines)
            line = line.startsWith("each ") ? QByteArray() : line.replace('%', word);
        rows.append(one);
    }
    return rows;
}

QList<Row> allRows(const QString &path)
{
    QList<Row> all;
    for (const Row &row : rowsOf(path))
        all.append(expanded(row));
    return all;
}

} // namespace

class ConformanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holds_data();
    void holds();
};

void ConformanceTest::holds_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("where");
    QTest::addColumn<int>("firstLine");
    QTest::addColumn<QList<QByteArray>>("lines");
    const QDir folder(QStringLiteral(CONFORMANCE_TABLES));
    const QStringList files = folder.entryList({QStringLiteral("*.txt")}, QDir::Files, QDir::Name);
    QVERIFY(!files.isEmpty());
    static const std::pair<Where, const char *> places[] = {
        {Where::Split, "split"}, {Where::Journaled, "split, journal"}, {Where::Tcp, "tcp"}, {Where::WebSocket, "ws"}};
    for (const auto &[where, word] : places) {
        for (const QString &file : files) {
            for (const Row &row : allRows(folder.filePath(file))) {
                if (row.takesTime() && (where == Where::Tcp || where == Where::WebSocket))
                    continue; // a server on sockets has its ticks from a real timer
                QTest::addRow("%s (%s)", row.name.constData(), word)
                    << file << static_cast<int>(where) << row.line << row.lines;
            }
        }
    }
}

void ConformanceTest::holds()
{
    QFETCH(QString, file);
    QFETCH(int, where);
    QFETCH(int, firstLine);
    QFETCH(QList<QByteArray>, lines);
    const std::unique_ptr<conformance::Place> place = placeAt(static_cast<Where>(where));
    conformance::Player player(*place);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString fault = lines[i].isEmpty() ? QString() : player.play(lines[i]);
        if (!fault.isEmpty())
            QFAIL(qPrintable(QStringLiteral("%1:%2: %3\n   %4")
                                 .arg(file)
                                 .arg(firstLine + 1 + i)
                                 .arg(QString::fromUtf8(lines[i]), fault)));
    }
}

QTEST_GUILESS_MAIN(ConformanceTest)
#include "tst_conformance.moc"
