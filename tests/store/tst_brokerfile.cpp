// SPDX-License-Identifier: GPL-3.0-or-later
// broker.db holds what the engine has recorded, whatever happens to the disk.
#include "store/brokerfile.h"
#include "store/statement.h"
#include "support/chatter.h"
#include "support/journalmirror.h"
#include "support/powercutvfs.h"
#include "support/verify.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using broker::DurableChange;
using store::BrokerFile;
using support::JournalMirror;
using support::linesOf;
using Kind = DurableChange::Kind;

namespace {

broker::Settings journaled()
{
    broker::Settings settings;
    settings.journal = true;
    settings.limits.maxQueued = 5;
    return settings;
}

broker::MessageRef message(quint64 number, const QByteArray &payload = "x")
{
    auto made = std::make_shared<broker::Message>();
    made->number = number;
    made->topic = base::Bytes::fromStatic("t");
    made->payload = base::Bytes::copyOf(payload);
    made->qos = mqtt::QoS::AtLeastOnce;
    return made;
}

DurableChange session(quint64 number)
{
    auto saved = std::make_shared<broker::SavedSession>();
    saved->number = number;
    saved->clientId = "c" + QByteArray::number(number);
    saved->expiry = 0xFFFFFFFF;
    DurableChange change;
    change.kind = Kind::SessionSet;
    change.session = number;
    change.saved = saved;
    return change;
}

DurableChange delivery(Kind kind, quint64 of, quint64 number, broker::MessageRef body)
{
    DurableChange change;
    change.kind = kind;
    change.session = of;
    change.delivery = number;
    change.qos = mqtt::QoS::AtLeastOnce;
    change.message = std::move(body);
    return change;
}

/// An engine, its changes in batches of whole calls, and what they come to.
class Story
{
public:
    explicit Story(quint32 seed)
        : m_host(journaled())
        , m_chatter(m_host, seed)
        , m_random(seed + 99)
    {
    }
    std::vector<DurableChange> nextBatch()
    {
        const int steps = 1 + m_random.bounded(20);
        for (int i = 0; i < steps; ++i)
            m_chatter.step();
        for (const DurableChange &change : m_host.records)
            m_mirror.apply(change);
        return std::exchange(m_host.records, {});
    }
    const JournalMirror &mirror() const { return m_mirror; }
    broker::Instant now() const { return m_host.now; }
    QRandomGenerator &random() { return m_random; }

private:
    support::BrokerHost m_host;
    support::Chatter m_chatter;
    JournalMirror m_mirror;
    QRandomGenerator m_random;
};

QByteArrayList stored(const QString &path, broker::Instant now)
{
    auto file = BrokerFile::open(path, BrokerFile::Sync::Full);
    if (!file)
        return {"not opened: " + file.error().toString().toUtf8()};
    const auto state = (*file)->load(now);
    return state ? linesOf(*state) : QByteArrayList{"not read: " + state.error().toString().toUtf8()};
}

} // namespace

class TestBrokerFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_vfs.operations() == 0); }

    void keepsTracesBounded()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"broker.db"_s);
        const broker::TraceLimits limits;
        const qint64 day = std::chrono::milliseconds(limits.age).count();
        const base::UtcMs now{10 * day};
        broker::Trace trace;
        trace.id = (quint64(2) << broker::traceShardBits) + 5;
        trace.event = 77;
        trace.epoch = "e";
        trace.topic = "banco/transacciones";
        trace.qos = mqtt::QoS::AtLeastOnce;
        trace.bytes = 12;
        trace.at = now;
        trace.unlisted = 3;
        broker::TraceDelivery delivery;
        delivery.clientId = "offline";
        delivery.qos = mqtt::QoS::AtLeastOnce;
        delivery.step = broker::TraceStep::Queued;
        delivery.queued = now;
        trace.deliveries = {delivery};
        {
            auto file = BrokerFile::open(path, BrokerFile::Sync::Full);
            QVERIFY_OK(file);
            QVERIFY_OK((*file)->keepTraces(std::span(&trace, 1), now));
            trace.deliveries.front().step = broker::TraceStep::Acknowledged; // the same once more: it takes its place
            trace.deliveries.front().acknowledged = {now.value + 5};
            broker::Trace old;
            old.id = 1;
            old.at = {now.value - day - 1};
            const std::vector<broker::Trace> both{old, trace};
            QVERIFY_OK((*file)->keepTraces(both, now));
        }
        auto file = BrokerFile::open(path, BrokerFile::Sync::Full);
        QVERIFY_OK(file);
        const auto state = (*file)->load({base::Monotonic(1), now});
        QVERIFY_OK(state);
        QCOMPARE(state->traces.size(), size_t(1)); // not the one of more than a day
        const broker::Trace &kept = state->traces.front();
        QCOMPARE(kept.id, trace.id);
        QCOMPARE(kept.event, trace.event);
        QCOMPARE(kept.epoch, trace.epoch);
        QCOMPARE(kept.topic, trace.topic);
        QCOMPARE(kept.unlisted, trace.unlisted);
        QCOMPARE(kept.deliveries.size(), size_t(1));
        QCOMPARE(kept.deliveries.front().clientId, QByteArray("offline"));
        QCOMPARE(kept.deliveries.front().step, broker::TraceStep::Acknowledged);
        QCOMPARE(kept.deliveries.front().queued.value, now.value);
        QCOMPARE(kept.deliveries.front().acknowledged.value, now.value + 5);
        std::vector<broker::Trace> many(limits.traces + 10, trace);
        for (size_t i = 0; i < many.size(); ++i) {
            many[i].id = 100 + i;
            many[i].at = {now.value + 1 + qint64(i)};
        }
        QVERIFY_OK((*file)->keepTraces(many, now));
        const auto full = (*file)->load({base::Monotonic(1), now});
        QVERIFY_OK(full);
        QCOMPARE(full->traces.size(), limits.traces);
        QCOMPARE(full->traces.front().id, quint64(110)); // the oldest have gone
    }

    void holdsWhatTheEngineRecords_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 12; ++seed)
            QTest::addRow("random talk %u", seed) << seed;
    }
    void holdsWhatTheEngineRecords()
    {
        QFETCH(const quint32, seed);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"broker.db"_s);
        Story story(seed);
        for (int life = 0; life < 4; ++life) {
            auto file = BrokerFile::open(path, BrokerFile::Sync::Normal);
            QVERIFY_OK(file);
            QVERIFY_OK((*file)->load(story.now()));
            for (int i = 0; i < 25; ++i)
                QVERIFY_OK((*file)->apply(story.nextBatch()));
            file->reset();
            QCOMPARE(stored(path, story.now()), linesOf(story.mirror().state()));
        }
    }

    void aFailingDiskLosesNothingThatIsTriedAgain_data() { holdsWhatTheEngineRecords_data(); }
    void aFailingDiskLosesNothingThatIsTriedAgain()
    {
        QFETCH(const quint32, seed);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"broker.db"_s);
        Story story(seed);
        auto file = BrokerFile::open(path, BrokerFile::Sync::Full);
        QVERIFY_OK(file);
        QVERIFY_OK((*file)->load(story.now()));
        int failures = 0;
        for (int i = 0; i < 40; ++i) {
            const auto batch = story.nextBatch();
            m_vfs.failAt(1 + story.random().bounded(8));
            base::Result<> done = (*file)->apply(batch);
            while (!done) {
                ++failures;
                done = (*file)->reopen();
                if (done)
                    done = (*file)->apply(batch);
            }
        }
        m_vfs.failAt(1'000'000'000);
        QVERIFY(failures > 5);
        file->reset();
        QCOMPARE(stored(path, story.now()), linesOf(story.mirror().state()));
    }

    void whatWasCommittedIsThereAfterThePowerHasGone_data() { holdsWhatTheEngineRecords_data(); }
    void whatWasCommittedIsThereAfterThePowerHasGone()
    {
        QFETCH(const quint32, seed);
        QTemporaryDir folder;
        for (int cut = 0; cut < 10; ++cut) {
            const QString path = folder.filePath(u"broker%1.db"_s.arg(cut));
            Story story(seed * 100 + quint32(cut));
            QByteArrayList committed;
            QByteArrayList tried;
            {
                auto file = BrokerFile::open(path, BrokerFile::Sync::Full);
                QVERIFY_OK(file);
                QVERIFY_OK((*file)->load(story.now()));
                m_vfs.cutAt(1 + story.random().bounded(60));
                base::Result<> done;
                while (done) {
                    committed = std::exchange(tried, {});
                    done = (*file)->apply(story.nextBatch());
                    tried = linesOf(story.mirror().state());
                }
            }
            m_vfs.restorePower(seed);
            const QByteArrayList found = stored(path, story.now());
            QVERIFY2(found == committed || found == tried, found.join('\n').constData());
        }
    }

    void aBodyIsStoredOnceForAllWhoWaitForIt()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"broker.db"_s);
        auto file = BrokerFile::open(path, BrokerFile::Sync::Normal);
        QVERIFY_OK(file);
        QVERIFY_OK((*file)->load({}));
        std::vector<DurableChange> changes;
        const broker::MessageRef body = message(1'000, QByteArray(100'000, 'x'));
        for (quint64 i = 1; i <= 500; ++i) {
            changes.push_back(session(i));
            changes.push_back(delivery(Kind::Enqueued, i, 2'000 + i, body));
        }
        QVERIFY_OK((*file)->apply(changes));
        QCOMPARE((*file)->rows(), quint64(500 + 500 + 1));
        changes.clear();
        for (quint64 i = 1; i < 500; ++i)
            changes.push_back(delivery(Kind::Done, i, 2'000 + i, body));
        QVERIFY_OK((*file)->apply(changes));
        QVERIFY_OK((*file)->reopen());
        auto state = (*file)->load({});
        QVERIFY_OK(state);
        QCOMPARE(state->deliveries.size(), size_t(1));
        QCOMPARE(state->deliveries[0].message->payload.size(), qsizetype(100'000));
        QCOMPARE(state->lastNumber, quint64(2'500));
        const quint64 before = (*file)->rows();
        QVERIFY_OK((*file)->apply(std::vector{delivery(Kind::Done, 500, 2'500, state->deliveries[0].message)}));
        QCOMPARE((*file)->rows(), before + 2); // the last one takes the body along
    }

    void whatHasComeAndGoneCostsNothing()
    {
        QTemporaryDir folder;
        auto file = BrokerFile::open(folder.filePath(u"broker.db"_s), BrokerFile::Sync::Full);
        QVERIFY_OK(file);
        QVERIFY_OK((*file)->load({}));
        QVERIFY_OK((*file)->apply(std::vector{session(1)}));
        const quint64 commits = (*file)->commits();
        const broker::MessageRef body = message(10);
        QVERIFY_OK(
            (*file)->apply(std::vector{delivery(Kind::Enqueued, 1, 11, body), delivery(Kind::Done, 1, 11, body)}));
        QCOMPARE((*file)->commits(), commits);
    }

    void rowsOfNoSessionAreDeleted()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"broker.db"_s);
        {
            auto file = BrokerFile::open(path, BrokerFile::Sync::Full);
            QVERIFY_OK(file);
            QVERIFY_OK((*file)->load({}));
            QVERIFY_OK((*file)->apply(std::vector{session(1), delivery(Kind::Enqueued, 1, 11, message(10))}));
        }
        {
            auto database = store::Database::open(path, store::Database::Mode::ReadWrite);
            QVERIFY_OK(database);
            QVERIFY_OK((*database)->execute(u"DELETE FROM session"_s));
        }
        auto file = BrokerFile::open(path, BrokerFile::Sync::Full);
        QVERIFY_OK(file);
        const auto state = (*file)->load({});
        QVERIFY_OK(state);
        QVERIFY(state->deliveries.empty());
        QCOMPARE((*file)->orphansDeleted(), 2);
    }

    void isReadableByItsOwnerAlone()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"broker.db"_s);
        auto file = BrokerFile::open(path, BrokerFile::Sync::Full);
        QVERIFY_OK(file);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const QString &name : QStringList{path, path + u"-wal"_s})
            QVERIFY2(!(QFileInfo(name).permissions() & others), qPrintable(name));
    }

    void cleanupTestCase() { QVERIFY(m_vfs.isUsed()); }

private:
    support::PowerCutVfs m_vfs;
};

QTEST_GUILESS_MAIN(TestBrokerFile)
#include "tst_brokerfile.moc"
