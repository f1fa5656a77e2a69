// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/httpqrcalls.h"
#include "support/verify.h"
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace client;

namespace {

/// Notes what is asked, and gives one answer.
class NotingCaller final : public ApiCaller
{
public:
    Reply<RestAnswer> call(RestRequest request) override
    {
        asked = std::move(request);
        wasChange = false;
        co_return answer;
    }
    Reply<RestAnswer> change(RestRequest request) override
    {
        asked = std::move(request);
        wasChange = true;
        co_return answer;
    }
    RestRequest asked;
    bool wasChange = false;
    RestAnswer answer{200, "{}"};
};

base::Money bob(qint64 minor)
{
    return *base::Money::fromMinor(minor, base::Currency::bob());
}

} // namespace

class HttpQrCallsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsCarryTheirFilters();
    void creatingIsRepeatedOnlyWithAName();
    void moneyCarriesItsKey();
    void anIdIsNoPath();
    void picturesGoAsTheyAre();
};

void HttpQrCallsTest::listsCarryTheirFilters()
{
    NotingCaller api;
    HttpQrCalls calls(api);
    QrQuery query;
    query.limit = 50;
    query.cursor = u"c+1"_s;
    query.statuses = {contract::QrStatus::Active, contract::QrStatus::Used};
    query.onlySuspense = true;
    query.cedula = u"1350509525"_s;
    query.search = u"Juan Pérez"_s;
    query.from = u"2026-01-01"_s;
    calls.qrs(query);
    QCOMPARE(api.asked.path, QByteArray("/api/v1/qr"));
    QCOMPARE(api.asked.query.toString(QUrl::FullyEncoded),
             u"limit=50&cursor=c%2B1&estado=active%2Cused&suspenso=true&cedula=1350509525&q=Juan%20P%C3%A9rez"
             "&desde=2026-01-01"_s);
    calls.qrSuspense({20, {}, true});
    QCOMPARE(api.asked.path, QByteArray("/api/v1/qr/suspense"));
    QCOMPARE(api.asked.query.toString(QUrl::FullyEncoded), u"limit=20&estado=resueltos"_s);
    calls.qrRail();
    QCOMPARE(api.asked.path, QByteArray("/api/v1/qr/rail"));
}

void HttpQrCallsTest::creatingIsRepeatedOnlyWithAName()
{
    NotingCaller api;
    HttpQrCalls calls(api);
    contract::QrRequest request;
    request.cedula = u"1350509525"_s;
    request.amount = bob(10050);
    calls.createQr(request);
    QVERIFY(!api.wasChange);
    QVERIFY2(api.asked.body.contains("\"amount\":100.50"), api.asked.body.constData());
    request.transactionId = u"TXN-1"_s;
    calls.createQr(request);
    QVERIFY(api.wasChange);
}

void HttpQrCallsTest::moneyCarriesItsKey()
{
    NotingCaller api;
    HttpQrCalls calls(api);
    const IdempotencyKey key = IdempotencyKey::random();
    calls.payQr(u"25"_s, {u"1710034065"_s, bob(5), {}}, key);
    QCOMPARE(api.asked.path, QByteArray("/api/v1/qr/25/pay"));
    QCOMPARE(api.asked.idempotencyKey, key.text());
    calls.resolveQrSuspense(3, {true, u"pagó de más"_s}, key);
    QCOMPARE(api.asked.path, QByteArray("/api/v1/qr/suspense/3/resolve"));
    QCOMPARE(api.asked.idempotencyKey, key.text());
    QVERIFY(api.asked.body.contains("\"action\":\"return\""));
}

void HttpQrCallsTest::anIdIsNoPath()
{
    NotingCaller api;
    HttpQrCalls calls(api);
    calls.cancelQr(u"../1"_s);
    QCOMPARE(api.asked.path, QByteArray("/api/v1/qr/..%2F1/cancel"));
    calls.verifyQr(u"1"_s);
    QCOMPARE(api.asked.path, QByteArray("/api/v1/qr/1/verify"));
    calls.qr(u"1"_s);
    QCOMPARE(api.asked.path, QByteArray("/api/v1/qr/1"));
}

void HttpQrCallsTest::picturesGoAsTheyAre()
{
    NotingCaller api;
    HttpQrCalls calls(api);
    calls.readQr("\x89PNG");
    QCOMPARE(api.asked.path, QByteArray("/api/v1/qr/read"));
    QCOMPARE(api.asked.contentType, QByteArray("application/octet-stream"));
    QCOMPARE(api.asked.body, QByteArray("\x89PNG"));
    calls.qrImage(u"1"_s, QrImageFormat::Svg, 300);
    QCOMPARE(api.asked.path, QByteArray("/api/v1/qr/1/image"));
    QCOMPARE(api.asked.query.toString(QUrl::FullyEncoded), u"format=svg&size=300"_s);
}

QTEST_GUILESS_MAIN(HttpQrCallsTest)
#include "tst_httpqrcalls.moc"
