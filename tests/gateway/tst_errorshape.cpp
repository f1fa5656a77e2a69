// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/errorshape.h"
#include "gateway/problemresponse.h"
#include <QtTest>

using namespace gateway;
using namespace Qt::StringLiterals;
using base::ErrorCode;

class TestErrorShape : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shapes_data();
    void shapes();
    void leavesEverythingElse();
};

void TestErrorShape::shapes_data()
{
    QTest::addColumn<ErrorShape>("shape");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addRow("S2-51 success:false with a message")
        << ErrorShape::Success << ErrorCode::Unauthenticated << u"who?"_s << 401
        << QByteArray(R"({"success":false,"message":"who?","status":401,"code":"unauthenticated","request_id":"r1"})");
    QTest::addRow("S4-33 bad topic") << ErrorShape::Success << ErrorCode::Malformed << u"topic"_s << 400
                                     << QByteArray(
                                            R"({"success":false,"message":"topic","status":400,"code":"malformed",)"
                                            R"("request_id":"r1"})");
    QTest::addRow("SPEC 2.6 a response code that is not 0")
        << ErrorShape::QrSimple << ErrorCode::Conflict << u"no"_s << 409
        << QByteArray(R"({"responseCode":409,"message":"no","code":"conflict","request_id":"r1"})");
    QTest::addRow("S1-46 a detail") << ErrorShape::Django << ErrorCode::PermissionDenied << u"no: never"_s << 403
                                    << QByteArray(R"({"detail":"no: never"})");
    QTest::addRow("S1-46 a field") << ErrorShape::Django << ErrorCode::InvalidArgument << u"port: 1 to 65535"_s << 400
                                   << QByteArray(R"({"port":["1 to 65535"]})");
    QTest::addRow("S1-46 no field") << ErrorShape::Django << ErrorCode::InvalidArgument << u"they clash: both"_s << 400
                                    << QByteArray(R"({"non_field_errors":["they clash: both"]})");
}

void TestErrorShape::shapes()
{
    QFETCH(ErrorShape, shape);
    QFETCH(ErrorCode, code);
    QFETCH(QString, detail);
    web::HttpResponse response = problemResponse({code, detail}, "r1");
    applyErrorShape(response, shape);
    QTEST(response.status, "status");
    QTEST(response.body, "body");
    QCOMPARE(response.header("Content-Type"), QByteArrayView("application/json"));
    QCOMPARE(response.header("WWW-Authenticate").isNull(), response.status != 401);
}

void TestErrorShape::leavesEverythingElse()
{
    web::HttpResponse answer = jsonResponse(400, R"({"detail":"mine"})");
    applyErrorShape(answer, ErrorShape::Success);
    QCOMPARE(answer.body, QByteArray(R"({"detail":"mine"})"));
    web::HttpResponse problem = problemResponse({ErrorCode::NotFound, u"x"_s}, "r1");
    applyErrorShape(problem, ErrorShape::Problem);
    QCOMPARE(problem.header("Content-Type"), QByteArrayView("application/problem+json"));
}

QTEST_APPLESS_MAIN(TestErrorShape)
#include "tst_errorshape.moc"
