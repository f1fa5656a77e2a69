// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrform.h"
#include "console/qr/qrhistory.h"
#include "console/qr/qrstate.h"
#include "support/fakeclock.h"
#include <QtTest>

using namespace console;
using Status = contract::QrStatus;
using Reason = contract::QrSuspenseReason;

class QrShownTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsShown_data();
    void whatIsShown();
    void timeRunsOut_data();
    void timeRunsOut();
    void durations_data();
    void durations();
    void everyStateHasItsOwnSignAndWord();
    void formSaysWhatIsMissing();
    void triesOfOneContentAreOneQr();
    void dueDates_data();
    void dueDates();

private:
    const base::UtcMs m_now{1'705'347'000'000}; // 2024-01-15 19:30 UTC
    support::FakeClock m_clock;
    Language m_language;
    DisplayFormat m_format{m_language, m_clock};
};

void QrShownTest::whatIsShown_data()
{
    QTest::addColumn<Status>("status");
    QTest::addColumn<int>("dueInSeconds");
    QTest::addColumn<int>("paidAgo"); // 0: never
    QTest::addColumn<Reason>("suspense");
    QTest::addColumn<bool>("uncertain");
    QTest::addColumn<QrShown>("shown");
    QTest::newRow("M20 active before the due date is pending")
        << Status::Active << 60 << 0 << Reason::None << false << QrShown::Pending;
    QTest::newRow("M20 active after the due date is never shown as pending")
        << Status::Active << -1 << 0 << Reason::None << false << QrShown::Expired;
    QTest::newRow("M20 used is paid") << Status::Used << 60 << 5 << Reason::None << false << QrShown::Paid;
    QTest::newRow("M20 completed is paid") << Status::Completed << -60 << 90 << Reason::None << false << QrShown::Paid;
    QTest::newRow("M20 paid after the due date is paid late")
        << Status::Completed << -60 << 5 << Reason::None << false << QrShown::PaidLate;
    QTest::newRow("M20 money that came late waits as paid late")
        << Status::Expired << -60 << 5 << Reason::Late << false << QrShown::PaidLate;
    QTest::newRow("M20 another amount than asked for")
        << Status::Active << 60 << 5 << Reason::AmountDiffers << false << QrShown::AmountDiffers;
    QTest::newRow("M20 money for a cancelled one waits in suspense")
        << Status::Cancelled << 60 << 5 << Reason::NotActive << false << QrShown::InSuspense;
    QTest::newRow("M20 expired") << Status::Expired << -60 << 0 << Reason::None << false << QrShown::Expired;
    QTest::newRow("M20 cancelled") << Status::Cancelled << 60 << 0 << Reason::None << false << QrShown::Cancelled;
    QTest::newRow("M20 a lost answer of the bank is uncertain, whatever else")
        << Status::Active << 60 << 0 << Reason::None << true << QrShown::Uncertain;
}

void QrShownTest::whatIsShown()
{
    QFETCH(Status, status);
    QFETCH(int, dueInSeconds);
    QFETCH(int, paidAgo);
    QFETCH(Reason, suspense);
    QFETCH(bool, uncertain);
    QFETCH(QrShown, shown);
    contract::Qr qr;
    qr.status = status;
    qr.dueDate = {m_now.value + dueInSeconds * 1000};
    if (paidAgo > 0)
        qr.paidAt = base::UtcMs{m_now.value - paidAgo * 1000};
    qr.suspenseReason = suspense;
    qr.inSuspense = suspense == Reason::None ? 0 : 1;
    qr.isUncertain = uncertain;
    QCOMPARE(static_cast<int>(shownOf(qr, m_now)), static_cast<int>(shown));
    QCOMPARE(isPayable(qr, m_now), status == Status::Active && dueInSeconds >= 0 && !uncertain);
}

void QrShownTest::timeRunsOut_data()
{
    QTest::addColumn<qint64>("dueInMs");
    QTest::addColumn<qint64>("seconds"); // -1: none
    QTest::newRow("a minute") << qint64{60'000} << qint64{60};
    QTest::newRow("part of a second counts as one") << qint64{1} << qint64{1};
    QTest::newRow("the very moment") << qint64{0} << qint64{0};
    QTest::newRow("over") << qint64{-1} << qint64{-1};
}

void QrShownTest::timeRunsOut()
{
    QFETCH(qint64, dueInMs);
    QFETCH(qint64, seconds);
    contract::Qr qr;
    qr.dueDate = {m_now.value + dueInMs};
    const auto left = timeLeft(qr, m_now);
    QCOMPARE(left ? left->count() : -1, seconds);
}

void QrShownTest::durations_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("seconds") << 9 << u"00:09"_qs;
    QTest::newRow("minutes") << 899 << u"14:59"_qs;
    QTest::newRow("hours") << 3'661 << u"1:01:01"_qs;
    QTest::newRow("days") << 176'400 << u"2 d 01:00"_qs;
}

