// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/httptarget.h"
#include <QtTest>

using namespace web;

class TestHttpTarget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesApart_data();
    void takesApart();
    void refuses_data();
    void refuses();
    void readsQueries();
    void repeatsWhatMayRepeat();
};

void TestHttpTarget::takesApart_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QStringList>("segments");
    QTest::addRow("the root") << QByteArray("/") << QStringList{QString::fromLatin1("")};
    QTest::addRow("two segments") << QByteArray("/a/b") << QStringList{u"a"_qs, u"b"_qs};
    QTest::addRow("a slash at the end is a segment of its own")
        << QByteArray("/a/") << QStringList{u"a"_qs, QString::fromLatin1("")};
    QTest::addRow("an encoded slash stays inside its segment")
        << QByteArray("/a%2Fb/c") << QStringList{u"a/b"_qs, u"c"_qs};
    QTest::addRow("UTF-8") << QByteArray("/%C3%B1") << QStringList{u"ñ"_qs};
    QTest::addRow("a plus in the path is a plus") << QByteArray("/a+b") << QStringList{u"a+b"_qs};
    QTest::addRow("an absolute target") << QByteArray("http://h:1/a?b=c") << QStringList{u"a"_qs};
    QTest::addRow("an absolute target without a path")
        << QByteArray("http://h?b=c") << QStringList{QString::fromLatin1("")};
}

void TestHttpTarget::takesApart()
{
    QFETCH(QByteArray, target);
    const auto parsed = parseTarget(target);
    QVERIFY2(parsed.ok(), qPrintable(parsed ? QString() : parsed.error().toString()));
    QTEST(parsed->segments, "segments");
}

void TestHttpTarget::refuses_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char *bad : {"/%", "/%4", "/%zz", "/%+1", "/a%00", "/%0d%0a", "/%ff", "/%c0%af", "/%ed%a0%80", "/..",
                            "/a/../b", "/%2e%2e/b", "/.", "/a?b=%", "/a?b=%0a", "/a?b=1&b=2", "/a?b&b", "/%C2%85", "x"})
        QTest::addRow("%s", bad) << QByteArray(bad);
}

void TestHttpTarget::refuses()
{
    QFETCH(QByteArray, target);
    const auto parsed = parseTarget(target);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code(), base::ErrorCode::Malformed);
}

void TestHttpTarget::readsQueries()
{
    const auto parsed = parseTarget("/a?q=ana+mar%C3%ADa&limit=5&empty=&flag&&x=%2B");
    QVERIFY(parsed);
    QCOMPARE(parsed->queryValue(u"q"), u"ana maría"_qs);
    QCOMPARE(parsed->queryValue(u"limit"), u"5"_qs);
    QVERIFY(!parsed->queryValue(u"empty").isNull());
    QVERIFY(!parsed->queryValue(u"flag").isNull());
    QCOMPARE(parsed->queryValue(u"x"), u"+"_qs);
    QVERIFY(parsed->queryValue(u"none").isNull());
}

void TestHttpTarget::repeatsWhatMayRepeat()
{
    const auto parsed = parseTarget("/ws?channel=a&x=1&channel=b", {u"channel"_qs});
    QVERIFY(parsed);
    QCOMPARE(parsed->query.size(), 3);
    QCOMPARE(parsed->queryValue(u"channel"), u"a"_qs);
    QVERIFY(!parseTarget("/ws?channel=a&x=1&x=2", {u"channel"_qs}));
}

QTEST_APPLESS_MAIN(TestHttpTarget)
#include "tst_httptarget.moc"
