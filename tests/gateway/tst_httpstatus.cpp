// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/httpstatus.h"
#include "gateway/problemresponse.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using base::ErrorCode;
using namespace gateway;

class TestHttpStatus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void codesAsDocumented_data();
    void codesAsDocumented();
    void everyHttpStatusHasACode_data();
    void everyHttpStatusHasACode();
    void tellsNothingOfItsInside();
    void retryAfter();
};

void TestHttpStatus::codesAsDocumented_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<int>("status");
    QTest::addRow("invalid_argument") << ErrorCode::InvalidArgument << 422;
    QTest::addRow("malformed") << ErrorCode::Malformed << 400;
    QTest::addRow("unauthenticated") << ErrorCode::Unauthenticated << 401;
    QTest::addRow("permission_denied") << ErrorCode::PermissionDenied << 403;
    QTest::addRow("not_found") << ErrorCode::NotFound << 404;
    QTest::addRow("already_exists") << ErrorCode::AlreadyExists << 409;
    QTest::addRow("conflict") << ErrorCode::Conflict << 409;
    QTest::addRow("insufficient_funds") << ErrorCode::InsufficientFunds << 422;
    QTest::addRow("limit_exceeded") << ErrorCode::LimitExceeded << 429;
    QTest::addRow("too_large") << ErrorCode::TooLarge << 413;
    QTest::addRow("unsupported") << ErrorCode::Unsupported << 415;
    QTest::addRow("busy") << ErrorCode::Busy << 503;
    QTest::addRow("unavailable") << ErrorCode::Unavailable << 503;
    QTest::addRow("timeout") << ErrorCode::Timeout << 504;
    QTest::addRow("io") << ErrorCode::Io << 500;
    QTest::addRow("corrupt") << ErrorCode::Corrupt << 500;
    QTest::addRow("internal") << ErrorCode::Internal << 500;
}

void TestHttpStatus::codesAsDocumented()
{
    QFETCH(ErrorCode, code);
    QFETCH(int, status);
    QCOMPARE(httpStatus(code), status);
    QCOMPARE(QString(base::errorCodeName(code)), QString::fromLatin1(QTest::currentDataTag()));
    const auto response = problemResponse({code, u"a sentence"_qs}, "r1");
    QCOMPARE(response.status, status);
    const QJsonObject problem = QJsonDocument::fromJson(response.body).object();
    QCOMPARE(problem.value(u"code").toString(), QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(problem.value(u"type").toString(), u"about:blank"_qs);
    QCOMPARE(problem.value(u"request_id").toString(), u"r1"_qs);
    QCOMPARE(response.header("WWW-Authenticate").isEmpty(), status != 401);
    QCOMPARE(response.header("Retry-After").isEmpty(), status != 429 && status != 503);
}

void TestHttpStatus::everyHttpStatusHasACode_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorCode>("code");
    QTest::addRow("400") << 400 << ErrorCode::Malformed;
    QTest::addRow("404") << 404 << ErrorCode::NotFound;
    QTest::addRow("405") << 405 << ErrorCode::Unsupported;
    QTest::addRow("408") << 408 << ErrorCode::Timeout;
    QTest::addRow("411") << 411 << ErrorCode::Malformed;
    QTest::addRow("413") << 413 << ErrorCode::TooLarge;
    QTest::addRow("414") << 414 << ErrorCode::TooLarge;
    QTest::addRow("417") << 417 << ErrorCode::Unsupported;
    QTest::addRow("421") << 421 << ErrorCode::PermissionDenied;
    QTest::addRow("431") << 431 << ErrorCode::TooLarge;
    QTest::addRow("501") << 501 << ErrorCode::Unsupported;
    QTest::addRow("505") << 505 << ErrorCode::Unsupported;
}

void TestHttpStatus::everyHttpStatusHasACode()
{
    QFETCH(int, status);
    QTEST(codeForStatus(status), "code");
    const auto response = httpProblem(status, u"a sentence"_qs, "r1");
    QCOMPARE(response.status, status);
    QCOMPARE(QJsonDocument::fromJson(response.body).object().value(u"title").toString(),
             QString::fromLatin1(web::reasonPhrase(status)));
    QVERIFY(web::reasonPhrase(status) != "Unknown");
}

void TestHttpStatus::tellsNothingOfItsInside()
{
    for (const ErrorCode code : {ErrorCode::Io, ErrorCode::Corrupt, ErrorCode::Internal}) {
        const auto response = problemResponse({code, u"disk I/O error in /var/lib/x"_qs}, "r1");
        QVERIFY(!response.body.contains("/var/lib"));
        QVERIFY(response.body.contains("request id"));
    }
}

void TestHttpStatus::retryAfter()
{
    const base::Error busy(ErrorCode::Busy, u"later"_qs);
    QCOMPARE(problemResponse(busy, "r").header("Retry-After"), QByteArrayView("1"));
    QCOMPARE(problemResponse(busy, "r", std::chrono::seconds(90)).header("Retry-After"), QByteArrayView("90"));
}

QTEST_APPLESS_MAIN(TestHttpStatus)
#include "tst_httpstatus.moc"
