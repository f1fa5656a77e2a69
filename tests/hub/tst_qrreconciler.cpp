// SPDX-License-Identifier: GPL-3.0-or-later
// When the bank is asked what, without a bank: it answers when the test says so.
#include "hub/qrreconciler.h"
#include "support/fakeclock.h"
#include "support/verify.h"
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using hub::QrReconciler;
using payments::BankPayment;
using payments::BankQrState;
using payments::BankQrStatus;
using payments::ProviderFailure;
using Kind = payments::ProviderFailure::Kind;

namespace {

/// Notes what it is asked; each question waits for the test's answer.
class SilentBank final : public payments::QrProvider
{
public:
    QStringList asked;
    Done<BankQrStatus> statusDone;
    Done<std::vector<BankPayment>> paidDone;

    QString name() const override { return u"baneco"_s; }
    void create(payments::QrOrder, Done<payments::IssuedQr>) override { asked << u"create"_s; }
    void cancel(QString, Done<Nothing>) override { asked << u"cancel"_s; }
    void status(QString qrId, Done<BankQrStatus> done) override
    {
        asked << qrId;
        statusDone = std::move(done);
    }
    void paid(QDate day, Done<std::vector<BankPayment>> done) override
    {
        asked << day.toString(u"yyyyMMdd"_s);
        paidDone = std::move(done);
    }
};

BankPayment payment(const QString &id)
{
    BankPayment payment;
    payment.qrId = u"77"_s;
    payment.transactionId = id;
    payment.amount = base::Money::parse("5", base::Currency::bob()).value();
    return payment;
}

} // namespace

class QrReconcilerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void asksForTheDaysAndThenForEachOpenQr();
    void oneQuestionAtATime();
    void handsOnWhatTheBankConfirms();
    void aNoticeIsAskedAboutFirst();
    void aNoticeIsNeverBelieved();
    void noticesAreBounded();
    void leavesASilentBankAlone();
    void saysOnceThatTheBankIsSilentAndOnceThatItIsBack();
    void aRefusedQrIsDroppedWithoutAPause();
    void severalRefusalsAreAboutUs();
    void asksForYesterdayOnceAfterMidnight();
    void offersAPaymentAgainUntilItIsBooked();
    void answersAfterItsEndAreDropped();

private:
    void answerStatus(payments::ProviderAnswer<BankQrStatus> answer);
    void answerPaid(payments::ProviderAnswer<std::vector<BankPayment>> answer);
    /// Past the lists of the days.
    void settle();
    QStringList takeAsked() { return std::exchange(m_bank.asked, {}); }

    std::unique_ptr<support::FakeClock> m_clock;
    SilentBank m_bank;
    std::vector<QString> m_open;
    std::vector<payments::SyncQr> m_synced;
    std::vector<QString> m_offered;
    bool m_books = true;
    QStringList m_reachable;
    std::unique_ptr<QrReconciler> m_reconciler;
};

void QrReconcilerTest::init()
{
    m_clock = std::make_unique<support::FakeClock>(1'757'174'400'000); // 2025-09-06 12:00 in La Paz
    m_reconciler.reset();
    m_bank = SilentBank();
    m_open.clear();
    m_synced.clear();
    m_offered.clear();
    m_reachable.clear();
    m_books = true;
    m_reconciler = std::make_unique<QrReconciler>(
        QrReconciler::Ports{*m_clock, m_bank, [this](QrReconciler::Open open) { open(m_open); },
                            [this](payments::SyncQr command) { m_synced.push_back(std::move(command)); },
                            [this](payments::BookBankPayment command, const std::function<void(bool)> &done) {
                                m_offered.push_back(command.payment.transactionId);
                                done(m_books);
                            },
                            [](const std::function<void()> &job) { job(); },
                            [this](const QString &why) { m_reachable << why; }},
        60s);
}

void QrReconcilerTest::answerStatus(payments::ProviderAnswer<BankQrStatus> answer)
{
    QVERIFY(m_bank.statusDone);
    std::exchange(m_bank.statusDone, {})(std::move(answer));
}

void QrReconcilerTest::answerPaid(payments::ProviderAnswer<std::vector<BankPayment>> answer)
{
    QVERIFY(m_bank.paidDone);
    std::exchange(m_bank.paidDone, {})(std::move(answer));
}

