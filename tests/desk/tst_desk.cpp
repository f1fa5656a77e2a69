// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/desk.h"
#include "support/fakeclock.h"
#include "support/memoryunit.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::ErrorCode;
using support::MemoryUnit;

namespace {

base::Cedula cedula(const QString &text)
{
    return base::Cedula::fromWire(text).value();
}

desk::Command open(const QString &owner)
{
    return bank::OpenAccount{
        .cedula = cedula(owner), .holderName = {}, .lowBalanceThreshold = std::nullopt, .user = u"ana"_s};
}

desk::Command post(events::MovementKind kind, const QString &owner, qint64 minor, const QByteArray &key)
{
    return bank::Post{.kind = kind,
                      .cedula = cedula(owner),
                      .amount = base::Money::fromMinor(minor, base::Currency::usd()).value(),
                      .user = u"ana"_s,
                      .description = {},
                      .idempotencyKey = key};
}

desk::Command deposit(const QString &owner, qint64 minor, const QByteArray &key)
{
    return post(events::MovementKind::Deposit, owner, minor, key);
}

desk::Command withdrawal(const QString &owner, qint64 minor, const QByteArray &key)
{
    return post(events::MovementKind::Withdrawal, owner, minor, key);
}

const bank::Posted *posted(const desk::Answer &answer)
{
    return answer ? std::get_if<bank::Posted>(&*answer) : nullptr;
}

std::optional<ErrorCode> refusal(const desk::Answer &answer)
{
    return answer ? std::nullopt : std::optional(answer.error().code());
}

} // namespace

class DeskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersInOrderAfterOneCommit();
    void refusedCommandsLeaveNothing();
    void commandsOfABatchSeeEachOther();
    void aKeyTwiceInABatchIsOnePosting();
    void isEmptyForAnEmptyBatch();
    void takesANewPolicy();
    void survivesEveryFailure_data();
    void survivesEveryFailure();
};

void DeskTest::answersInOrderAfterOneCommit()
{
    MemoryUnit unit;
    support::FakeClock clock;
    desk::Desk desk(unit, clock, {});
    const std::vector batch{open(u"1"_s), deposit(u"1"_s, 500, "a"), withdrawal(u"1"_s, 200, "b")};
    const auto answers = desk.run(batch);
    QCOMPARE(answers.size(), size_t{3});
    QVERIFY(std::holds_alternative<bank::Opened>(answers[0].value()));
    QCOMPARE(posted(answers[1])->transaction.balanceAfter.minor(), 500);
    QCOMPARE(posted(answers[2])->transaction.balanceAfter.minor(), 300);
    QCOMPARE(unit.commits(), 1);
    QCOMPARE(desk.lastSequence(), 3); // the account, two transactions; no alert: 5.00 was low before
    QCOMPARE(unit.disk().contradiction(), QString());
    QCOMPARE(unit.disk().find(u"1"_s)->balance.minor(), 300);
    QCOMPARE(unit.disk().find(u"1"_s)->lastMovement->value, clock.utcNow().value);
}

void DeskTest::refusedCommandsLeaveNothing()
{
    MemoryUnit unit;
    support::FakeClock clock;
    desk::Desk desk(unit, clock, {});
    const std::vector batch{open(u"1"_s),
                            open(u"1"_s),
                            deposit(u"1"_s, 500, "a"),
                            withdrawal(u"1"_s, 501, "b"),
                            deposit(u"2"_s, 1, "c"),
                            deposit(u"1"_s, 1, "d")};
    const auto answers = desk.run(batch);
    QVERIFY(answers[0].ok());
    QCOMPARE(refusal(answers[1]), ErrorCode::AlreadyExists);
    QVERIFY(answers[2].ok());
    QCOMPARE(refusal(answers[3]), ErrorCode::InsufficientFunds);
    QCOMPARE(refusal(answers[4]), ErrorCode::NotFound);
    QCOMPARE(posted(answers[5])->transaction.id, 2); // no number was spent on a refusal
    QCOMPARE(unit.disk().postings.size(), size_t{2});
    QCOMPARE(unit.disk().contradiction(), QString());
}

void DeskTest::commandsOfABatchSeeEachOther()
{
    MemoryUnit unit;
    support::FakeClock clock;
    desk::Desk desk(unit, clock, {});
    // The refusal of "c" rests on "b", which is in the same uncommitted batch.
    const auto answers = desk.run(
        std::vector{open(u"1"_s), deposit(u"1"_s, 500, "a"), withdrawal(u"1"_s, 500, "b"), withdrawal(u"1"_s, 1, "c")});
    QCOMPARE(refusal(answers[3]), ErrorCode::InsufficientFunds);
    clock.advance(std::chrono::hours(24));
    const auto next = desk.run(std::vector{deposit(u"1"_s, 70, "d")});
    QCOMPARE(posted(next[0])->transaction.balanceAfter.minor(), 70);
    QCOMPARE(unit.disk().find(u"1"_s)->dayChange.minor(), 70); // a new day begins at zero
    QCOMPARE(unit.disk().days.size(), size_t{2});
    QCOMPARE(unit.disk().contradiction(), QString());
}

