// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/problem.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::ErrorCode;

class ProblemTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCodeHasAWordAndATitle();
    void writesAsDocumented();
    void readsBack();
    void toleratesWhatIsMissing();
};

void ProblemTest::everyCodeHasAWordAndATitle()
{
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        QVERIFY(contract::parseErrorCode(QString(base::errorCodeName(code))) == code);
        QVERIFY(contract::titleOf(code)[0].isUpper());
        QVERIFY(!contract::titleOf(code).contains(u'_'));
    }
    QVERIFY(!contract::parseErrorCode(u"teapot"));
}

void ProblemTest::writesAsDocumented()
{
    contract::JsonWriter out;
    write(out, contract::Problem{u"Conflict"_s, 409, ErrorCode::Conflict, u"one sentence"_s, u"r1"_s});
    QCOMPARE(out.take(), QByteArray(R"({"type":"about:blank","title":"Conflict","status":409,"code":"conflict",)"
                                    R"("detail":"one sentence","request_id":"r1"})"));
}

void ProblemTest::readsBack()
{
    const contract::Problem problem{u"Insufficient funds"_s, 422, ErrorCode::InsufficientFunds, u"no"_s, u"r2"_s};
    contract::JsonWriter out;
    write(out, problem);
    const auto json = contract::JsonValue::parse(out.take());
    QVERIFY_OK(json);
    const auto again = contract::readProblem(*json);
    QVERIFY_OK(again);
    QVERIFY(*again == problem);
}

void ProblemTest::toleratesWhatIsMissing()
{
    const auto json = contract::JsonValue::parse(QByteArray(R"({"code":"teapot","status":99999})"));
    const auto problem = contract::readProblem(*json);
    QVERIFY_OK(problem);
    QVERIFY(problem->code == ErrorCode::Internal);
    QCOMPARE(problem->status, 599);
    QVERIFY(!contract::readProblem(contract::JsonValue()));
}

QTEST_APPLESS_MAIN(ProblemTest)
#include "tst_problem.moc"
