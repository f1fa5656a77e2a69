// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/approvalcommands.h"
#include "support/fakeclock.h"
#include "support/memoryunit.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using bank::ApprovalState;
using bank::Rank;
using base::ErrorCode;
using events::Channel;
using events::MovementKind;

namespace {

const QString client = u"1350509525"_s;

base::Money money(qint64 minor, base::Currency currency = base::Currency::usd())
{
    return base::Money::fromMinor(minor, currency).value();
}

bank::Post post(MovementKind kind, qint64 minor, const QByteArray &key, Rank rank = Rank::Teller,
                Channel channel = Channel::Till)
{
    return {.kind = kind,
            .cedula = base::Cedula::fromWire(client).value(),
            .amount = money(minor),
            .channel = channel,
            .user = u"maker"_s,
            .idempotencyKey = key,
            .rank = rank};
}

bank::Actor supervisor(const QString &name = u"sofia"_s)
{
    return {name, Rank::Supervisor};
}

/// A desk over memory with one account of $5,000.00.
struct Branch
{
    support::FakeClock clock;
    support::MemoryUnit unit;
    desk::Desk desk{unit, clock, bank::Policy()};

    Branch()
    {
        const bank::OpenAccount open{.cedula = base::Cedula::fromWire(client).value(),
                                     .holderName = {},
                                     .lowBalanceThreshold = std::nullopt,
                                     .user = u"sofia"_s};
        bool isReady = run(open).ok();
        for (int i = 0; i < 5; ++i) { // through the drawer, so that it holds cash
            isReady = isReady && run(post(MovementKind::Deposit, 1'000'00, "seed" + QByteArray::number(i),
                                          Rank::Service, Channel::Till))
                                     .ok();
        }
        Q_ASSERT(isReady);
    }
    desk::Answer run(desk::Command command) { return desk.run(std::span(&command, 1)).front(); }
    bank::ApprovalRequest ask(const bank::Post &what)
    {
        const desk::Answer answer = run(what);
        Q_ASSERT(answer && std::holds_alternative<bank::ApprovalAnswer>(*answer));
        return std::get<bank::ApprovalAnswer>(*answer).request;
    }
    const bank::ApprovalRequest &stored(qint64 id) const { return unit.disk().approvals.at(id); }
    qint64 balance() const { return unit.disk().find(client)->balance.minor(); }
    QStringList alerts() const
    {
        QStringList types;
        for (const events::Event &event : unit.disk().events) {
            if (const auto *alert = std::get_if<events::AlertRaised>(&event))
                types.append(alert->type);
        }
        return types;
    }
};

const bank::ApprovalAnswer *approval(const desk::Answer &answer)
{
    return answer ? std::get_if<bank::ApprovalAnswer>(&*answer) : nullptr;
}

std::optional<ErrorCode> refusal(const desk::Answer &answer)
{
    return answer ? std::nullopt : std::optional(answer.error().code());
}

} // namespace

class ApprovalsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoMustAskWhom_data();
    void whoMustAskWhom();
    void whoMayDecide_data();
    void whoMayDecide();
    void approvingBooksWithTheApproversNamed();
    void twoDifferentPeopleAboveTheSecondLimit();
    void endsInOneOfItsWays_data();
    void endsInOneOfItsWays();
    void isBoundToItsHash();
    void expiresByTheClock();
    void isRefusedAtOnceWhenItCouldNotBeDone();
    void endsUnbookedWhenTheMoneyHasGone();
    void replaysAnswerTheRequestAsItIs();
    void aKeyStandsForOneThing();
    void survivesAFailedCommit_data();
    void survivesAFailedCommit();
    void shortfallsAreToldOnceAMinute();
    void largeTransactionsAreTold_data();
    void largeTransactionsAreTold();
    void alertsAreSeenOnce();
    void alertsAreRaisedByThemselves();
};

