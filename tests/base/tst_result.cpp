// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.h"
#include <QtTest>

using namespace Qt::StringLiterals;

using base::Error;
using base::ErrorCode;
using base::Result;

class ResultTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsAValueOrAnError();
    void carriesMoveOnlyValues();
    void successNeedsNoValue();
    void contextReadsFromOutsideIn();
    void everyCodeHasItsOwnName();
};

void ResultTest::holdsAValueOrAnError()
{
    const Result<int> value(7);
    QVERIFY(value.ok());
    QCOMPARE(*value, 7);
    QCOMPARE(value.valueOr(1), 7);
    const Result<int> error(ErrorCode::NotFound, u"no such thing"_s);
    QVERIFY(!error);
    QCOMPARE(error.error().code(), ErrorCode::NotFound);
    QCOMPARE(error.valueOr(1), 1);
}

void ResultTest::carriesMoveOnlyValues()
{
    Result<std::unique_ptr<int>> result(std::make_unique<int>(5));
    const std::unique_ptr<int> taken = std::move(result).value();
    QCOMPARE(*taken, 5);
}

void ResultTest::successNeedsNoValue()
{
    QVERIFY(Result<>().ok());
    QVERIFY(!Result<>(Error(ErrorCode::Io, u"disk"_s)).ok());
}

void ResultTest::contextReadsFromOutsideIn()
{
    const Error error =
        Error(ErrorCode::Io, u"disk I/O error"_s).with(u"reading schema"_s).with(u"opening ledger.db"_s);
    QCOMPARE(error.toString(), u"opening ledger.db: reading schema: disk I/O error"_s);
    QCOMPARE(error.context().size(), 2);
    QCOMPARE(error.code(), ErrorCode::Io);
}

void ResultTest::everyCodeHasItsOwnName()
{
    QSet<QString> names;
    for (int code = 0; code <= int(ErrorCode::Internal); ++code)
        names.insert(QString(errorCodeName(ErrorCode(code))));
    QCOMPARE(names.size(), int(ErrorCode::Internal) + 1);
}

QTEST_APPLESS_MAIN(ResultTest)
#include "tst_result.moc"
