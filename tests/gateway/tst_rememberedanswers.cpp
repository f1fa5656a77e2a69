// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/rememberedanswers.h"
#include <QtTest>

using namespace gateway;

namespace {

web::HttpResponse answer(int status, const QByteArray &body)
{
    web::HttpResponse response;
    response.status = status;
    response.body = body;
    return response;
}

} // namespace

class TestRememberedAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersTheSameQuestionOfTheSameVersion_data();
    void answersTheSameQuestionOfTheSameVersion();
    void forgetsAllAtANewVersion();
    void holdsNoMoreThanItsLimit();
};

void TestRememberedAnswers::answersTheSameQuestionOfTheSameVersion_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<quint64>("readAt");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("known");
    QTest::newRow("what was read at this version") << 200 << quint64{2} << QByteArray("{}") << true;
    QTest::newRow("not what was asked for before a change") << 200 << quint64{1} << QByteArray("{}") << false;
    QTest::newRow("no errors") << 503 << quint64{2} << QByteArray("{}") << false;
    QTest::newRow("nothing very large") << 200 << quint64{2} << QByteArray(RememberedAnswers::largest + 1, 'x')
                                        << false;
}

void TestRememberedAnswers::answersTheSameQuestionOfTheSameVersion()
{
    QFETCH(int, status);
    QFETCH(quint64, readAt);
    QFETCH(QByteArray, body);
    QFETCH(bool, known);
    RememberedAnswers memory;
    QVERIFY(!memory.find("eva /a", 2));
    memory.keep({"eva /a", readAt}, answer(status, body));
    QCOMPARE(memory.find("eva /a", 2) != nullptr, known);
    QVERIFY(!memory.find("leo /a", 2));
}

void TestRememberedAnswers::forgetsAllAtANewVersion()
{
    RememberedAnswers memory;
    memory.find("a", 1);
    memory.keep({"a", 1}, answer(200, "old"));
    QCOMPARE(memory.find("a", 1)->body, QByteArray("old"));
    QVERIFY(!memory.find("a", 2));
    memory.keep({"a", 1}, answer(200, "old")); // its reader was slower than the change
    QVERIFY(!memory.find("a", 2));
    QCOMPARE(memory.size(), 0);
}

void TestRememberedAnswers::holdsNoMoreThanItsLimit()
{
    RememberedAnswers memory;
    memory.find("a", 1);
    const QByteArray body(RememberedAnswers::largest, 'x');
    const qsizetype fit = RememberedAnswers::mostBytes / body.size();
    for (int i = 0; i < 3 * fit; ++i) {
        memory.keep({QByteArray::number(i), 1}, answer(200, body));
        QVERIFY(memory.size() <= fit);
        QVERIFY(memory.find(QByteArray::number(i), 1));
    }
}

QTEST_APPLESS_MAIN(TestRememberedAnswers)
#include "tst_rememberedanswers.moc"