void QrReconcilerTest::settle()
{
    m_reconciler->tick();
    answerPaid(std::vector<BankPayment>());
    answerPaid(std::vector<BankPayment>());
    takeAsked();
}

void QrReconcilerTest::asksForTheDaysAndThenForEachOpenQr()
{
    m_open = {u"1"_s, u"2"_s};
    m_reconciler->tick();
    answerPaid(std::vector<BankPayment>());
    answerPaid(std::vector<BankPayment>());
    answerStatus(BankQrStatus());
    answerStatus(BankQrStatus());
    QCOMPARE(takeAsked(), QStringList({u"20250905"_s, u"20250906"_s, u"1"_s, u"2"_s}));
    m_clock->advance(59s);
    m_reconciler->tick();
    QVERIFY(takeAsked().isEmpty());
    m_clock->advance(1s);
    m_reconciler->tick();
    answerStatus(BankQrStatus());
    answerStatus(BankQrStatus());
    QCOMPARE(takeAsked(), QStringList({u"1"_s, u"2"_s}));
    m_open.clear();
    m_clock->advance(4min);
    m_reconciler->tick();
    answerPaid(std::vector<BankPayment>());
    QCOMPARE(takeAsked(), QStringList({u"20250906"_s})); // yesterday is settled
}

void QrReconcilerTest::oneQuestionAtATime()
{
    m_open = {u"1"_s};
    for (int i = 0; i < 5; ++i) {
        m_clock->advance(10min);
        m_reconciler->tick();
        m_reconciler->noticed(u"9"_s);
    }
    QCOMPARE(takeAsked().size(), 1);
}

void QrReconcilerTest::handsOnWhatTheBankConfirms()
{
    m_open = {u"77"_s};
    m_reconciler->tick();
    answerPaid(std::vector<BankPayment>{payment(u"a"_s)});
    answerPaid(std::vector<BankPayment>{payment(u"b"_s)});
    answerStatus(BankQrStatus{BankQrState::Paid, {payment(u"b"_s)}});
    QCOMPARE(m_offered, std::vector<QString>({u"a"_s, u"b"_s}));
    QCOMPARE(m_synced.size(), 1u);
    QCOMPARE(m_synced[0].qrId, u"77"_s);
    QCOMPARE(m_synced[0].provider, u"baneco"_s);
    QVERIFY(m_synced[0].status.state == BankQrState::Paid);
    QCOMPARE(m_synced[0].status.payments.size(), 1u);
    QVERIFY2(!m_synced[0].isNoticed, "SPEC 2.6: found by ourselves, so completed");
}

void QrReconcilerTest::aNoticeIsAskedAboutFirst()
{
    m_open = {u"1"_s, u"2"_s};
    m_reconciler->tick();
    m_reconciler->noticed(u"2"_s);
    m_reconciler->noticed(u"2"_s); // told twice, asked once
    answerPaid(std::vector<BankPayment>());
    answerStatus(BankQrStatus{BankQrState::Paid, {payment(u"a"_s)}});
    QCOMPARE(takeAsked().last(), u"20250906"_s);
    answerPaid(std::vector<BankPayment>());
    answerStatus(BankQrStatus());
    QCOMPARE(takeAsked(), QStringList({u"1"_s})); // 2 was asked about just now
    QCOMPARE(m_synced.size(), 2u);
    QVERIFY2(m_synced[0].isNoticed, "SPEC 2.6: told as it happened, so used");
}

void QrReconcilerTest::aNoticeIsNeverBelieved()
{
    settle();
    m_reconciler->noticed(u"5"_s); // S2-70: a lie
    QCOMPARE(takeAsked(), QStringList({u"5"_s}));
    QVERIFY2(m_synced.empty() && m_offered.empty(), "nothing is booked before the bank itself has answered");
    answerStatus(BankQrStatus{BankQrState::Active, {}});
    QCOMPARE(m_synced.size(), 1u);
    QVERIFY(m_synced[0].status.payments.empty());
}

