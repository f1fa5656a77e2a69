// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/qrreader.h"
#include "hub/adapters/bankpublisher.h"
#include "support/fakeclock.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;
using base::Currency;
using base::Error;
using base::ErrorCode;
using base::Money;
using base::Result;

namespace {

Money dollars(qint64 amount)
{
    return *Money::fromMinor(amount * 100, Currency::usd());
}

/// A ledger's reading side: a log and the balances that follow from it.
class FakeReader final : public desk::Reader, public events::EventSource
{
public:
    void deposit(const QString &cedula, qint64 amount)
    {
        events::TransactionPosted posted;
        posted.seq = qint64(m_log.size()) + 1;
        posted.id = posted.seq;
        posted.cedula = cedula;
        posted.amount = dollars(amount);
        bank::BalanceState &state = m_balances[cedula];
        posted.balanceBefore = state.balance;
        posted.balanceAfter = *state.balance.plus(dollars(amount));
        if (state.cedula.isEmpty())
            state.account = bank::AccountId(m_balances.size());
        state = {state.account, cedula, posted.balanceAfter, posted.balanceBefore, {}, posted.id, posted.seq};
        m_log.push_back(posted);
    }
    qint64 last() const { return qint64(m_log.size()); }

    desk::TillReader noTills;
    desk::TillReader &tills() override { return noTills; }
    desk::LedgerReader noLedger;
    desk::LedgerReader &ledger() override { return noLedger; }
    Result<qint64> lastSequence() override { return last(); }
    Result<QString> epoch() override { return u"e"_s; }
    Result<std::vector<events::Event>> readAfter(qint64 seq, int limit) override
    {
        if (m_failures > 0) {
            --m_failures;
            return Error(ErrorCode::Io, u"disk I/O error"_s);
        }
        std::vector<events::Event> found;
        for (qint64 i = seq; i < last() && int(found.size()) < limit; ++i)
            found.push_back(m_log[size_t(i)]);
        return found;
    }
    Result<std::vector<bank::BalanceState>> balances(qint64 after, int limit) override
    {
        std::vector<bank::BalanceState> found;
        for (const bank::BalanceState &state : std::as_const(m_balances)) {
            if (state.account.value() > after)
                found.push_back(state);
        }
        std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.account < b.account; });
        if (found.size() > size_t(limit))
            found.erase(found.begin() + limit, found.end());
        return found;
    }
    desk::QrReader &qrs() override { return m_qrs; }
    events::EventSource &log() override { return *this; }
    events::AccountLog &accountLog() override { qFatal("nobody asks for it"); }
    desk::ApprovalReader &approvals() override { qFatal("nobody asks for it"); }

    Result<desk::Page<events::TransactionPosted>> transactions(const bank::TransactionFilter &,
                                                               const desk::PageRequest &) override
    {
        return unused();
    }
    Result<desk::Page<bank::Account>> accounts(const QString &, const desk::PageRequest &) override { return unused(); }
    Result<desk::Snapshot<bank::Account>> account(const QString &, Currency) override { return unused(); }
    Result<desk::Page<events::TransactionPosted>> statement(const bank::TransactionFilter &,
                                                            const desk::PageRequest &) override
    {
        return unused();
    }
    Result<desk::Snapshot<bank::Summary>> summary(QDate) override { return unused(); }
    Result<qint64> transactionCount() override { return last(); }

    int m_failures = 0;

private:
    desk::QrReader m_qrs;
    static Error unused() { return Error(ErrorCode::Unsupported, u"the publisher does not read this"_s); }
    std::vector<events::Event> m_log;
    QHash<QString, bank::BalanceState> m_balances;
};

} // namespace

class BankPublisherTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void publishesWhatIsCommittedInOrder();
    void retainsEveryBalanceAtStart();
    void holdsACrashsLastMessagesUntilSomebodyListens();
    void holdsThemNoLongerThanItsPatience();
    void replaysAtOnceAndInOrderWhenSessionsHaveSurvived();
    void neverRetainsAnOlderBalanceThanTheLedgers();
    void savesTheCursorBehindWhatWasSent();
    void triesAgainWhenTheBrokerIsFull();
    void triesAgainWhenTheLogCannotBeRead();
    void aCursorBeyondTheLogIsTheLogsEnd();

