// SPDX-License-Identifier: GPL-3.0-or-later
#include "payments/qrstates.h"
#include "store/qrrows.h"
#include "store/sqlqrreader.h"
#include "store/sqlqrs.h"
#include "support/qrkit.h"

using namespace Qt::StringLiterals;
using namespace support;
using base::ErrorCode;
using payments::QrStatus;
using payments::SuspenseReason;

namespace {

constexpr qint64 payeeAccount = 1;

template <typename T>
T valueOf(desk::Answer answer)
{
    if (!answer) {
        qWarning("%s", qPrintable(answer.error().toString()));
        return T();
    }
    return std::get<T>(std::move(*answer));
}

ErrorCode refusal(const desk::Answer &answer)
{
    return answer ? ErrorCode::Internal : answer.error().code();
}

} // namespace

/// The life of a QR over a real ledger: rules, desk and tables together.
class QrLifeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aQrIsCreated();
    void creatingTwiceIsOnce();
    void creatingIsRefused_data();
    void creatingIsRefused();
    void anAccountByItsNumber();
    void anOutsideQrIsIssuedLater();
    void anOutsideQrIsRefused();
    void aClientPaysInOneTransaction();
    void payingTwiceIsOnce();
    void payingIsRefused_data();
    void payingIsRefused();
    void multiUseStaysActive();
    void anOpenAmountIsThePayers();
    void theBankConfirms();
    void aNoticeMakesItUsedAndSyncCompletes();
    void aSecondPaymentOfOneNameIsAReplay();
    void moneyIsNeverDropped_data();
    void moneyIsNeverDropped();
    void aLateConfirmationOfATimelyPayment();
    void theDaysListBooksOnce();
    void suspenseIsPostedOnce();
    void suspenseIsReturned();
    void suspenseOfAnUnknownQrCanOnlyBeReturned();
    void expiryFollowsTheDueDate();
    void cancelling();
    void nobodySeesAnothersQr();
    void lists();
    void theHistory();
    void issuedCodesNeverChange();
};

void QrLifeTest::aQrIsCreated()
{
    QrKit kit;
    const qint64 before = kit.last();
    const auto qr = valueOf<payments::QrDone>(kit.run(kit.wanted())).qr;
    QCOMPARE(qr.id, u"24011509999000000001"_s); // YYMMDD 0 9999 sequence
    QVERIFY2(qr.content.startsWith(u"000201010212"), qPrintable(qr.content));
    QVERIFY(qr.content.contains(qr.id));
    QCOMPARE(kit.toldAfter(before), u"created"_s);
    const auto created = std::get<events::QrCreated>(kit.eventsAfter(before).front());
    QCOMPARE(created.transactionId, u"TXN_123456"_s);
    QCOMPARE(created.amount, bob(10'050));
    QCOMPARE(created.accountId, payeeAccount);
    QVERIFY(kit.now(qr) == qr);
}

void QrLifeTest::creatingTwiceIsOnce()
{
    QrKit kit;
    const auto first = valueOf<payments::QrDone>(kit.run(kit.wanted()));
    kit.clock.advance(std::chrono::hours(1)); // its due date has passed meanwhile: the same answer all the same
    const qint64 before = kit.last();
    payments::CreateQr same = kit.wanted();
    same.dueDate = first.qr.dueDate;
    const auto second = valueOf<payments::QrDone>(kit.run(same));
    QVERIFY(second.replayed && !first.replayed);
    QVERIFY(second.qr == first.qr);
    QCOMPARE(kit.last(), before);
    same.amount = bob(1);
    QCOMPARE(refusal(kit.run(same)), ErrorCode::Conflict);
}

void QrLifeTest::creatingIsRefused_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, int what, ErrorCode code) {
        QTest::newRow(name) << what << static_cast<int>(code);
    };
    row("S2-67 nothing is asked for and the payer may not choose", 0, ErrorCode::InvalidArgument);
    row("S2-67 a negative amount", 1, ErrorCode::InvalidArgument);
    row("S2-67 a due date that has passed", 2, ErrorCode::InvalidArgument);
    row("S2-67 a description of 101 characters", 3, ErrorCode::InvalidArgument);
    row("S2-67 a transactionId of 31 characters", 4, ErrorCode::InvalidArgument);
    row("S2-67 a transactionId with a blank", 5, ErrorCode::InvalidArgument);
    row("S2-67 a branch code of six characters", 6, ErrorCode::InvalidArgument);
    row("S2-67 nobody's account", 7, ErrorCode::NotFound);
    row("S2-67 an account in another currency", 8, ErrorCode::NotFound);
    row("S2-09 another's account", 9, ErrorCode::NotFound);
    row("S2-67 nobody is responsible", 10, ErrorCode::InvalidArgument);
}