void ApprovalsTest::whoMustAskWhom_data()
{
    QTest::addColumn<int>("rank");
    QTest::addColumn<int>("channel");
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<int>("needed");
    struct Way
    {
        const char *name;
        Rank rank;
        Channel channel;
        bool isHeld;
    };
    constexpr Way ways[] = {
        {"a teller at the window", Rank::Teller, Channel::Till, true},
        {"a supervisor at the window", Rank::Supervisor, Channel::Till, true},
        {"an administrator at the window", Rank::Administrator, Channel::Till, true},
        {"a program at the window", Rank::Service, Channel::Till, true},
        {"a teller over REST", Rank::Teller, Channel::Rest, true},
        {"a teller on the socket", Rank::Teller, Channel::Socket, true},
        {"a supervisor over REST", Rank::Supervisor, Channel::Rest, false},
        {"an administrator on the socket", Rank::Administrator, Channel::Socket, false},
        {"a program over REST", Rank::Service, Channel::Rest, false},
        {"a program on the socket", Rank::Service, Channel::Socket, false},
        {"a payment by QR", Rank::Service, Channel::Qr, false},
    };
    struct Sum
    {
        const char *name;
        qint64 minor;
        int needed;
    };
    constexpr Sum sums[] = {{"below the limit", 999'99, 0},
                            {"at the limit", 1'000'00, 0},
                            {"a cent above the limit", 1'000'01, 1},
                            {"at the second limit", 10'000'00, 1},
                            {"a cent above the second limit", 10'000'01, 2}};
    for (const Way &way : ways) {
        for (const Sum &sum : sums) {
            QTest::addRow("M11 SPEC 2.4 %s, %s", way.name, sum.name)
                << static_cast<int>(way.rank) << static_cast<int>(way.channel) << sum.minor
                << (way.isHeld ? sum.needed : 0);
        }
    }
}

void ApprovalsTest::whoMustAskWhom()
{
    QFETCH(int, rank);
    QFETCH(int, channel);
    QFETCH(qint64, minor);
    QFETCH(int, needed);
    Branch branch;
    const desk::Answer answer =
        branch.run(post(MovementKind::Deposit, minor, "k", static_cast<Rank>(rank), static_cast<Channel>(channel)));
    QVERIFY_OK(answer);
    const bank::ApprovalAnswer *asked = approval(answer);
    QCOMPARE(asked ? asked->request.needed : 0, needed);
    QCOMPARE(branch.balance(), 5'000'00 + (needed == 0 ? minor : 0));
    QCOMPARE(branch.alerts().contains(u"APPROVAL_REQUIRED"_s), needed > 0);
    QCOMPARE(branch.unit.disk().contradiction(), QString());
}

void ApprovalsTest::whoMayDecide_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("rank");
    QTest::addColumn<bool>("isTaken");
    QTest::addRow("M11 another supervisor") << u"sofia"_s << static_cast<int>(Rank::Supervisor) << true;
    QTest::addRow("M11 an administrator") << u"root"_s << static_cast<int>(Rank::Administrator) << true;
    QTest::addRow("M11 never the maker") << u"maker"_s << static_cast<int>(Rank::Supervisor) << false;
    QTest::addRow("M11 another teller may not") << u"tom"_s << static_cast<int>(Rank::Teller) << false;
    QTest::addRow("M11 a program may not") << u"key:1"_s << static_cast<int>(Rank::Service) << false;
    QTest::addRow("M11 nobody else may") << u"tec"_s << static_cast<int>(Rank::Other) << false;
}

void ApprovalsTest::whoMayDecide()
{
    QFETCH(QString, name);
    QFETCH(int, rank);
    QFETCH(bool, isTaken);
    const bank::Actor checker{name, static_cast<Rank>(rank)};
    const auto expected = isTaken ? std::nullopt : std::optional(ErrorCode::PermissionDenied);
    Branch branch;
    const auto first = branch.ask(post(MovementKind::Withdrawal, 1'500'00, "a"));
    QCOMPARE(refusal(branch.run(bank::Approve{first.id, first.hash, checker})), expected);
    const auto second = branch.ask(post(MovementKind::Withdrawal, 1'600'00, "b"));
    QCOMPARE(refusal(branch.run(bank::Reject{second.id, checker, u"no"_s})), expected);
    QCOMPARE(branch.balance(), isTaken ? 3'500'00 : 5'000'00);
    QCOMPARE(branch.stored(1).isPending(), !isTaken);
    QCOMPARE(branch.stored(2).isPending(), !isTaken);
}

