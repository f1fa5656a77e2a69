// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/adapters/linkedbank.h"
#include "support/fakebaneco.h"
#include "support/fakeclock.h"
#include "support/verify.h"
#include <future>

using namespace Qt::StringLiterals;
using payments::ProviderFailure;
using Kind = payments::ProviderFailure::Kind;
using Trouble = support::FakeBaneco::Trouble;

namespace {

links::BanecoSettings settingsFor(const support::FakeBaneco &bank)
{
    links::BanecoSettings settings;
    settings.url = bank.url();
    settings.userName = bank.userName;
    settings.password = bank.password;
    settings.aesKey = bank.aesKey;
    settings.account = bank.account;
    settings.http.allowsPlain = true;
    return settings;
}

using Status = payments::ProviderAnswer<payments::BankQrStatus>;

} // namespace

class LinkedBankTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersOnItsOwnThread();
    void stopAnswersWhatWaits();
    void answersAtOnceWhenItDoesNotRun();

private:
    support::FakeClock m_clock;
};

void LinkedBankTest::answersOnItsOwnThread()
{
    support::FakeBaneco server;
    server.start();
    hub::LinkedBank bank(settingsFor(server), m_clock);
    bank.start();
    QCOMPARE(bank.name(), u"baneco"_s);
    payments::QrOrder order;
    order.transactionId = u"TXN_1"_s;
    order.amount = base::Money::parse("5", base::Currency::bob()).value();
    order.dueDate = {1'757'217'599'000};
    std::promise<std::pair<payments::ProviderAnswer<payments::IssuedQr>, std::thread::id>> created;
    bank.create(order, [&](const auto &answer) { created.set_value({answer, std::this_thread::get_id()}); });
    const auto [answer, thread] = created.get_future().get();
    QCOMPARE(answer.index(), 0u);
    QVERIFY(thread != std::this_thread::get_id());
    const QString qrId = std::get<0>(answer).qrId;
    std::promise<payments::ProviderAnswer<payments::QrProvider::Nothing>> cancelled;
    bank.cancel(qrId, [&](const auto &done) { cancelled.set_value(done); });
    QCOMPARE(cancelled.get_future().get().index(), 0u);
    std::promise<Status> status;
    bank.status(qrId, [&](const auto &done) { status.set_value(done); });
    QVERIFY(std::get<0>(status.get_future().get()).state == payments::BankQrState::Cancelled);
    std::promise<size_t> paid;
    bank.paid(QDate(2025, 9, 6), [&](const auto &done) { paid.set_value(done.index()); });
    QCOMPARE(paid.get_future().get(), 0u);
}

void LinkedBankTest::stopAnswersWhatWaits()
{
    support::FakeBaneco server;
    server.start();
    hub::LinkedBank bank(settingsFor(server), m_clock);
    bank.start();
    server.next(u"statusQR"_s, Trouble::NeverAnswer);
    std::vector<std::promise<Status>> answers(3);
    for (auto &answer : answers)
        bank.status(u"1"_s, [&answer](const auto &done) { answer.set_value(done); });
    QTRY_COMPARE_WITH_TIMEOUT(server.requests(), 2, 30'000); // the login, and the question that hangs
    bank.stop();
    for (auto &answer : answers)
        QCOMPARE(std::get<1>(answer.get_future().get()).kind, Kind::Unreachable);
}

void LinkedBankTest::answersAtOnceWhenItDoesNotRun()
{
    support::FakeBaneco server;
    server.start();
    hub::LinkedBank bank(settingsFor(server), m_clock);
    bool answered = false;
    bank.status(u"1"_s, [&](const Status &done) { answered = std::get<1>(done).kind == Kind::Unreachable; });
    QVERIFY(answered);
    QCOMPARE(server.requests(), 0);
}

QTEST_GUILESS_MAIN(LinkedBankTest)
#include "tst_linkedbank.moc"
