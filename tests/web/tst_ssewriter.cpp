// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ssewriter.h"
#include <QtTest>

class TestSseWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void encodes_data();
    void encodes();
    void writesSmallBlocks();
};

void TestSseWriter::encodes_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("readBack");
    const auto row = [](const char *name, QByteArray id, QByteArray event, QByteArray data, QByteArray bytes) {
        QByteArray clean = id;
        QTest::addRow("%s", name) << id << event << data << bytes
                                  << clean.replace('\n', "").replace('\r', "").replace('\0', "");
    };
    row("whole", "a_1", "qr_created", "{}", "id: a_1\nevent: qr_created\ndata: {}\n\n");
    row("without an id", "", "heartbeat", "x", "event: heartbeat\ndata: x\n\n");
    row("without a name", "1", "", "x", "id: 1\ndata: x\n\n");
    row("data is split at LF", "", "", "a\nb", "data: a\ndata: b\n\n");
    row("data is split at CR", "", "", "a\rb", "data: a\ndata: b\n\n");
    row("data is split at CRLF once", "", "", "a\r\nb", "data: a\ndata: b\n\n");
    row("a line end at the end is a line", "", "", "a\n", "data: a\ndata: \n\n");
    row("empty lines stay", "", "", "\n\r\n\r", "data: \ndata: \ndata: \ndata: \n\n");
    row("empty data is dispatched all the same", "", "", "", "data: \n\n");
    row("a leading blank of the data survives the reader's strip", "", "", " x", "data:  x\n\n");
    row("an id cannot begin a line of its own", "1\nevent: evil\r", "", "x", "id: 1event: evil\ndata: x\n\n");
    row("an id has no NUL, which readers ignore with the whole id", QByteArray("1\0002", 3), "", "x",
        "id: 12\ndata: x\n\n");
    row("a name cannot begin a line of its own", "", "a\n\ndata: evil", "x", "event: adata: evil\ndata: x\n\n");
}

void TestSseWriter::encodes()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, event);
    QFETCH(QByteArray, data);
    const base::Bytes block = web::encodeSse({id, event, data});
    QTEST(block.toByteArray(), "bytes");
    QTEST(web::sseId(block.view()).toByteArray(), "readBack");
}

void TestSseWriter::writesSmallBlocks()
{
    QCOMPARE(web::encodeSseRetry(5000), QByteArray("retry: 5000\n\n"));
    QCOMPARE(web::encodeSseComment(), QByteArray(":\n\n"));
    QCOMPARE(web::encodeSseComment("hb\nx"), QByteArray(":hb x\n\n"));
    QCOMPARE(web::encodeSseId("a\nb"), QByteArray("id: ab\n\n"));
}

QTEST_APPLESS_MAIN(TestSseWriter)
#include "tst_ssewriter.moc"