void QrLifeTest::creatingIsRefused()
{
    QFETCH(int, what);
    QFETCH(int, code);
    QrKit kit;
    payments::CreateQr command = kit.wanted();
    const std::array<std::function<void()>, 11> spoil{
        [&] { command.amount = bob(0); },
        [&] { command.amount = bob(-1); },
        [&] { command.dueDate = kit.clock.utcNow(); },
        [&] { command.description = QString(101, u'x'); },
        [&] { command.transactionId = QString(31, u'x'); },
        [&] { command.transactionId = u"A B"_s; },
        [&] { command.branchCode = u"123456"_s; },
        [&] { command.account = bank::AccountId(99); },
        [&] { command.amount = usd(100); },
        [&] { command.only = bank::AccountId(2); },
        [&] { command.user.clear(); },
    };
    spoil[static_cast<size_t>(what)]();
    const qint64 before = kit.last();
    QCOMPARE(static_cast<int>(refusal(kit.run(command))), code);
    QCOMPARE(kit.last(), before);
}

void QrLifeTest::anAccountByItsNumber()
{
    QrKit kit;
    payments::CreateQr command = kit.wanted();
    command.account = bank::AccountId(payeeAccount);
    command.only = bank::AccountId(payeeAccount);
    const auto qr = valueOf<payments::QrDone>(kit.run(command)).qr;
    QCOMPARE(qr.cedula, QrKit::payee());
    command.account = bank::AccountId(-1); // the bank's own
    command.only.reset();
    command.transactionId = u"OTHER"_s;
    QCOMPARE(refusal(kit.run(command)), ErrorCode::NotFound);
}

void QrLifeTest::anOutsideQrIsIssuedLater()
{
    QrKit kit;
    payments::CreateQr command = kit.wanted();
    command.provider = payments::banecoProvider;
    const qint64 before = kit.last();
    const auto noted = valueOf<payments::QrDone>(kit.run(command)).qr;
    QVERIFY(!noted.isIssued());
    QCOMPARE(kit.last(), before); // nobody is told of what may not exist
    QVERIFY(valueOf<payments::QrDone>(kit.run(command)).replayed);
    const payments::IssueQr issue{noted.number, {u"25090601016617035877"_s, "PNG", {}}};
    const auto issued = valueOf<payments::QrDone>(kit.run(issue));
    QCOMPARE(issued.qr.id, u"25090601016617035877"_s);
    QCOMPARE(kit.toldAfter(before), u"created"_s);
    QVERIFY(valueOf<payments::QrDone>(kit.run(issue)).replayed);
    QCOMPARE(refusal(kit.run(payments::IssueQr{noted.number, {u"25090601016000000001"_s, "PNG", {}}})),
             ErrorCode::Conflict);
    QCOMPARE(kit.reader()->qrs().qr(issued.qr.id, {})->value.row.qr.image, QByteArray("PNG"));
}

void QrLifeTest::anOutsideQrIsRefused()
{
    QrKit kit;
    payments::CreateQr command = kit.wanted();
    command.provider = payments::banecoProvider;
    const auto noted = valueOf<payments::QrDone>(kit.run(command)).qr;
    QVERIFY_OK(kit.run(payments::DropQr{noted.number}));
    const auto again = valueOf<payments::QrDone>(kit.run(command)); // its name is free again
    QVERIFY(!again.replayed);
    const auto issued = kit.outside(true, u"TXN_OTHER"_s);
    QCOMPARE(refusal(kit.run(payments::DropQr{issued.number})), ErrorCode::Conflict);
}