void ApprovalsTest::approvingBooksWithTheApproversNamed()
{
    Branch branch;
    const auto request = branch.ask(post(MovementKind::Withdrawal, 1'500'00, "a"));
    QCOMPARE(branch.balance(), 5'000'00);
    const desk::Answer answer = branch.run(bank::Approve{request.id, request.hash, supervisor(), true});
    const bank::ApprovalAnswer *done = approval(answer);
    QVERIFY(done && done->transaction);
    QCOMPARE(done->request.state, ApprovalState::Approved);
    QCOMPARE(done->transaction->user, u"maker"_s);
    QCOMPARE(branch.balance(), 3'500'00);
    QCOMPARE(branch.unit.disk().postings.back().approvers, QStringList{u"sofia"_s});
    QCOMPARE(branch.stored(1).posting, std::optional(done->transaction->id));
    QCOMPARE(branch.unit.disk().decisions.size(), 1U);
    QVERIFY(branch.unit.disk().decisions.front().byPin);
    const auto *change = std::get_if<events::ApprovalChanged>(&branch.unit.disk().events.back());
    QVERIFY(change && change->state == ApprovalState::Approved && change->posting == done->transaction->id);
    // Once more by the same: harmless.
    const desk::Answer again = branch.run(bank::Approve{request.id, request.hash, supervisor(), true});
    QVERIFY(approval(again) && approval(again)->replayed && approval(again)->transaction);
    QCOMPARE(branch.balance(), 3'500'00);
    QCOMPARE(branch.unit.disk().contradiction(), QString());
}

void ApprovalsTest::twoDifferentPeopleAboveTheSecondLimit()
{
    Branch branch;
    const auto request = branch.ask(post(MovementKind::Deposit, 20'000'00, "a"));
    QCOMPARE(request.needed, 2);
    const desk::Answer first = branch.run(bank::Approve{request.id, request.hash, supervisor()});
    QVERIFY(approval(first) && approval(first)->request.isPending() && !approval(first)->replayed);
    const desk::Answer same = branch.run(bank::Approve{request.id, request.hash, supervisor()});
    QVERIFY(approval(same) && approval(same)->request.isPending() && approval(same)->replayed);
    QCOMPARE(branch.balance(), 5'000'00);
    const desk::Answer second = branch.run(bank::Approve{request.id, request.hash, {u"root"_s, Rank::Administrator}});
    QVERIFY(approval(second) && approval(second)->transaction);
    QCOMPARE(branch.balance(), 25'000'00);
    QCOMPARE(branch.unit.disk().postings.back().approvers, (QStringList{u"sofia"_s, u"root"_s}));
}

void ApprovalsTest::endsInOneOfItsWays_data()
{
    QTest::addColumn<int>("end");
    QTest::addColumn<int>("state");
    QTest::addRow("M11 rejected") << 0 << static_cast<int>(ApprovalState::Rejected);
    QTest::addRow("M11 taken back by its maker") << 1 << static_cast<int>(ApprovalState::Cancelled);
    QTest::addRow("M11 expired") << 2 << static_cast<int>(ApprovalState::Expired);
    QTest::addRow("M11 approved") << 3 << static_cast<int>(ApprovalState::Approved);
}

void ApprovalsTest::endsInOneOfItsWays()
{
    QFETCH(int, end);
    QFETCH(int, state);
    Branch branch;
    const auto request = branch.ask(post(MovementKind::Deposit, 1'500'00, "a"));
    QCOMPARE(refusal(branch.run(bank::CancelApproval{request.id, u"sofia"_s})),
             std::optional(ErrorCode::PermissionDenied));
    const desk::Command ends[] = {bank::Reject{request.id, supervisor(), u"not today"_s},
                                  bank::CancelApproval{request.id, u"maker"_s}, bank::ExpireApprovals{},
                                  bank::Approve{request.id, request.hash, supervisor()}};
    if (end == 2)
        branch.clock.advance(std::chrono::seconds(120));
    QVERIFY_OK(branch.run(ends[end]));
    QCOMPARE(static_cast<int>(branch.stored(1).state), state);
    const qint64 after = end == 3 ? 6'500'00 : 5'000'00;
    QCOMPARE(branch.balance(), after);
    // What was decided stays decided.
    QCOMPARE(refusal(branch.run(bank::Approve{request.id, request.hash, {u"root"_s, Rank::Administrator}})),
             std::optional(ErrorCode::Conflict));
    QCOMPARE(refusal(branch.run(bank::Reject{request.id, {u"root"_s, Rank::Administrator}, {}})),
             std::optional(ErrorCode::Conflict));
    if (end != 1)
        QCOMPARE(refusal(branch.run(bank::CancelApproval{request.id, u"maker"_s})), std::optional(ErrorCode::Conflict));
    QCOMPARE(branch.balance(), after);
    QCOMPARE(refusal(branch.run(bank::Approve{99, request.hash, supervisor()})), std::optional(ErrorCode::NotFound));
}

