// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/qrreader.h"
#include "hub/qrclock.h"
#include "support/fakeclock.h"
#include "support/verify.h"
#include <QTemporaryDir>
#include <future>

using namespace Qt::StringLiterals;

class QrClockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aQrEndsAtItsDueDate();
};

void QrClockTest::aQrEndsAtItsDueDate()
{
    QTemporaryDir folder;
    support::FakeClock clock;
    const QString path = folder.filePath(u"ledger.db"_s);
    hub::DeskThread desk(path, clock, {});
    QVERIFY_OK(desk.start());
    hub::ReaderPool readers(path, clock);
    QVERIFY_OK(readers.start());
    const auto run = [&](desk::Command command) {
        std::promise<desk::Answer> done;
        const auto taken = desk.submit(std::move(command), [&](desk::Answer answer) { done.set_value(answer); });
        return taken ? done.get_future().get() : desk::Answer(taken.error());
    };
    const auto cedula = *base::Cedula::fromWire(u"1350509525"_s);
    QVERIFY_OK(run(bank::OpenAccount{.cedula = cedula,
                                     .holderName = {},
                                     .currency = base::Currency::bob(),
                                     .lowBalanceThreshold = {},
                                     .user = u"ana"_s}));
    payments::CreateQr order;
    order.account = cedula;
    order.transactionId = u"T1"_s;
    order.amount = *base::Money::fromMinor(100, base::Currency::bob());
    order.dueDate = {clock.utcNow().value + 900'000};
    order.user = u"ana"_s;
    const auto made = run(order);
    QVERIFY_OK(made);
    const QString id = std::get<payments::QrDone>(*made).qr.id;
    const auto status = [&] {
        std::promise<payments::QrStatus> read;
        const auto taken = readers.submit([&](base::Result<store::SqlReader *> reader) {
            read.set_value((*reader)->qrs().qr(id, {})->value.row.qr.status);
        });
        return taken ? read.get_future().get() : payments::QrStatus::Cancelled;
    };
    const auto commands = [&] { return desk.figures().commands; };

    hub::QrClock ticker(clock, desk, readers);
    ticker.tick();
    QCOMPARE(status(), payments::QrStatus::Active);
    QCOMPARE(commands(), 2); // S2-74: nothing is due, so the desk was not troubled
    clock.advance(std::chrono::minutes(16));
    QTRY_VERIFY_WITH_TIMEOUT((ticker.tick(), status() == payments::QrStatus::Expired), 30'000);
    readers.stop();
    desk.stop();
}

QTEST_GUILESS_MAIN(QrClockTest)
#include "tst_qrclock.moc"