void QrLifeTest::aClientPaysInOneTransaction()
{
    QrKit kit;
    const auto qr = kit.made(kit.wanted());
    const qint64 before = kit.last();
    const auto done = valueOf<payments::QrPaymentDone>(kit.run(kit.paying(qr, "k1")));
    QVERIFY(!done.replayed);
    QCOMPARE(kit.toldAfter(before, payeeAccount), u"paid changed posted"_s); // S2-15, S2-17, S2-19 in this order
    QCOMPARE(kit.balance(QrKit::payee()), 10'050);
    QCOMPARE(kit.balance(QrKit::payer()), 89'950);
    QCOMPARE(kit.balance(bank::chart::clearingQr), 0);
    const auto told = kit.eventsAfter(before);
    for (const events::Event &event : told) {
        if (const auto *paid = std::get_if<events::QrPaid>(&event)) {
            QCOMPARE(paid->newStatus, QrStatus::Used);
            QCOMPARE(paid->newBalance->minor(), 10'050);
            QCOMPARE(paid->senderName, u"Juan Pérez"_s);
        }
        if (const auto *posted = std::get_if<events::TransactionPosted>(&event)) {
            QCOMPARE(posted->qrId, qr.id);
            QCOMPARE(posted->paymentId, done.payment.transactionId);
            QCOMPARE(posted->channel, events::Channel::Qr);
            QCOMPARE(posted->operation, events::PostingOperation::Qr);
        }
        if (const auto *changed = std::get_if<events::QrStatusChanged>(&event)) {
            QCOMPARE(changed->source, payments::QrChangeSource::Payment);
        }
    }
    const auto after = kit.now(qr);
    QCOMPARE(after.status, QrStatus::Used);
    QCOMPARE(after.paid, bob(10'050));
    QVERIFY(kit.check().ok());
}

void QrLifeTest::payingTwiceIsOnce()
{
    QrKit kit;
    const auto qr = kit.made(kit.wanted());
    const auto first = valueOf<payments::QrPaymentDone>(kit.run(kit.paying(qr, "k1")));
    const qint64 before = kit.last();
    const auto second = valueOf<payments::QrPaymentDone>(kit.run(kit.paying(qr, "k1")));
    QVERIFY(second.replayed);
    QVERIFY(second.payment == first.payment);
    QCOMPARE(refusal(kit.run(kit.paying(qr, "k2"))), ErrorCode::Conflict); // it is used now
    payments::PayQr other = kit.paying(qr, "k1");
    other.amount = bob(5);
    QCOMPARE(refusal(kit.run(other)), ErrorCode::Conflict); // the key stands for another body
    QCOMPARE(kit.last(), before);
}

void QrLifeTest::payingIsRefused_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, int what, ErrorCode code) {
        QTest::newRow(name) << what << static_cast<int>(code);
    };
    row("SPEC 2.6 another amount is 409 and books nothing", 0, ErrorCode::Conflict);
    row("SPEC 2.6 another currency is 409", 1, ErrorCode::Conflict);
    row("SPEC 2.6 an expired QR is 409, even before anybody ended it", 2, ErrorCode::Conflict);
    row("SPEC 2.6 a cancelled QR is 409", 3, ErrorCode::Conflict);
    row("a QR of an outside bank is not paid here", 4, ErrorCode::Conflict);
    row("no such QR", 5, ErrorCode::NotFound);
    row("the payer has too little", 6, ErrorCode::InsufficientFunds);
    row("an account does not pay itself", 7, ErrorCode::Conflict);
    row("a stranger pays", 8, ErrorCode::NotFound);
    row("no key", 9, ErrorCode::InvalidArgument);
    row("from another's account", 10, ErrorCode::PermissionDenied);
    row("with a key of the bank's own", 11, ErrorCode::InvalidArgument);
}

void QrLifeTest::payingIsRefused()
{
    QFETCH(int, what);
    QFETCH(int, code);
    QrKit kit;
    payments::CreateQr command = kit.wanted();
    if (what == 6)
        command.amount = bob(1'000'000);
    payments::Qr qr = what == 4 ? kit.outside() : kit.made(command);
    payments::PayQr pay = kit.paying(qr, "k");
    const std::array<std::function<void()>, 12> spoil{
        [&] { pay.amount = bob(1); },
        [&] { pay.amount = usd(10'050); },
        [&] { kit.clock.advance(std::chrono::minutes(16)); },
        [&] {
            kit.must(payments::CancelQr{qr.id, payments::QrChangeSource::Operator, u"ana"_s, {}});
        },
        [] {},
        [&] { pay.qrId = u"1"_s; },
        [] {},
        [&] { pay.payer = cedula(QrKit::payee()); },
        [&] { pay.payer = cedula(u"0102030400"_s); },
        [&] { pay.idempotencyKey.clear(); },
        [&] { pay.only = bank::AccountId(payeeAccount); },
        [] {},
    };
    spoil[static_cast<size_t>(what)]();
    const qint64 before = kit.last();
    if (what == 11) {
        const auto reserved = kit.run(
            bank::Post{events::MovementKind::Deposit, cedula(QrKit::payer()), bob(1), {}, u"x"_s, {}, "qr:in:1", {}});
        QCOMPARE(static_cast<int>(refusal(reserved)), code);
    } else {
        QCOMPARE(static_cast<int>(refusal(kit.run(pay))), code);
    }
    QCOMPARE(kit.last(), before);
    QVERIFY(kit.check().ok());
}

void QrLifeTest::multiUseStaysActive()
{
    QrKit kit;
    payments::CreateQr command = kit.wanted();
    command.isSingleUse = false;
    const auto qr = kit.made(command);
    for (const QByteArray key : {"a", "b"}) {
        const qint64 before = kit.last();
        QVERIFY_OK(kit.run(kit.paying(qr, key)));
        QCOMPARE(kit.toldAfter(before, payeeAccount), u"paid posted"_s);
    }
    QCOMPARE(kit.now(qr).status, QrStatus::Active);
    QCOMPARE(kit.now(qr).payments, 2);
    kit.clock.advance(std::chrono::minutes(16));
    QVERIFY_OK(kit.run(payments::ExpireQrs{}));
    QCOMPARE(kit.now(qr).status, QrStatus::Completed); // it was paid, so it has not expired unpaid
}

void QrLifeTest::anOpenAmountIsThePayers()
{
    QrKit kit;
    payments::CreateQr command = kit.wanted();
    command.mayModifyAmount = true;
    command.amount = bob(0);
    const auto qr = kit.made(command);
    payments::PayQr pay = kit.paying(qr, "k");
    QCOMPARE(refusal(kit.run(pay)), ErrorCode::InvalidArgument); // nothing is no payment
    pay.amount = bob(1'234);
    const auto done = valueOf<payments::QrPaymentDone>(kit.run(pay));
    QCOMPARE(done.qr->paid, bob(1'234));
}

void QrLifeTest::theBankConfirms()
{
    QrKit kit;
    const auto qr = kit.outside();
    const qint64 before = kit.last();
    const auto synced = valueOf<payments::QrSynced>(kit.run(kit.synced(qr, {kit.told(qr, u"B-1"_s)})));
    QCOMPARE(synced.booked.size(), size_t{1});
    QCOMPARE(synced.qr->status, QrStatus::Completed);
    QCOMPARE(kit.toldAfter(before), u"paid changed posted"_s);
    const auto changed = std::get<events::QrStatusChanged>(kit.eventsAfter(before)[1]);
    QCOMPARE(changed.source, payments::QrChangeSource::BankApi);
    QCOMPARE(kit.balance(QrKit::payee()), 10'050);
    QCOMPARE(kit.balance(bank::chart::clearingQr), -10'050); // the other bank owes us this
    QVERIFY(kit.check().ok());
}

void QrLifeTest::aNoticeMakesItUsedAndSyncCompletes()
{
    QrKit kit;
    const auto qr = kit.outside();
    const auto told = kit.told(qr, u"B-1"_s);
    QCOMPARE(valueOf<payments::QrSynced>(kit.run(kit.synced(qr, {told}, true))).qr->status, QrStatus::Used);
    const qint64 before = kit.last();
    QCOMPARE(valueOf<payments::QrSynced>(kit.run(kit.synced(qr, {told}))).qr->status, QrStatus::Completed);
    QCOMPARE(kit.toldAfter(before), u"changed"_s); // the money was booked once
    QVERIFY_OK(kit.run(kit.synced(qr, {told})));
    QCOMPARE(kit.balance(QrKit::payee()), 10'050);
}

void QrLifeTest::aSecondPaymentOfOneNameIsAReplay()
{
    QrKit kit;
    const auto qr = kit.outside();
    const auto told = kit.told(qr, u"B-1"_s);
    QVERIFY_OK(kit.run(kit.synced(qr, {told, told}, true)));
    const qint64 before = kit.last();
    const auto again = valueOf<payments::QrSynced>(kit.run(kit.synced(qr, {told}, true)));
    QVERIFY(again.booked.empty());
    QCOMPARE(kit.last(), before);
    auto other = told;
    other.amount = bob(1);
    QCOMPARE(refusal(kit.run(kit.synced(qr, {other}, true))), ErrorCode::Conflict);
    QCOMPARE(kit.balance(QrKit::payee()), 10'050);
}

void QrLifeTest::moneyIsNeverDropped_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("reason");
    const auto row = [](const char *name, int what, SuspenseReason reason) {
        QTest::newRow(name) << what << static_cast<int>(reason);
    };
    row("SPEC 2.6 another amount goes to suspense", 0, SuspenseReason::AmountDiffers);
    row("SPEC 2.6 paid after the due date goes to suspense", 1, SuspenseReason::Late);
    row("SPEC 2.6 to a cancelled QR goes to suspense", 2, SuspenseReason::NotActive);
    row("SPEC 2.6 a second payment of a used QR goes to suspense", 3, SuspenseReason::NotActive);
    row("SPEC 2.6 to a completed QR goes to suspense", 4, SuspenseReason::NotActive);
    row("SPEC 2.6 another currency goes to suspense", 5, SuspenseReason::AmountDiffers);
    row("SPEC 2.6 paid late to an expired QR goes to suspense", 6, SuspenseReason::Late);
}

void QrLifeTest::moneyIsNeverDropped()
{
    QFETCH(int, what);
    QFETCH(int, reason);
    QrKit kit;
    const auto qr = kit.outside();
    auto told = kit.told(qr, u"B-9"_s);
    const std::array<std::function<void()>, 7> happen{
        [&] { told.amount = bob(9'999); },
        [&] { told.paidAt = {qr.dueDate.value + 1}; },
        [&] {
            kit.must(payments::CancelQr{qr.id, payments::QrChangeSource::Operator, u"ana"_s, {}});
        },
        [&] { kit.must(kit.synced(qr, {kit.told(qr, u"B-1"_s)}, true)); },
        [&] { kit.must(kit.synced(qr, {kit.told(qr, u"B-1"_s)})); },
        [&] { told.amount = usd(10'050); },
        [&] {
            kit.clock.advance(std::chrono::minutes(16));
            kit.must(payments::ExpireQrs{});
            told.paidAt = kit.clock.utcNow();
        },
    };
    happen[static_cast<size_t>(what)]();
    const auto state = kit.now(qr);
    const qint64 owned = kit.balance(QrKit::payee());
    const qint64 before = kit.last();
    const auto synced =
        valueOf<payments::QrSynced>(kit.run(kit.synced(qr, {told}, true, payments::BankQrState::Active)));
    QCOMPARE(synced.booked.size(), size_t{1});
    QCOMPARE(static_cast<int>(synced.booked[0].reason), reason);
    QCOMPARE(synced.booked[0].outcome, payments::PaymentOutcome::Suspense);
    QCOMPARE(kit.toldAfter(before), u"paid moved alert"_s);
    const auto paid = std::get<events::QrPaid>(kit.eventsAfter(before)[0]);
    QVERIFY(!paid.newBalance); // not on the account
    QCOMPARE(paid.newStatus, state.status);
    const auto alert = std::get<events::AlertRaised>(kit.eventsAfter(before)[2]);
    QCOMPARE(alert.type, QString(payments::suspenseAlert));
    QCOMPARE(alert.cedula, QrKit::payee());
    QCOMPARE(kit.now(qr).status, state.status);
    QCOMPARE(kit.now(qr).inSuspense, 1);
    QCOMPARE(kit.balance(QrKit::payee()), owned);
    QCOMPARE(kit.balance(bank::chart::suspenseQr, told.amount.currency()), told.amount.minor());
    QVERIFY_OK(kit.run(kit.synced(qr, {told}, true, payments::BankQrState::Active))); // once
    QCOMPARE(kit.now(qr).inSuspense, 1);
    QVERIFY(kit.check().ok());
}

void QrLifeTest::aLateConfirmationOfATimelyPayment()
{
    QrKit kit;
    const auto qr = kit.outside();
    const auto told = kit.told(qr, u"B-1"_s); // paid in time
    kit.clock.advance(std::chrono::minutes(16));
    QVERIFY_OK(kit.run(payments::ExpireQrs{}));
    QCOMPARE(kit.now(qr).status, QrStatus::Expired);
    QCOMPARE(valueOf<payments::QrSynced>(kit.run(kit.synced(qr, {told}, true))).qr->status, QrStatus::Used);
    QCOMPARE(kit.balance(QrKit::payee()), 10'050);
}

void QrLifeTest::theDaysListBooksOnce()
{
    QrKit kit;
    const auto qr = kit.outside();
    const payments::BookBankPayment line{payments::banecoProvider, kit.told(qr, u"B-1"_s)};
    QCOMPARE(valueOf<payments::QrSynced>(kit.run(line)).booked.size(), size_t{1});
    QVERIFY(valueOf<payments::QrSynced>(kit.run(line)).booked.empty());
    QCOMPARE(kit.now(qr).status, QrStatus::Completed);
    payments::BookBankPayment nameless = line;
    nameless.payment.transactionId.clear();
    QCOMPARE(refusal(kit.run(nameless)), ErrorCode::InvalidArgument);
}

void QrLifeTest::suspenseIsPostedOnce()
{
    QrKit kit;
    const auto qr = kit.outside();
    auto told = kit.told(qr, u"B-1"_s);
    told.amount = bob(9'999);
    const auto waiting =
        valueOf<payments::QrSynced>(kit.run(kit.synced(qr, {told}, true, payments::BankQrState::Active))).booked[0];
    payments::ResolveSuspense resolve{waiting.number,
                                      payments::ResolveSuspense::Action::Post,
                                      u"el cliente acepta"_s,
                                      events::Channel::Rest,
                                      u"sofia"_s,
                                      "r1"};
    const qint64 before = kit.last();
    const auto done = valueOf<payments::QrPaymentDone>(kit.run(resolve));
    QCOMPARE(done.payment.outcome, payments::PaymentOutcome::Adjusted);
    QCOMPARE(kit.toldAfter(before), u"posted"_s);
    const auto posted = std::get<events::TransactionPosted>(kit.eventsAfter(before)[0]);
    QCOMPARE(posted.operation, events::PostingOperation::Adjustment); // S2-19 adjustment
    QCOMPARE(posted.qrId, qr.id);
    QCOMPARE(kit.balance(QrKit::payee()), 9'999);
    QCOMPARE(kit.balance(bank::chart::suspenseQr), 0);
    QCOMPARE(kit.now(qr).inSuspense, 0);
    QVERIFY(valueOf<payments::QrPaymentDone>(kit.run(resolve)).replayed);
    resolve.idempotencyKey = "r2";
    QCOMPARE(refusal(kit.run(resolve)), ErrorCode::Conflict);
    QCOMPARE(kit.balance(QrKit::payee()), 9'999);
    QVERIFY(kit.check().ok());
}

void QrLifeTest::suspenseIsReturned()
{
    QrKit kit;
    const auto qr = kit.outside();
    auto told = kit.told(qr, u"B-1"_s);
    told.amount = bob(9'999);
    const auto waiting =
        valueOf<payments::QrSynced>(kit.run(kit.synced(qr, {told}, true, payments::BankQrState::Active))).booked[0];
    payments::ResolveSuspense resolve{
        waiting.number, payments::ResolveSuspense::Action::Return, {}, events::Channel::Rest, u"sofia"_s, "r1"};
    QCOMPARE(refusal(kit.run(resolve)), ErrorCode::InvalidArgument); // a reason is needed
    resolve.note = u"se devuelve"_s;
    const auto done = valueOf<payments::QrPaymentDone>(kit.run(resolve));
    QCOMPARE(done.payment.outcome, payments::PaymentOutcome::Returned);
    QCOMPARE(kit.balance(QrKit::payee()), 0);
    QCOMPARE(kit.balance(bank::chart::suspenseQr), 0);
    QCOMPARE(kit.balance(bank::chart::clearingQr), 0);
    QVERIFY(kit.check().ok());
}

void QrLifeTest::suspenseOfAnUnknownQrCanOnlyBeReturned()
{
    QrKit kit;
    payments::Qr stranger;
    stranger.id = u"22113001016800000017"_s;
    stranger.amount = bob(100);
    const qint64 before = kit.last();
    const auto synced = valueOf<payments::QrSynced>(
        kit.run(payments::BookBankPayment{payments::banecoProvider, kit.told(stranger, u"B-1"_s)}));
    QVERIFY(!synced.qr);
    QCOMPARE(synced.booked[0].reason, SuspenseReason::UnknownQr);
    QCOMPARE(kit.toldAfter(before), u"moved alert"_s);
    payments::ResolveSuspense resolve{synced.booked[0].number,
                                      payments::ResolveSuspense::Action::Post,
                                      u"?"_s,
                                      events::Channel::Rest,
                                      u"sofia"_s,
                                      "r1"};
    QCOMPARE(refusal(kit.run(resolve)), ErrorCode::Conflict);
    resolve.action = payments::ResolveSuspense::Action::Return;
    QVERIFY_OK(kit.run(resolve));
    QCOMPARE(kit.balance(bank::chart::suspenseQr), 0);
    resolve.payment = 99;
    resolve.idempotencyKey = "r2";
    QCOMPARE(refusal(kit.run(resolve)), ErrorCode::NotFound);
}

void QrLifeTest::expiryFollowsTheDueDate()
{
    QrKit kit;
    const auto qr = kit.made(kit.wanted());
    payments::CreateQr noted = kit.wanted(u"NOTED"_s);
    noted.provider = payments::banecoProvider;
    QVERIFY_OK(kit.run(noted)); // asked for and never answered: it cannot expire, since it may not exist
    kit.clock.advance(std::chrono::minutes(15)); // to the very instant: still in time
    QCOMPARE(valueOf<payments::QrsExpired>(kit.run(payments::ExpireQrs{})).count, 0);
    kit.clock.advance(std::chrono::milliseconds(1));
    const qint64 before = kit.last();
    QCOMPARE(valueOf<payments::QrsExpired>(kit.run(payments::ExpireQrs{})).count, 1);
    QCOMPARE(kit.toldAfter(before), u"changed"_s);
    QCOMPARE(std::get<events::QrStatusChanged>(kit.eventsAfter(before)[0]).source, payments::QrChangeSource::Expiry);
    QCOMPARE(kit.now(qr).status, QrStatus::Expired);
    QCOMPARE(valueOf<payments::QrsExpired>(kit.run(payments::ExpireQrs{})).count, 0);
}

void QrLifeTest::cancelling()
{
    QrKit kit;
    const auto qr = kit.made(kit.wanted());
    const payments::CancelQr cancel{qr.id, payments::QrChangeSource::Operator, u"ana"_s, {}};
    const qint64 before = kit.last();
    QCOMPARE(valueOf<payments::QrDone>(kit.run(cancel)).qr.status, QrStatus::Cancelled);
    QCOMPARE(kit.toldAfter(before), u"changed"_s);
    QCOMPARE(refusal(kit.run(cancel)), ErrorCode::Conflict);
    const auto outside = kit.outside();
    const auto synced =
        valueOf<payments::QrSynced>(kit.run(kit.synced(outside, {}, false, payments::BankQrState::Cancelled)));
    QCOMPARE(synced.qr->status, QrStatus::Cancelled);
    QCOMPARE(*synced.qr->changedBy, payments::QrChangeSource::BankApi);
}

void QrLifeTest::nobodySeesAnothersQr()
{
    QrKit kit;
    const auto qr = kit.made(kit.wanted());
    const bank::AccountId other(2);
    QCOMPARE(refusal(kit.run(payments::CancelQr{qr.id, payments::QrChangeSource::Operator, u"leo"_s, other})),
             ErrorCode::NotFound);
    auto reader = kit.reader();
    QCOMPARE(reader->qrs().qr(qr.id, other).error().code(), ErrorCode::NotFound);
    QVERIFY(reader->qrs().qrs({.only = other}, {})->items.empty());
    QCOMPARE(reader->qrs().qrs({.only = bank::AccountId(payeeAccount)}, {})->items.size(), size_t{1});
}

void QrLifeTest::lists()
{
    QrKit kit;
    const auto used = kit.made(kit.wanted(u"AAA_1"_s));
    QVERIFY_OK(kit.run(kit.paying(used, "k")));
    const auto active = kit.made(kit.wanted(u"BBB"_s));
    const auto outside = kit.outside();
    auto told = kit.told(outside, u"B-1"_s);
    told.amount = bob(1);
    QVERIFY_OK(kit.run(kit.synced(outside, {told}, true, payments::BankQrState::Active)));
    auto reader = kit.reader();
    const auto ids = [&](const payments::QrFilter &filter) {
        QStringList list;
        const auto page = reader->qrs().qrs(filter, {});
        for (const auto &row : page->items)
            list << row.qr.transactionId;
        return list.join(u' ');
    };
    QCOMPARE(ids({}), u"TXN_OUT BBB AAA_1"_s);
    QCOMPARE(ids({.statuses = {QrStatus::Used}}), u"AAA_1"_s);
    QCOMPARE(ids({.onlySuspense = true}), u"TXN_OUT"_s);
    QCOMPARE(ids({.cedula = QrKit::payer()}), QString());
    QCOMPARE(ids({.search = u"juan"_s}), u"TXN_OUT AAA_1"_s); // the payer's name
    QCOMPARE(ids({.search = u"A_1"_s}), u"AAA_1"_s);
    QCOMPARE(ids({.search = u"_____"_s}), QString()); // no pattern of LIKE
    QCOMPARE(ids({.from = {kit.clock.utcNow().value + 1}}), QString());
    QCOMPARE(ids({.to = {kit.clock.utcNow().value + 1}}), u"TXN_OUT BBB AAA_1"_s);
    const auto first = reader->qrs().qrs({}, {2, {}});
    QCOMPARE(first->items.size(), size_t{2});
    QCOMPARE(first->items[0].reason, SuspenseReason::AmountDiffers);
    QCOMPARE(first->items[0].newest->transactionId, u"B-1"_s);
    const auto rest = reader->qrs().qrs({}, {2, first->nextCursor});
    QCOMPARE(rest->items.size(), size_t{1});
    QVERIFY(rest->nextCursor.isEmpty());
    QCOMPARE(reader->qrs().qrs({}, {0, {}}).error().code(), ErrorCode::InvalidArgument);
    QCOMPARE(reader->qrs().qrs({}, {5, u"x"_s}).error().code(), ErrorCode::InvalidArgument);
    using Which = payments::QrPaymentFilter::Which;
    QCOMPARE(reader->qrs().payments({.which = Which::Waiting}, {})->items.size(), size_t{1});
    QCOMPARE(reader->qrs().payments({.which = Which::Resolved}, {})->items.size(), size_t{0});
    QCOMPARE(reader->qrs().payments({.which = Which::Booked}, {})->items.size(), size_t{1});
    QCOMPARE(reader->qrs().payments({.which = Which::Booked, .only = bank::AccountId(2)}, {})->items.size(), size_t{0});
}

void QrLifeTest::theHistory()
{
    QrKit kit;
    const auto qr = kit.outside();
    QVERIFY_OK(kit.run(kit.synced(qr, {kit.told(qr, u"B-1"_s)}, true)));
    QVERIFY_OK(kit.run(kit.synced(qr, {kit.told(qr, u"B-1"_s)})));
    const auto history = kit.reader()->qrs().qr(qr.id, {});
    QVERIFY_OK(history);
    QCOMPARE(history->value.events.size(), size_t{4}); // created, paid, used, completed
    QVERIFY(std::holds_alternative<events::QrCreated>(history->value.events[0]));
    QVERIFY(std::holds_alternative<events::QrPaid>(history->value.events[1]));
    QCOMPARE(std::get<events::QrStatusChanged>(history->value.events[3]).newStatus, QrStatus::Completed);
    QCOMPARE(history->value.payments.size(), size_t{1});
    QCOMPARE(history->value.payments[0].cedula, QrKit::payee());
}

void QrLifeTest::issuedCodesNeverChange()
{
    QrKit kit;
    const auto qr = kit.made(kit.wanted());
    QVERIFY_OK(kit.run(kit.paying(qr, "k")));
    for (const auto &sql :
         {u"UPDATE qr SET amount = 1"_s, u"UPDATE qr SET qr_id = '1'"_s, u"DELETE FROM qr"_s,
          u"UPDATE qr_payment SET amount = 1"_s, u"UPDATE qr_payment SET outcome = 3"_s, u"DELETE FROM qr_payment"_s})
        QVERIFY2(!kit.database().execute(sql), qPrintable(sql));
}

QTEST_GUILESS_MAIN(QrLifeTest)
#include "tst_qrlife.moc"