void ApprovalsTest::isBoundToItsHash()
{
    Branch branch;
    const auto one = branch.ask(post(MovementKind::Deposit, 1'500'00, "a"));
    const auto two = branch.ask(post(MovementKind::Deposit, 1'500'01, "b"));
    QVERIFY(one.hash != two.hash);
    QCOMPARE(refusal(branch.run(bank::Approve{two.id, one.hash, supervisor()})), std::optional(ErrorCode::Conflict));
    QVERIFY(branch.stored(2).isPending());
    QCOMPARE(one.hash, bank::approvalHash(one));
    auto changed = one;
    changed.operation = post(MovementKind::Deposit, 1'500'02, "a");
    QVERIFY(bank::approvalHash(changed) != one.hash);
}

void ApprovalsTest::expiresByTheClock()
{
    Branch branch;
    const auto request = branch.ask(post(MovementKind::Deposit, 1'500'00, "a"));
    branch.clock.advance(std::chrono::milliseconds(119'999));
    const desk::Answer early = branch.run(bank::ExpireApprovals{});
    QCOMPARE(std::get<bank::Expired>(*early).requests, 0);
    branch.clock.advance(std::chrono::milliseconds(1));
    // Too late, though nobody has noted it yet.
    QCOMPARE(refusal(branch.run(bank::Approve{request.id, request.hash, supervisor()})),
             std::optional(ErrorCode::Conflict));
    const desk::Answer due = branch.run(bank::ExpireApprovals{});
    QCOMPARE(std::get<bank::Expired>(*due).requests, 1);
    QCOMPARE(branch.stored(1).state, ApprovalState::Expired);
    QCOMPARE(branch.stored(1).decidedBy, QString());
    const desk::Answer twice = branch.run(bank::ExpireApprovals{});
    QCOMPARE(std::get<bank::Expired>(*twice).requests, 0);
}

void ApprovalsTest::isRefusedAtOnceWhenItCouldNotBeDone()
{
    Branch branch;
    const size_t events = branch.unit.disk().events.size();
    QCOMPARE(refusal(branch.run(post(MovementKind::Withdrawal, 5'000'01, "a"))),
             std::optional(ErrorCode::InsufficientFunds));
    QVERIFY(branch.unit.disk().approvals.empty());
    QVERIFY(branch.unit.disk().requests.empty());
    QCOMPARE(branch.unit.disk().events.size(), events + 1); // S0-25: the shortfall
    QCOMPARE(branch.alerts().last(), u"INSUFFICIENT_FUNDS"_s);
    QCOMPARE(branch.unit.disk().contradiction(), QString());
}

void ApprovalsTest::endsUnbookedWhenTheMoneyHasGone()
{
    Branch branch;
    const auto request = branch.ask(post(MovementKind::Withdrawal, 4'000'00, "a"));
    QVERIFY_OK(branch.run(post(MovementKind::Withdrawal, 3'000'00, "b", Rank::Service, Channel::Rest)));
    const size_t postings = branch.unit.disk().postings.size();
    const desk::Answer answer = branch.run(bank::Approve{request.id, request.hash, supervisor()});
    QVERIFY(approval(answer) && !approval(answer)->transaction);
    QCOMPARE(approval(answer)->request.state, ApprovalState::Refused);
    QVERIFY(approval(answer)->request.note.contains(u"balance"_s));
    QCOMPARE(branch.unit.disk().postings.size(), postings);
    QCOMPARE(branch.balance(), 2'000'00);
    QCOMPARE(branch.unit.disk().decisions.size(), 2U);
    QVERIFY(branch.alerts().contains(u"INSUFFICIENT_FUNDS"_s));
    QCOMPARE(branch.unit.disk().contradiction(), QString());
}

void ApprovalsTest::replaysAnswerTheRequestAsItIs()
{
    Branch branch;
    const auto what = post(MovementKind::Deposit, 1'500'00, "a");
    const auto request = branch.ask(what);
    const desk::Answer pending = branch.run(what);
    QVERIFY(approval(pending) && approval(pending)->replayed && approval(pending)->request.isPending());
    QVERIFY_OK(branch.run(bank::Approve{request.id, request.hash, supervisor()}));
    const desk::Answer booked = branch.run(what);
    const auto *posted = booked ? std::get_if<bank::Posted>(&*booked) : nullptr;
    QVERIFY2(posted && posted->replayed, "M10 the key answers with what was booked");
    const auto other = post(MovementKind::Deposit, 1'700'00, "b");
    const auto second = branch.ask(other);
    QVERIFY_OK(branch.run(bank::Reject{second.id, supervisor(), u"no"_s}));
    const desk::Answer rejected = branch.run(other);
    QVERIFY(approval(rejected) && approval(rejected)->replayed);
    QCOMPARE(approval(rejected)->request.state, ApprovalState::Rejected);
    QCOMPARE(branch.unit.disk().approvals.size(), 2U);
}

void ApprovalsTest::aKeyStandsForOneThing()
{
    Branch branch;
    branch.ask(post(MovementKind::Deposit, 1'500'00, "a"));
    QCOMPARE(refusal(branch.run(post(MovementKind::Deposit, 1'500'01, "a"))), std::optional(ErrorCode::Conflict));
    QCOMPARE(refusal(branch.run(post(MovementKind::Deposit, 1'00, "a"))), std::optional(ErrorCode::Conflict));
    QVERIFY_OK(branch.run(post(MovementKind::Deposit, 1'00, "b")));
    QCOMPARE(refusal(branch.run(post(MovementKind::Deposit, 1'500'00, "b"))), std::optional(ErrorCode::Conflict));
}

void ApprovalsTest::survivesAFailedCommit_data()
{
    QTest::addColumn<bool>("isSaved");
    QTest::addRow("the commit reached the disk, but said that it failed") << true;
    QTest::addRow("the commit failed") << false;
}

void ApprovalsTest::survivesAFailedCommit()
{
    QFETCH(bool, isSaved);
    using Failure = support::MemoryUnit::Failure;
    const auto what = post(MovementKind::Withdrawal, 1'500'00, "a");
    // How many calls a run of each makes, so that its commit can be made to fail.
    int asking = 0, approving = 0;
    {
        Branch dry;
        const int before = dry.unit.calls();
        const auto request = dry.ask(what);
        asking = dry.unit.calls() - before;
        QVERIFY_OK(dry.run(bank::Approve{request.id, request.hash, supervisor()}));
        approving = dry.unit.calls() - before - asking;
    }
    Branch branch;
    branch.unit.failAt(branch.unit.calls() + asking - 1, 1, isSaved ? Failure::CommitsAnyway : Failure::Plain);
    const desk::Answer asked = branch.run(what);
    QCOMPARE(refusal(asked), isSaved ? std::nullopt : std::optional(ErrorCode::Io));
    branch.unit.failAt(-1, 0, Failure::Plain);
    const auto request = isSaved ? approval(asked)->request : branch.ask(what);
    branch.unit.failAt(branch.unit.calls() + approving - 1, 1, isSaved ? Failure::CommitsAnyway : Failure::Plain);
    const desk::Answer approved = branch.run(bank::Approve{request.id, request.hash, supervisor()});
    branch.unit.failAt(-1, 0, Failure::Plain);
    QCOMPARE(refusal(approved), isSaved ? std::nullopt : std::optional(ErrorCode::Io));
    QCOMPARE(branch.balance(), isSaved ? 3'500'00 : 5'000'00);
    if (isSaved)
        QVERIFY(approval(approved)->transaction);
    else
        QVERIFY_OK(branch.run(bank::Approve{request.id, request.hash, supervisor()}));
    QCOMPARE(branch.balance(), 3'500'00);
    QCOMPARE(branch.unit.disk().contradiction(), QString());
}

void ApprovalsTest::shortfallsAreToldOnceAMinute()
{
    Branch branch;
    const auto tooMuch = [](const QByteArray &key) {
        return post(MovementKind::Withdrawal, 6'000'00, key, Rank::Service, Channel::Rest);
    };
    const auto count = [&branch] { return branch.alerts().count(u"INSUFFICIENT_FUNDS"_s); };
    for (int i = 0; i < 3; ++i)
        QCOMPARE(refusal(branch.run(tooMuch("t" + QByteArray::number(i)))),
                 std::optional(ErrorCode::InsufficientFunds));
    QCOMPARE(count(), 1);
    branch.clock.advance(std::chrono::seconds(60));
    QCOMPARE(refusal(branch.run(tooMuch("u"))), std::optional(ErrorCode::InsufficientFunds));
    QCOMPARE(count(), 2);
    const auto *alert = std::get_if<events::AlertRaised>(&branch.unit.disk().events.back());
    QVERIFY(alert);
    QCOMPARE(alert->balance, std::optional(money(5'000'00)));
    QCOMPARE(alert->amount, std::optional(money(6'000'00)));
    QCOMPARE(branch.unit.disk().contradiction(), QString());
}

void ApprovalsTest::largeTransactionsAreTold_data()
{
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<bool>("isTold");
    QTest::addRow("S0-25 a cent below") << qint64{9'999'99} << false;
    QTest::addRow("S0-25 from the amount on") << qint64{10'000'00} << true;
}

void ApprovalsTest::largeTransactionsAreTold()
{
    QFETCH(qint64, minor);
    QFETCH(bool, isTold);
    Branch branch;
    QVERIFY_OK(branch.run(post(MovementKind::Deposit, minor, "k", Rank::Service, Channel::Rest)));
    QCOMPARE(branch.alerts().contains(u"LARGE_TRANSACTION"_s), isTold);
}

void ApprovalsTest::alertsAreSeenOnce()
{
    Branch branch;
    branch.ask(post(MovementKind::Deposit, 1'500'00, "a"));
    const qint64 seq = static_cast<qint64>(branch.unit.disk().events.size());
    const desk::Answer seen = branch.run(bank::AcknowledgeAlert{seq, u"sofia"_s, u"looked"_s});
    QVERIFY_OK(seen);
    QVERIFY(!std::get<bank::AlertSeen>(*seen).replayed);
    branch.clock.advance(std::chrono::seconds(1));
    const desk::Answer again = branch.run(bank::AcknowledgeAlert{seq, u"ana"_s, {}});
    QVERIFY_OK(again);
    QVERIFY(std::get<bank::AlertSeen>(*again).replayed);
    QCOMPARE(std::get<bank::AlertSeen>(*again).record.seenBy, u"sofia"_s);
    QCOMPARE(refusal(branch.run(bank::AcknowledgeAlert{seq - 1, u"ana"_s, {}})), std::optional(ErrorCode::NotFound));
    QCOMPARE(refusal(branch.run(bank::AcknowledgeAlert{seq, u"ana"_s, QString(141, u'x')})),
             std::optional(ErrorCode::InvalidArgument));
    const auto *event = std::get_if<events::AlertAcknowledged>(&branch.unit.disk().events.back());
    QVERIFY(event && event->alert == seq && event->user == u"sofia"_s && event->note == u"looked"_s);
}

void ApprovalsTest::alertsAreRaisedByThemselves()
{
    Branch branch;
    const bank::RaiseAlert command{bank::ledgerIntegrity(u"Σ legs ≠ 0"_s, {}, {})};
    const desk::Answer raised = branch.run(command);
    QVERIFY_OK(raised);
    QCOMPARE(std::get<bank::AlertAnswer>(*raised).seq, static_cast<qint64>(branch.unit.disk().events.size()));
    const desk::Answer soon = branch.run(command);
    QCOMPARE(std::get<bank::AlertAnswer>(*soon).seq, 0);
    QCOMPARE(branch.alerts(), QStringList{u"LEDGER_INTEGRITY"_s});
}

QTEST_APPLESS_MAIN(ApprovalsTest)
#include "tst_approvals.moc"
