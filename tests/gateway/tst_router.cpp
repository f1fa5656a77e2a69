// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/router.h"
#include <QtTest>

using namespace gateway;

class TestRouter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void capturesInOrder();
    void errorShapes();
};

namespace {

Router made()
{
    Router router;
    for (const char *pattern : {"/a/{}", "/a/{}/s", "/a/b", "/{}/x/{}"})
        router.add({"GET", QString::fromLatin1(pattern), {}, {}});
    router.add({"POST", u"/a/{}"_qs, auth::Permission::BankPost, {}});
    return router;
}

} // namespace

void TestRouter::finds_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("pattern"); // empty: none
    QTest::addColumn<QByteArray>("allow");
    const QByteArray get("GET");
    QTest::addRow("a place") << get << u"a/1"_qs << u"/a/{}"_qs << QByteArray("GET, HEAD, POST, OPTIONS");
    QTest::addRow("a fixed segment goes before a place")
        << get << u"a/b"_qs << u"/a/b"_qs << QByteArray("GET, HEAD, POST, OPTIONS");
    QTest::addRow("a longer one") << get << u"a/1/s"_qs << u"/a/{}/s"_qs << QByteArray("GET, HEAD, OPTIONS");
    QTest::addRow("two places") << get << u"q/x/2"_qs << u"/{}/x/{}"_qs << QByteArray("GET, HEAD, OPTIONS");
    QTest::addRow("HEAD is GET") << QByteArray("HEAD") << u"a/1/s"_qs << u"/a/{}/s"_qs
                                 << QByteArray("GET, HEAD, OPTIONS");
    QTest::addRow("another method") << QByteArray("PUT") << u"a/1"_qs << QString()
                                    << QByteArray("GET, HEAD, POST, OPTIONS");
    QTest::addRow("an empty place") << get << u"a//s"_qs << QString() << QByteArray();
    QTest::addRow("S1-42 a trailing slash")
        << get << u"a/1/"_qs << u"/a/{}"_qs << QByteArray("GET, HEAD, POST, OPTIONS");
    QTest::addRow("a trailing slash is no place of its own") << get << u"a/"_qs << QString() << QByteArray();
    QTest::addRow("too long") << get << u"a/1/s/t"_qs << QString() << QByteArray();
    QTest::addRow("too short") << get << u"a"_qs << QString() << QByteArray();
    QTest::addRow("the placeholder's own text is a text like any other")
        << get << u"a/{}"_qs << u"/a/{}"_qs << QByteArray("GET, HEAD, POST, OPTIONS");
}

void TestRouter::finds()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QString, pattern);
    const Router router = made();
    const Router::Match match = router.find(method, path.split(u'/'));
    QCOMPARE(match.route ? match.route->pattern : QString(), pattern);
    QTEST(router.allowed(path.split(u'/')), "allow");
}

void TestRouter::capturesInOrder()
{
    const Router router = made();
    QCOMPARE(router.find("GET", {u"q/r"_qs, u"x"_qs, u"ñ"_qs}).captured, (QStringList{u"q/r"_qs, u"ñ"_qs}));
    QCOMPARE(router.find("POST", {u"a"_qs, u"1"_qs}).route->needs, auth::Permission::BankPost);
}

void TestRouter::errorShapes()
{
    Router router;
    router.setErrorShape("/mqtt", ErrorShape::Success);
    router.setErrorShape("/mqtt/old", ErrorShape::Django);
    QCOMPARE(router.errorShape("/mqtt"), ErrorShape::Success);
    QCOMPARE(router.errorShape("/mqtt/none"), ErrorShape::Success);
    QCOMPARE(router.errorShape("/mqtt/old/1"), ErrorShape::Django);
    QCOMPARE(router.errorShape("/mqtts"), ErrorShape::Problem);
    QCOMPARE(router.errorShape("/"), ErrorShape::Problem);
}

QTEST_APPLESS_MAIN(TestRouter)
#include "tst_router.moc"
