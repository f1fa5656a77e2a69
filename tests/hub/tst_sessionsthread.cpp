// SPDX-License-Identifier: GPL-3.0-or-later
// The thread that owns broker.db: it answers what is on disk, and nothing else.
#include "hub/sessionsthread.h"
#include "support/powercutvfs.h"
#include "support/verify.h"
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using broker::DurableChange;
using hub::SessionsThread;

namespace {

std::vector<DurableChange> retained(quint64 number)
{
    auto message = std::make_shared<broker::Message>();
    message->number = number;
    message->topic = base::Bytes::copyOf(QByteArray("t/" + QByteArray::number(number % 7)));
    message->payload = base::Bytes::copyOf(QByteArray::number(number));
    DurableChange change;
    change.kind = DurableChange::Kind::RetainedSet;
    change.number = number;
    change.message = std::move(message);
    return {change};
}

} // namespace

class TestSessionsThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersWhatIsOnDisk()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"broker.db"_s);
        quint64 durable = 0;
        net::Mailbox<broker::Persisted> answers(
            1'000'000, [&durable](std::vector<broker::Persisted> &batch) { durable = batch.back().number; });
        SessionsThread thread(path, m_clock, {}, {});
        QVERIFY_OK(thread.start());
        thread.setAnswer(answers.sender());
        for (quint64 number = 1; number <= 5'000; ++number)
            thread.append(retained(number));
        QTRY_COMPARE_WITH_TIMEOUT(durable, quint64(5'000), 30'000);
        const auto figures = thread.figures();
        QCOMPARE(figures.changes, quint64(5'000));
        QCOMPARE(figures.waiting, size_t(0));
        QVERIFY(figures.commits < 5'000); // what came during a sync went with the next one
        thread.stop();
        SessionsThread again(path, m_clock, {}, {});
        const auto state = again.start();
        QVERIFY_OK(state);
        QCOMPARE(state->retained.size(), size_t(7));
    }

    void commitsWhatWaitsWhenItStops()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"broker.db"_s);
        {
            SessionsThread thread(path, m_clock, {}, {});
            QVERIFY_OK(thread.start());
            for (quint64 number = 1; number <= 700; ++number)
                thread.append(retained(number));
            thread.stop();
            thread.append(retained(701)); // too late: not taken
        }
        SessionsThread again(path, m_clock, {}, {});
        const auto state = again.start();
        QVERIFY_OK(state);
        quint64 last = 0;
        for (const broker::MessageRef &message : state->retained)
            last = std::max(last, message->payload.toByteArray().toULongLong());
        QCOMPARE(last, quint64(700));
    }

    void aFailingDiskAnswersNothingUntilItWorksAgain()
    {
        QTemporaryDir folder;
        quint64 durable = 0;
        net::Mailbox<broker::Persisted> answers(
            1'000, [&durable](std::vector<broker::Persisted> &batch) { durable = batch.back().number; });
        net::Mailbox<QString> troubles(1'000, [this](std::vector<QString> &batch) {
            for (const QString &why : batch)
                m_troubles << why;
        });
        SessionsThread::Options options;
        options.retryInterval = 20ms;
        SessionsThread thread(folder.filePath(u"broker.db"_s), m_clock, options,
                              [sender = troubles.sender()](const QString &why) { sender.push(why); });
        QVERIFY_OK(thread.start());
        thread.setAnswer(answers.sender());
        thread.append(retained(1));
        QTRY_COMPARE_WITH_TIMEOUT(durable, quint64(1), 30'000);
        m_vfs.cutAt(1); // every write fails from here on
        thread.append(retained(2));
        QTRY_VERIFY_WITH_TIMEOUT(thread.figures().failures > 3, 30'000);
        QCOMPARE(durable, quint64(1));
        QVERIFY(!thread.figures().trouble.isEmpty());
        thread.append(retained(3));
        m_vfs.heal();
        QTRY_COMPARE_WITH_TIMEOUT(durable, quint64(3), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_troubles.size(), 2, 30'000);
        QVERIFY(!m_troubles[0].isEmpty());
        QCOMPARE(m_troubles[1], QString()); // it is over
    }

    void saysHowToGoOnWithoutAFileThatCannotBeRead()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"broker.db"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8'192, 'x'));
        file.close();
        SessionsThread thread(path, m_clock, {}, {});
        const auto state = thread.start();
        QVERIFY(!state);
        QCOMPARE(state.error().code(), base::ErrorCode::Corrupt);
    }

private:
    support::PowerCutVfs m_vfs;
    base::SystemClock m_clock;
    QStringList m_troubles;
};

QTEST_GUILESS_MAIN(TestSessionsThread)
#include "tst_sessionsthread.moc"
