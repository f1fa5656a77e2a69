// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/httpresponse.h"
#include <QtTest>

using namespace web;

class TestHttpResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodes();
    void headTellsTheSizeAndSendsNoBody();
    void noContentHasNoLength_data();
    void noContentHasNoLength();
    void aValueCannotBeginALine();
    void writesDates_data();
    void writesDates();
    void setReplaces();
};

void TestHttpResponse::encodes()
{
    HttpResponse response;
    response.status = 201;
    response.set("Content-Type", "application/json");
    response.body = "{}";
    QCOMPARE(encodeResponse(response, {{784111777000}, true, false}),
             QByteArray("HTTP/1.1 201 Created\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                        "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n{}"));
}

void TestHttpResponse::headTellsTheSizeAndSendsNoBody()
{
    HttpResponse response;
    response.body = "hello";
    const QByteArray bytes = encodeResponse(response, {{}, false, true});
    QVERIFY(bytes.contains("Content-Length: 5\r\n"));
    QVERIFY(bytes.contains("Connection: close\r\n"));
    QVERIFY(bytes.endsWith("\r\n\r\n"));
}

void TestHttpResponse::noContentHasNoLength_data()
{
    QTest::addColumn<int>("status");
    QTest::addRow("204 (RFC 9110 8.6)") << 204;
    QTest::addRow("304") << 304;
}

void TestHttpResponse::noContentHasNoLength()
{
    QFETCH(int, status);
    HttpResponse response;
    response.status = status;
    response.body = "must not be sent";
    const QByteArray bytes = encodeResponse(response, {});
    QVERIFY(!bytes.contains("Content-Length"));
    QVERIFY(bytes.endsWith("\r\n\r\n"));
}

void TestHttpResponse::aValueCannotBeginALine()
{
    HttpResponse response;
    response.set("X", "a\r\nSet-Cookie: b");
    QVERIFY(encodeResponse(response, {}).contains("X: a  Set-Cookie: b\r\n"));
    QVERIFY(encodeInterim(101, {{"Y", "c\nd"}}) == "HTTP/1.1 101 Switching Protocols\r\nY: c d\r\n\r\n");
}

void TestHttpResponse::writesDates_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("the epoch") << qint64{0} << QByteArray("Thu, 01 Jan 1970 00:00:00 GMT");
    QTest::addRow("a leap day") << qint64{1709164799999} << QByteArray("Wed, 28 Feb 2024 23:59:59 GMT");
    QTest::addRow("the day after") << qint64{1709164800000} << QByteArray("Thu, 29 Feb 2024 00:00:00 GMT");
}

void TestHttpResponse::writesDates()
{
    QFETCH(qint64, ms);
    QTEST(httpDate({ms}), "text");
}

void TestHttpResponse::setReplaces()
{
    HttpResponse response;
    response.set("Vary", "a");
    response.set("vary", "b");
    QCOMPARE(response.headers.size(), 1);
    QCOMPARE(response.header("VARY"), QByteArrayView("b"));
}

QTEST_APPLESS_MAIN(TestHttpResponse)
#include "tst_httpresponse.moc"
