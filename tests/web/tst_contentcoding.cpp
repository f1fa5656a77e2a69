// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/contentcoding.h"
#include <QtTest>
#include <zlib.h>

using namespace web;

class TestContentCoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accepts_data();
    void accepts();
    void packs_data();
    void packs();
    void tags_data();
    void tags();
};

namespace {

/// zlib's own reader, which checks length and CRC.
QByteArray unpacked(QByteArray packed)
{
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK)
        return "no zlib";
    QByteArray out(8 * 1024 * 1024, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int end = inflate(&stream, Z_FINISH);
    out.truncate(static_cast<qsizetype>(stream.total_out));
    inflateEnd(&stream);
    return end == Z_STREAM_END ? out : QByteArray("broken");
}

} // namespace

void TestContentCoding::accepts_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("takes");
    for (const char *good : {"gzip", "GZIP", "gzip, deflate, br", "deflate, gzip;q=0.5", "gzip ; q=1.0", "*", "*;q=0.1",
                             "identity;q=0.5, gzip", "x-gzip", "br,gzip;q=0.001", "gzip;Q=1.000"})
        QTest::addRow("takes: %s", good) << QByteArray(good) << true;
    for (const char *bad : {"", "br", "gzip;q=0", "gzip;q=0.000", "identity", "gzip;q=0, *", "*;q=0", "gzipx",
                            "gzip;q=0.5, identity;q=0.9", "gzip;q=2", "gzip;q=1.5", "gzip;q=x", "gzip;level=1",
                            "gzip;q=", "gzip;q=0.1234"})
        QTest::addRow("does not: %s", bad) << QByteArray(bad) << false;
}

void TestContentCoding::accepts()
{
    QFETCH(QByteArray, header);
    QTEST(acceptsGzip(header), "takes");
}

void TestContentCoding::packs_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addRow("nothing") << QByteArray();
    QTest::addRow("one byte") << QByteArray("a");
    QTest::addRow("much of the same") << QByteArray("{\"monto\":150.00},").repeated(10'000);
    QByteArray noise;
    for (quint32 i = 0, x = 1; i < 100'000; ++i) {
        x = x * 1664525 + 1013904223;
        noise.append(static_cast<char>(x >> 24));
    }
    QTest::addRow("noise") << noise;
}

void TestContentCoding::packs()
{
    QFETCH(QByteArray, bytes);
    const QByteArray packed = gzip(bytes);
    QVERIFY(packed.startsWith("\x1f\x8b"));
    QCOMPARE(unpacked(packed), bytes);
    QCOMPARE(gzip(bytes), packed);
}

void TestContentCoding::tags_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("names");
    const QByteArray tag = entityTag("body");
    QTest::addRow("itself") << tag << true;
    QTest::addRow("itself as a strong one") << tag.mid(2) << true;
    QTest::addRow("in a list") << QByteArray("\"a\" ,W/\"b\",  " + tag) << true;
    QTest::addRow("any") << QByteArray("*") << true;
    QTest::addRow("another's") << entityTag("body2") << false;
    QTest::addRow("nothing") << QByteArray() << false;
    QTest::addRow("without quotes") << tag.mid(3).chopped(1) << false;
}

void TestContentCoding::tags()
{
    QFETCH(QByteArray, header);
    QTEST(namesEntityTag(header, entityTag("body")), "names");
}

QTEST_APPLESS_MAIN(TestContentCoding)
#include "tst_contentcoding.moc"