private:
    void run();
    QStringList topics() const;
    FakeReader m_reader;
    support::FakeClock m_clock;
    std::deque<std::function<void()>> m_posted;
    std::vector<contract::MqttMessage> m_sent;
    QHash<QString, QByteArray> m_retained;
    QList<qint64> m_cursors;
    QList<qint64> m_sequences; ///< of publications, 0: balances
    int m_room = 1'000'000;
    std::unique_ptr<hub::BankPublisher> m_publisher;
};

void BankPublisherTest::init()
{
    m_publisher.reset();
    m_reader = FakeReader();
    m_posted.clear();
    m_sent.clear();
    m_retained.clear();
    m_cursors.clear();
    m_sequences.clear();
    m_room = 1'000'000;
    hub::BankPublisher::Ports ports;
    ports.read = [this](const hub::BankPublisher::ReadJob &job) {
        m_posted.push_back([this, job] { job(static_cast<desk::Reader *>(&m_reader)); });
        return Result<>();
    };
    ports.post = [this](std::function<void()> function) { m_posted.push_back(std::move(function)); };
    ports.publish = [this](const hub::BankPublisher::Publication &publication) {
        if (m_room == 0)
            return false;
        --m_room;
        m_sequences.append(publication.sequence);
        for (const contract::MqttMessage &message : publication.messages) {
            m_sent.push_back(message);
            if (message.retain)
                m_retained[message.topic] = message.payload.toByteArray();
        }
        return true;
    };
    ports.saveCursor = [this](qint64 cursor) { m_cursors.append(cursor); };
    ports.complain = [](const QString &) {};
    m_publisher = std::make_unique<hub::BankPublisher>(std::move(ports), contract::MqttOptions(), m_clock);
}

void BankPublisherTest::run()
{
    while (!m_posted.empty()) {
        const auto function = std::move(m_posted.front());
        m_posted.pop_front();
        function();
    }
}

QStringList BankPublisherTest::topics() const
{
    QStringList found;
    for (const contract::MqttMessage &message : m_sent)
        found << message.topic;
    return found;
}

void BankPublisherTest::publishesWhatIsCommittedInOrder()
{
    m_publisher->start(0, 0);
    run();
    QVERIFY(m_publisher->idle());
    for (int i = 0; i < 1200; ++i) // more than one read
        m_reader.deposit(u"1350509525"_s, 1);
    m_publisher->committed(m_reader.last());
    run();
    QVERIFY(m_publisher->idle());
    QCOMPARE(topics().count(u"banco/transacciones"_s), 1200); // S0-10
    QCOMPARE(topics().count(u"banco/depositos"_s), 1200);     // S0-11
    QCOMPARE(topics().count(u"banco/saldo/1350509525"_s), 1200);
    QVERIFY(m_retained[u"banco/saldo/1350509525"_s].contains("\"saldo_nuevo\":1200.00"));
    qint64 before = 0;
    for (const contract::MqttMessage &message : m_sent) {
        if (message.topic != u"banco/transacciones")
            continue;
        const QByteArray text = message.payload.toByteArray();
        const qsizetype at = text.indexOf("\"seq\":") + 6;
        const qint64 sequence = text.mid(at, text.indexOf('}', at) - at).split(',').first().toLongLong();
        QVERIFY(sequence > before);
        before = sequence;
    }
}

void BankPublisherTest::retainsEveryBalanceAtStart()
{
    for (int i = 0; i < 1234; ++i)
        m_reader.deposit(u"17%1"_s.arg(i, 8, 10, QChar(u'0')), i + 1);
    m_publisher->start(m_reader.last(), m_reader.last());
    run();
    QVERIFY(m_publisher->reconciled());
    QCOMPARE(m_retained.size(), 1234); // S0-22
    QVERIFY(m_retained[u"banco/saldo/1700000041"_s].contains("42.00"));
    QVERIFY(!topics().contains(u"banco/transacciones"_s));
}

void BankPublisherTest::holdsACrashsLastMessagesUntilSomebodyListens()
{
    m_reader.deposit(u"1"_s, 5);
    m_reader.deposit(u"1"_s, 6);
    m_publisher->start(1, 2);
    run();
    m_publisher->tick();
    run();
    QVERIFY(!topics().contains(u"banco/transacciones"_s));
    QVERIFY(m_retained[u"banco/saldo/1"_s].contains("11.00")); // but balances are right at once
    m_publisher->subscriberArrived();
    run();
    QCOMPARE(topics().count(u"banco/transacciones"_s), 1);
    QVERIFY(m_publisher->idle());
}