void QrShownTest::durations()
{
    QFETCH(int, seconds);
    QFETCH(QString, text);
    QCOMPARE(QrWords::duration(std::chrono::seconds(seconds)), text);
}

void QrShownTest::everyStateHasItsOwnSignAndWord()
{
    QSet<QString> words;
    QSet<QChar> marks;
    QSet<QString> inFiles;
    for (int i = 0; i <= static_cast<int>(QrShown::Uncertain); ++i) {
        const auto shown = static_cast<QrShown>(i);
        words << QrWords::state(shown);
        marks << QrWords::stateWithSign(shown).front();
        inFiles << QrWords::fileWord(shown);
    }
    QCOMPARE(words.size(), 8);
    QCOMPARE(marks.size(), 8);
    QCOMPARE(inFiles.size(), 8);
}

void QrShownTest::formSaysWhatIsMissing()
{
    QrForm form;
    const auto obstacle = [&] { return static_cast<int>(form.obstacle(m_format, m_now)); };
    QCOMPARE(obstacle(), static_cast<int>(QrForm::Obstacle::NoCedula));
    form.setCedula(u"1350509525"_qs);
    form.lookupStarted();
    QCOMPARE(obstacle(), static_cast<int>(QrForm::Obstacle::LookupRunning));
    form.notFound();
    QCOMPARE(obstacle(), static_cast<int>(QrForm::Obstacle::UnknownAccount));
    contract::Account account;
    account.cedula = u"1350509525"_qs;
    account.state = contract::AccountState::Blocked;
    form.found(account);
    QCOMPARE(form.currency(), base::Currency::usd()); // the account's, not what stood there
    QCOMPARE(obstacle(), static_cast<int>(QrForm::Obstacle::BlockedAccount));
    account.state = contract::AccountState::Active;
    form.found(account);
    QCOMPARE(obstacle(), static_cast<int>(QrForm::Obstacle::Amount));
    form.setAmount(u"12,345"_qs, u',');
    QCOMPARE(static_cast<int>(form.amountProblem()), static_cast<int>(QrForm::AmountProblem::NotAnAmount));
    form.setAmount(u"0"_qs, u',');
    QCOMPARE(static_cast<int>(form.amountProblem()), static_cast<int>(QrForm::AmountProblem::NotPositive));
    form.setOpenAmount(true);
    QCOMPARE(obstacle(), static_cast<int>(QrForm::Obstacle::None));
    QVERIFY(form.requestForTry(m_format, m_now).mayModifyAmount);
    form.setDue(QrForm::Due::Custom);
    form.setCustomDue({m_now.value - 1});
    QCOMPARE(obstacle(), static_cast<int>(QrForm::Obstacle::PastDue));
}

void QrShownTest::triesOfOneContentAreOneQr()
{
    QrForm form;
    form.setCedula(u"1350509525"_qs);
    form.setAmount(u"100.50"_qs, u'.');
    const contract::QrRequest first = form.requestForTry(m_format, m_now);
    QVERIFY(first.transactionId.size() >= 10 && first.transactionId.size() <= 30);
    QVERIFY(form.requestForTry(m_format, {m_now.value + 5'000}) == first);
    form.setAmount(u"100.51"_qs, u'.');
    QVERIFY(form.requestForTry(m_format, m_now).transactionId != first.transactionId);
    const QString second = form.requestForTry(m_format, m_now).transactionId;
    form.settled();
    QVERIFY(form.requestForTry(m_format, m_now).transactionId != second);
}

void QrShownTest::dueDates_data()
{
    QTest::addColumn<QrForm::Due>("due");
    QTest::addColumn<qint64>("inMs");
    QTest::newRow("a quarter of an hour") << QrForm::Due::QuarterHour << qint64{15 * 60'000};
    QTest::newRow("an hour") << QrForm::Due::Hour << qint64{60 * 60'000};
    QTest::newRow("at a moment") << QrForm::Due::Custom << qint64{7'000'000};
}

void QrShownTest::dueDates()
{
    QFETCH(QrForm::Due, due);
    QFETCH(qint64, inMs);
    QrForm form;
    form.setCustomDue({m_now.value + 7'000'000});
    form.setDue(due);
    QCOMPARE(form.dueDate(m_format, m_now).value - m_now.value, inMs);
    form.setDue(QrForm::Due::Today);
    const QDateTime end = m_format.branchTime(form.dueDate(m_format, m_now));
    QCOMPARE(end.time(), QTime(23, 59, 59));
    QCOMPARE(end.date(), m_format.branchTime(m_now).date());
}

QTEST_GUILESS_MAIN(QrShownTest)
#include "tst_qrshown.moc"
