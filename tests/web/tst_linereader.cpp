// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/linereader.h"
#include <QtTest>

using web::LineReader;

class LineReaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lines_data();
    void lines();
    void keepsNothingOfALongLine();
};

/// Feeds in pieces of `step` bytes; a long line is "<too long>", the rest at the end of the stream in brackets.
static QByteArrayList readAll(const QByteArray &bytes, qsizetype limit, qsizetype step)
{
    LineReader reader(limit);
    QByteArrayList lines;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        QByteArrayView piece = QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at));
        while (!piece.isEmpty()) {
            const LineReader::Progress progress = reader.feed(piece);
            if (progress.consumed <= 0 || (!progress.line && progress.consumed != piece.size()))
                return {"<stuck>"};
            piece = piece.sliced(progress.consumed);
            if (progress.line)
                lines << (progress.line->isTooLong ? QByteArray("<too long>") : progress.line->text);
        }
    }
    if (const auto rest = reader.end())
        lines << '[' + rest->text + ']';
    return lines;
}

void LineReaderTest::lines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("LF ends a line") << QByteArray("a\nbc\n") << QByteArrayList{"a", "bc"};
    QTest::newRow("CRLF ends a line") << QByteArray("a\r\nbc\r\n") << QByteArrayList{"a", "bc"};
    QTest::newRow("a CR within a line stays") << QByteArray("a\rb\n") << QByteArrayList{"a\rb"};
    QTest::newRow("of two CR one stays") << QByteArray("a\r\r\n") << QByteArrayList{"a\r"};
    QTest::newRow("empty lines are lines") << QByteArray("\n\r\n") << QByteArrayList{"", ""};
    QTest::newRow("what has no end is the rest") << QByteArray("a\nbc") << QByteArrayList{"a", "[bc]"};
    QTest::newRow("the rest loses its CR") << QByteArray("bc\r") << QByteArrayList{"[bc]"};
    QTest::newRow("as long as allowed") << QByteArray("12345678\n12345678\r\n12345678")
                                        << QByteArrayList{"12345678", "12345678", "[12345678]"};
    QTest::newRow("one byte too long, the next is read")
        << QByteArray("123456789\nb\n") << QByteArrayList{"<too long>", "b"};
    QTest::newRow("one byte too long with CRLF") << QByteArray("123456789\r\nb\n") << QByteArrayList{"<too long>", "b"};
    QTest::newRow("a CR does not make it longer, what follows does")
        << QByteArray("12345678\rx\nb\n") << QByteArrayList{"<too long>", "b"};
    QTest::newRow("far too long is told once")
        << QByteArray(QByteArray(1000, 'x') + "\nb\n") << QByteArrayList{"<too long>", "b"};
    QTest::newRow("far too long without an end") << QByteArray(1000, 'x') << QByteArrayList{"<too long>"};
    QTest::newRow("two long ones") << QByteArray(QByteArray(50, 'x') + '\n' + QByteArray(50, 'y') + "\nc\n")
                                   << QByteArrayList{"<too long>", "<too long>", "c"};
    QTest::newRow("any byte but LF is text")
        << QByteArray("\0\xff\x80\n", 4) << QByteArrayList{QByteArray("\0\xff\x80", 3)};
}

void LineReaderTest::lines()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArrayList, expected);
    for (qsizetype step = 1; step <= bytes.size(); ++step)
        QCOMPARE(readAll(bytes, 8, step), expected);
}

void LineReaderTest::keepsNothingOfALongLine()
{
    LineReader reader(8);
    QVERIFY(reader.feed("123456789").line->isTooLong);
    for (int i = 0; i < 1000; ++i)
        QVERIFY(!reader.feed(QByteArray(1000, 'x')).line);
    QVERIFY(!reader.end());
}

QTEST_APPLESS_MAIN(LineReaderTest)
#include "tst_linereader.moc"