void DeskTest::aKeyTwiceInABatchIsOnePosting()
{
    MemoryUnit unit;
    support::FakeClock clock;
    desk::Desk desk(unit, clock, {});
    const auto answers = desk.run(
        std::vector{open(u"1"_s), deposit(u"1"_s, 500, "a"), deposit(u"1"_s, 500, "a"), deposit(u"1"_s, 501, "a")});
    QVERIFY(!posted(answers[1])->replayed);
    QVERIFY(posted(answers[2])->replayed);
    QVERIFY(posted(answers[2])->transaction == posted(answers[1])->transaction);
    QCOMPARE(refusal(answers[3]), ErrorCode::Conflict);
    QCOMPARE(unit.disk().postings.size(), size_t{1});
}

void DeskTest::isEmptyForAnEmptyBatch()
{
    MemoryUnit unit;
    support::FakeClock clock;
    desk::Desk desk(unit, clock, {});
    QVERIFY(desk.run({}).empty());
}

void DeskTest::takesANewPolicy()
{
    MemoryUnit unit;
    support::FakeClock clock;
    desk::Desk desk(unit, clock, {});
    bank::Policy policy;
    policy.lowBalanceMinor = 7;
    policy.zone = QTimeZone("Asia/Tokyo"); // already the 16th there
    desk.setPolicy(policy);
    const auto opened = desk.run(std::vector{open(u"1"_s)});
    QVERIFY_OK(opened[0]);
    const auto answers = desk.run(std::vector{deposit(u"1"_s, 8, "a")});
    QCOMPARE(unit.disk().find(u"1"_s)->lowBalanceThreshold.minor(), 7);
    QCOMPARE(posted(answers[0])->transaction.businessDay, QDate(2024, 1, 16));
}

void DeskTest::survivesEveryFailure_data()
{
    QTest::addColumn<int>("failure");
    QTest::addColumn<int>("count");
    const auto row = [](const char *name, MemoryUnit::Failure failure, int count) {
        QTest::addRow("%s", name) << static_cast<int>(failure) << count;
    };
    row("a statement fails", MemoryUnit::Failure::Plain, 1);
    row("a statement and the undoing of its command fail", MemoryUnit::Failure::Plain, 2);
    row("the disk fails and cannot be reopened at once", MemoryUnit::Failure::Plain, 6);
    row("the database rolls back on its own", MemoryUnit::Failure::LosesTransaction, 1);
    row("the database rolls back on its own and cannot be reopened at once", MemoryUnit::Failure::LosesTransaction, 3);
    row("a commit fails but is on the disk", MemoryUnit::Failure::CommitsAnyway, 1);
    row("a commit fails but is on the disk, and so does the reopening", MemoryUnit::Failure::CommitsAnyway, 2);
}

void DeskTest::survivesEveryFailure()
{
    QFETCH(int, failure);
    QFETCH(int, count);
    const std::vector<std::vector<desk::Command>> batches{
        {open(u"1"_s), deposit(u"1"_s, 500'00, "a"), withdrawal(u"1"_s, 450'00, "b")},
        {open(u"2"_s), deposit(u"2"_s, 3'00, "c"), withdrawal(u"2"_s, 9'00, "over"), deposit(u"1"_s, 500'00, "a")},
        {withdrawal(u"2"_s, 1'00, "d"), deposit(u"1"_s, 2'00, "e")},
    };
    const QSet<QByteArray> refused{"over"};
    bool reached = true;
    int n = 0;
    for (; reached; ++n) {
        MemoryUnit unit;
        support::FakeClock clock;
        desk::Desk desk(unit, clock, {});
        unit.failAt(n, count, static_cast<MemoryUnit::Failure>(failure));
        // As a client would: what failed with Io or Unavailable is sent again, with the same key.
        for (const auto &batch : batches) {
            std::vector<desk::Command> open = batch;
            for (int attempt = 0; !open.empty(); ++attempt) {
                QVERIFY2(attempt < 12, "the desk never recovered");
                clock.advance(std::chrono::milliseconds(5));
                const auto answers = desk.run(open);
                QCOMPARE(unit.disk().contradiction(), QString());
                std::vector<desk::Command> again;
                for (size_t i = 0; i < open.size(); ++i) {
                    const auto *command = std::get_if<bank::Post>(&open[i]);
                    const QByteArray key = command ? command->idempotencyKey : QByteArray();
                    if (command && answers[i]) {
                        const auto *stored = unit.disk().transactionOf(key);
                        QVERIFY2(stored, "an acknowledged posting is not on the disk");
                        QVERIFY(*stored == posted(answers[i])->transaction);
                    }
                    // Refused for want of an earlier command that failed: it is sent again too.
                    const auto code = refusal(answers[i]);
                    const bool isFinal = answers[i].ok() || code == ErrorCode::AlreadyExists ||
                                         (code == ErrorCode::InsufficientFunds && refused.contains(key));
                    if (!isFinal)
                        again.push_back(open[i]);
                }
                open = std::move(again);
            }
        }
        QCOMPARE(unit.disk().postings.size(), size_t{5});
        QCOMPARE(desk.lastSequence(), static_cast<qint64>(unit.disk().events.size()));
        for (const QByteArray &key : refused)
            QVERIFY(!unit.disk().transactionOf(key));
        reached = unit.calls() > n;
    }
    QVERIFY2(n > 40, "the loop must have gone through every call");
}

QTEST_APPLESS_MAIN(DeskTest)
#include "tst_desk.moc"
