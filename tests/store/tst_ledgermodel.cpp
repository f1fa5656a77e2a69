// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger on disk against a reference of forty lines: the same random steps must give the same answers and balances.
#include "support/ledgerkit.h"
#include <QRandomGenerator>
#include <map>

using namespace Qt::StringLiterals;
using base::ErrorCode;

namespace {

/// What a bank is, at its simplest.
class Model
{
public:
    struct Outcome
    {
        std::optional<ErrorCode> refusal;
        qint64 balance = 0;
        bool replayed = false;
        friend bool operator==(const Outcome &, const Outcome &) = default;
    };
    Outcome run(const desk::Command &command)
    {
        return std::visit([this](const auto &c) { return decide(c); }, command);
    }
    std::map<QString, qint64> balances;
    qint64 movements = 0;
    qint64 alerts = 0;

private:
    Outcome decide(const bank::OpenAccount &c)
    {
        if (!balances.try_emplace(c.cedula.toString(), 0).second)
            return {ErrorCode::AlreadyExists};
        return {};
    }
    Outcome decide(const bank::Post &c)
    {
        const QByteArray body = bank::bodyHash(c);
        if (const auto known = m_keys.find(c.idempotencyKey); known != m_keys.end()) {
            if (known->second.first != body)
                return {ErrorCode::Conflict};
            return {std::nullopt, known->second.second, true};
        }
        const auto account = balances.find(c.cedula.toString());
        if (account == balances.end())
            return {ErrorCode::NotFound};
        const bool isDeposit = c.kind == events::MovementKind::Deposit;
        const qint64 next = account->second + (isDeposit ? c.amount.minor() : -c.amount.minor());
        if (next < 0)
            return {ErrorCode::InsufficientFunds};
        alerts += account->second >= 100'00 && next < 100'00 ? 1 : 0;
        account->second = next;
        ++movements;
        m_keys.emplace(c.idempotencyKey, std::pair(body, next));
        return {std::nullopt, next, false};
    }
    /// Commands that the sequences here do not have.
    template <typename T>
    Outcome decide(const T &)
    {
        return {ErrorCode::Unsupported};
    }
    std::map<QByteArray, std::pair<QByteArray, qint64>> m_keys;
};

Model::Outcome outcomeOf(const desk::Answer &answer)
{
    if (!answer)
        return {answer.error().code()};
    if (const auto *posted = std::get_if<bank::Posted>(&*answer))
        return {std::nullopt, posted->transaction.balanceAfter.minor(), posted->replayed};
    return {};
}

desk::Command randomCommand(QRandomGenerator &random)
{
    const QString owner = QString::number(1000 + random.bounded(60));
    if (random.bounded(20) == 0)
        return support::opening(owner);
    const qint64 minor = 1 + random.bounded(300'00);
    // Few keys, so that replays and conflicts happen.
    const QByteArray key = "k" + QByteArray::number(random.bounded(60'000));
    return support::movement(owner, random.bounded(5) < 2 ? -minor : minor, key);
}

} // namespace

class LedgerModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithTheModel_data();
    void agreesWithTheModel();
};

void LedgerModelTest::agreesWithTheModel_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<int>("steps");
    QTest::addRow("24,000 steps") << quint32{1} << 24'000;
    QTest::addRow("10,000 steps from another seed") << quint32{2024} << 10'000;
}

void LedgerModelTest::agreesWithTheModel()
{
    QFETCH(quint32, seed);
    QFETCH(int, steps);
    QRandomGenerator random(seed);
    support::LedgerKit kit;
    Model model;
    desk::Command last = support::opening(u"1000"_s);
    for (int step = 0; step < steps;) {
        std::vector<desk::Command> batch;
        const int size = 1 + random.bounded(400);
        for (int i = 0; i < size; ++i, ++step) {
            if (random.bounded(15) != 0) // sometimes the same again
                last = randomCommand(random);
            batch.push_back(last);
        }
        kit.clock.advance(std::chrono::minutes(random.bounded(90)));
        const auto answers = kit.desk.run(batch);
        for (size_t i = 0; i < batch.size(); ++i)
            QVERIFY2(outcomeOf(answers[i]) == model.run(batch[i]), qPrintable(u"near step %1"_s.arg(step)));
        if (random.bounded(10) == 0)
            QVERIFY_OK(kit.file->reopen());
    }
    const auto reader = kit.reader();
    for (const auto &[owner, balance] : model.balances)
        QCOMPARE(reader->account(owner, base::Currency::usd())->value.balance.minor(), balance);
    const auto report = kit.check();
    QVERIFY2(report.ok(), qPrintable(report.problems.join(u'\n')));
    QCOMPARE(report.postings, model.movements);
    const auto count = [&kit](const QString &condition) {
        return store::Statement(kit.database(), u"SELECT count(*) FROM event WHERE "_s + condition).integer().value();
    };
    const qint64 alerts = count(u"type = 'alert_raised'"_s); // shortfalls too, which the model does not know
    QCOMPARE(count(u"type = 'alert_raised' AND CAST(payload AS TEXT) LIKE '%LOW_BALANCE%'"_s), model.alerts);
    QCOMPARE(report.events, model.movements + alerts + static_cast<qint64>(model.balances.size()));
    QVERIFY(model.movements > steps / 5 && model.alerts > 50); // the dice fell as meant
}

QTEST_GUILESS_MAIN(LedgerModelTest)
#include "tst_ledgermodel.moc"