void BankPublisherTest::holdsThemNoLongerThanItsPatience()
{
    m_reader.deposit(u"1"_s, 5);
    m_publisher->start(0, 1);
    run();
    m_clock.advance(hub::BankPublisher::replayPatience - 1ms);
    m_publisher->tick();
    run();
    QVERIFY(!topics().contains(u"banco/transacciones"_s));
    m_clock.advance(1ms);
    m_publisher->tick();
    run();
    QCOMPARE(topics().count(u"banco/transacciones"_s), 1);
}

void BankPublisherTest::replaysAtOnceAndInOrderWhenSessionsHaveSurvived()
{
    for (int i = 0; i < 3; ++i)
        m_reader.deposit(u"1"_s, 5);
    m_publisher->start(1, 3, hub::BankPublisher::Replay::AtOnce);
    run();
    QVERIFY(m_publisher->idle());
    QCOMPARE(m_sequences, (QList<qint64>{2, 3, 0})); // the broker passes over a balance that is retained already
}

void BankPublisherTest::neverRetainsAnOlderBalanceThanTheLedgers()
{
    for (int i = 1; i <= 3; ++i)
        m_reader.deposit(u"1"_s, i);
    m_publisher->start(0, 3);
    run(); // balances first: 6.00 of sequence 3
    m_publisher->subscriberArrived();
    run();
    QList<QByteArray> balances;
    for (const contract::MqttMessage &message : m_sent) {
        if (message.retain)
            balances << message.payload.toByteArray();
    }
    for (const QByteArray &balance : balances)
        QVERIFY2(balance.contains("\"saldo_nuevo\":6.00"), balance.constData());
    QCOMPARE(topics().count(u"banco/transacciones"_s), 3);
    m_reader.deposit(u"1"_s, 4);
    m_publisher->committed(4);
    run();
    QVERIFY(m_retained[u"banco/saldo/1"_s].contains("10.00"));
}

void BankPublisherTest::savesTheCursorBehindWhatWasSent()
{
    m_publisher->start(0, 0);
    run();
    m_reader.deposit(u"1"_s, 5);
    m_publisher->committed(1);
    run();
    m_clock.advance(1s);
    m_publisher->tick();
    QVERIFY(m_cursors.isEmpty()); // the broker may not have sent it yet
    m_clock.advance(hub::BankPublisher::cursorInterval);
    m_publisher->tick();
    QCOMPARE(m_cursors, QList<qint64>{1});
    m_reader.deposit(u"1"_s, 5);
    m_publisher->committed(2);
    run();
    m_publisher->saveNow();
    QCOMPARE(m_cursors.last(), 2);
}

void BankPublisherTest::triesAgainWhenTheBrokerIsFull()
{
    m_publisher->start(0, 0);
    run();
    m_reader.deposit(u"1"_s, 5);
    m_room = 0;
    m_publisher->committed(1);
    run();
    QVERIFY(!m_publisher->idle());
    QCOMPARE(m_publisher->published(), 0);
    m_room = 100;
    m_publisher->tick();
    run();
    QVERIFY(m_publisher->idle());
    QCOMPARE(topics().count(u"banco/transacciones"_s), 1); // nothing twice
}

void BankPublisherTest::triesAgainWhenTheLogCannotBeRead()
{
    m_publisher->start(0, 0);
    run();
    m_reader.deposit(u"1"_s, 5);
    m_reader.m_failures = 1;
    m_publisher->committed(1);
    run();
    QVERIFY(!m_publisher->idle());
    m_clock.advance(1s);
    m_publisher->tick();
    run();
    QVERIFY(m_publisher->idle());
}

void BankPublisherTest::aCursorBeyondTheLogIsTheLogsEnd()
{
    m_reader.deposit(u"1"_s, 5);
    m_publisher->start(99, 1);
    run();
    m_reader.deposit(u"1"_s, 5);
    m_publisher->committed(2);
    run();
    QCOMPARE(topics().count(u"banco/transacciones"_s), 1);
}

QTEST_APPLESS_MAIN(BankPublisherTest)
#include "tst_bankpublisher.moc"
