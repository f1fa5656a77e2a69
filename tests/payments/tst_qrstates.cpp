// SPDX-License-Identifier: GPL-3.0-or-later
#include "payments/commands.h"
#include "payments/qrbook.h"
#include "payments/qrstates.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using payments::QrMove;
using payments::QrStatus;

namespace {

constexpr std::array statuses{QrStatus::Active, QrStatus::Used, QrStatus::Completed, QrStatus::Expired,
                              QrStatus::Cancelled};
constexpr std::array moves{QrMove::PaidHere, QrMove::PaidBySync, QrMove::PaidLate, QrMove::Confirmed,
                           QrMove::Cancel,   QrMove::BankCancel, QrMove::FallDue};
constexpr std::array moveNames{"paid here"_L1, "paid by sync"_L1, "paid late"_L1, "confirmed"_L1,
                               "cancel"_L1,    "bank cancel"_L1,  "fall due"_L1};

/// The table of SPEC 2.6 as words: what each move makes of each status; "-" is refused with 409.
struct Kind
{
    const char *name;
    bool isSingleUse;
    bool isPaid;
    std::array<std::array<const char *, moves.size()>, statuses.size()> next;
};

constexpr Kind kinds[] = {
    {"single-use unpaid",
     true,
     false,
     {{{"used", "completed", "-", "-", "cancelled", "cancelled", "expired"},
       {"-", "-", "-", "completed", "-", "-", "-"},
       {"-", "-", "-", "-", "-", "-", "-"},
       {"used", "completed", "-", "-", "-", "-", "-"},
       {"-", "-", "-", "-", "-", "-", "-"}}}},
    {"single-use paid",
     true,
     true,
     {{{"used", "completed", "-", "-", "completed", "completed", "completed"},
       {"-", "-", "-", "completed", "-", "-", "-"},
       {"-", "-", "-", "-", "-", "-", "-"},
       {"used", "completed", "-", "-", "-", "-", "-"},
       {"-", "-", "-", "-", "-", "-", "-"}}}},
    {"multi-use unpaid",
     false,
     false,
     {{{"active", "active", "-", "-", "cancelled", "cancelled", "expired"},
       {"-", "-", "-", "completed", "-", "-", "-"},
       {"-", "-", "-", "-", "-", "-", "-"},
       {"completed", "completed", "-", "-", "-", "-", "-"},
       {"-", "-", "-", "-", "-", "-", "-"}}}},
    {"multi-use paid",
     false,
     true,
     {{{"active", "active", "-", "-", "completed", "completed", "completed"},
       {"-", "-", "-", "completed", "-", "-", "-"},
       {"-", "-", "-", "-", "-", "-", "-"},
       {"completed", "completed", "-", "-", "-", "-", "-"},
       {"-", "-", "-", "-", "-", "-", "-"}}}},
};

} // namespace

class QrStatesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStatusAndMove_data();
    void everyStatusAndMove();
    void aRefusalNamesStatusAndMove();
    void wordsGoBothWays();
};

void QrStatesTest::everyStatusAndMove_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("move");
    QTest::addColumn<bool>("isSingleUse");
    QTest::addColumn<bool>("isPaid");
    QTest::addColumn<QString>("next");
    for (const Kind &kind : kinds) {
        for (size_t s = 0; s < statuses.size(); ++s) {
            for (size_t m = 0; m < moves.size(); ++m) {
                const QString next = QString::fromLatin1(kind.next[s][m]);
                const QString name = u"SPEC 2.6 S2-21 M20 %1: %2 + %3 is %4"_s.arg(
                    QString::fromLatin1(kind.name), payments::word(statuses[s]), moveNames[m],
                    next == u'-' ? u"refused with 409"_s : next);
                QTest::newRow(qPrintable(name)) << static_cast<int>(statuses[s]) << static_cast<int>(moves[m])
                                                << kind.isSingleUse << kind.isPaid << next;
            }
        }
    }
}

void QrStatesTest::everyStatusAndMove()
{
    QFETCH(int, status);
    QFETCH(int, move);
    QFETCH(bool, isSingleUse);
    QFETCH(bool, isPaid);
    QFETCH(QString, next);
    const auto after =
        payments::statusAfter(static_cast<QrStatus>(status), static_cast<QrMove>(move), isSingleUse, isPaid);
    if (next == u'-') {
        QVERIFY(!after);
        QCOMPARE(after.error().code(), base::ErrorCode::Conflict);
        return;
    }
    QVERIFY_OK(after);
    QCOMPARE(QString(payments::word(*after)), next);
}

void QrStatesTest::aRefusalNamesStatusAndMove()
{
    const auto after = payments::statusAfter(QrStatus::Cancelled, QrMove::PaidHere, true, false);
    QCOMPARE(after.error().message(), u"a QR that is cancelled cannot be paid"_s);
}

void QrStatesTest::wordsGoBothWays()
{
    for (const QrStatus status : statuses)
        QVERIFY(payments::parseQrStatus(QString(payments::word(status))) == status);
    QVERIFY(!payments::parseQrStatus(u"paid"));
}

QTEST_APPLESS_MAIN(QrStatesTest)
#include "tst_qrstates.moc"