void QrReconcilerTest::noticesAreBounded()
{
    for (int i = 0; i < 2'000; ++i)
        m_reconciler->noticed(QString::number(i));
    QCOMPARE(m_reconciler->waiting(), 500u);
}

void QrReconcilerTest::leavesASilentBankAlone()
{
    settle();
    const ProviderFailure silent{Kind::Unreachable, u"no answer"_s, 0};
    m_reconciler->noticed(u"5"_s);
    std::chrono::seconds pause = 5s;
    for (int i = 0; i < 10; ++i) {
        QCOMPARE(takeAsked(), QStringList({u"5"_s}));
        answerStatus(silent);
        m_reconciler->tick();
        QVERIFY(takeAsked().isEmpty());
        m_clock->advance(pause - 1ms);
        m_reconciler->noticed(u"5"_s);
        QVERIFY2(takeAsked().isEmpty(), "notices do not hurry it either");
        m_clock->advance(1ms);
        m_reconciler->noticed(u"5"_s);
        pause = std::min<std::chrono::seconds>(pause * 2, 5min);
    }
    answerStatus(BankQrStatus());
    QCOMPARE(m_synced.size(), 1u);
}

void QrReconcilerTest::saysOnceThatTheBankIsSilentAndOnceThatItIsBack()
{
    settle();
    m_reconciler->noticed(u"5"_s);
    answerStatus(ProviderFailure{Kind::Unreachable, u"no answer"_s, 0});
    m_clock->advance(5s);
    m_reconciler->noticed(u"5"_s);
    answerStatus(ProviderFailure{Kind::BadAnswer, u"nonsense"_s, 0});
    QCOMPARE(m_reachable, QStringList({u"no answer"_s}));
    m_clock->advance(10s);
    m_reconciler->noticed(u"5"_s);
    answerStatus(BankQrStatus());
    QCOMPARE(m_reachable, QStringList({u"no answer"_s, QString()}));
}

void QrReconcilerTest::aRefusedQrIsDroppedWithoutAPause()
{
    m_open = {u"1"_s, u"2"_s};
    settle();
    m_reconciler->tick();
    answerStatus(ProviderFailure{Kind::NotFound, u"no such QR"_s, 0});
    answerStatus(BankQrStatus());
    QCOMPARE(m_synced.size(), 1u);
    QCOMPARE(m_synced[0].qrId, u"2"_s);
    QVERIFY(m_reachable.isEmpty());
}

void QrReconcilerTest::severalRefusalsAreAboutUs()
{
    m_open = {u"1"_s, u"2"_s, u"3"_s, u"4"_s};
    settle();
    for (int i = 0; i < 3; ++i)
        answerStatus(ProviderFailure{Kind::Refused, u"wrong password"_s, 1});
    QVERIFY(!m_bank.statusDone);
    QCOMPARE(m_reachable, QStringList({u"wrong password"_s}));
}

void QrReconcilerTest::asksForYesterdayOnceAfterMidnight()
{
    settle();
    m_clock->advance(12h); // midnight of La Paz
    m_reconciler->tick();
    answerPaid(std::vector<BankPayment>());
    answerPaid(std::vector<BankPayment>());
    QCOMPARE(takeAsked(), QStringList({u"20250906"_s, u"20250907"_s}));
}

void QrReconcilerTest::offersAPaymentAgainUntilItIsBooked()
{
    m_books = false;
    m_reconciler->tick();
    answerPaid(std::vector<BankPayment>());
    answerPaid(std::vector<BankPayment>{payment(u"a"_s)});
    m_books = true;
    for (int i = 0; i < 3; ++i) {
        m_clock->advance(5min);
        m_reconciler->tick();
        answerPaid(std::vector<BankPayment>{payment(u"a"_s)});
    }
    QCOMPARE(m_offered, std::vector<QString>({u"a"_s, u"a"_s})); // refused once, booked once, never again
}

void QrReconcilerTest::answersAfterItsEndAreDropped()
{
    m_reconciler->tick();
    auto late = std::exchange(m_bank.paidDone, {});
    m_reconciler.reset();
    late(std::vector<BankPayment>{payment(u"a"_s)});
    QVERIFY(m_offered.empty());
}

QTEST_APPLESS_MAIN(QrReconcilerTest)
#include "tst_qrreconciler.moc"
