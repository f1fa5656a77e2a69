// SPDX-License-Identifier: GPL-3.0-or-later
// SIGKILL in the midst of QoS 1 and 2 traffic, again and again: every message that was acknowledged reaches the
// persistent sessions, none of QoS 2 twice, and what was acknowledged as retained is retained.
#include "system/hubprocess.h"
#include "system/rawclient.h"
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using support::HubProcess;
using support::RawClient;

namespace {

constexpr int kills = 25;
constexpr size_t window = 10;
// Below what the broker keeps for one session (Limits::maxQueued): beyond it, it drops, and counts it.
constexpr size_t queueLimit = 800;
constexpr int retainedTopics = 5;

} // namespace

class SessionKillTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void acknowledgedMessagesSurviveSigkill();

private:
    void start();
    void publishUntilDead(qint64 killAfterMs);
    void publishNext(RawClient &publisher, int qos);
    /// Messages that the slower subscriber has not received yet.
    size_t backlog() const;
    bool everythingArrived() const;
    void compare(const RawClient &subscriber);
    void compareRetained();

    HubProcess m_hub;
    RawClient m_once{"publisher-2"};  ///< publishes with QoS 2
    RawClient m_often{"publisher-1"}; ///< with QoS 1
    RawClient m_subscriber{"subscriber"};
    RawClient m_visitor{"visitor"}; ///< is away half of the time
    QRandomGenerator m_random{20261124};
    std::set<QByteArray> m_published;
    std::set<QByteArray> m_acknowledged;
    std::map<QByteArray, int> m_retained; ///< the last acknowledged number, by topic
    int m_count = 0;
};

void SessionKillTest::start()
{
    QVERIFY2(m_hub.start({u"--profile"_s, u"lab"_s}), qPrintable(m_hub.said()));
    for (RawClient *client : {&m_subscriber, &m_visitor, &m_once, &m_often})
        QVERIFY(client->connectTo(m_hub.port("mqtt")));
}

void SessionKillTest::publishNext(RawClient &publisher, int qos)
{
    const QByteArray number = QByteArray::number(++m_count);
    if (m_random.bounded(8) == 0) {
        publisher.publish("kept/" + QByteArray::number(qos) + '/' + QByteArray::number(m_count % retainedTopics),
                          number, qos, true);
        return;
    }
    const QByteArray topic = "news/" + QByteArray::number(qos);
    m_published.insert(topic + ' ' + number);
    publisher.publish(topic, number, qos, false);
}

void SessionKillTest::publishUntilDead(qint64 killAfterMs)
{
    QElapsedTimer timer;
    timer.start();
    const qint64 visitorLeaves = m_random.bounded(int(killAfterMs));
    while (timer.elapsed() < killAfterMs) {
        for (int qos = 1; qos <= 2; ++qos) {
            RawClient &publisher = qos == 1 ? m_often : m_once;
            while (publisher.outstanding() < window && backlog() < queueLimit)
                publishNext(publisher, qos);
        }
        if (m_visitor.isAccepted() && timer.elapsed() > visitorLeaves)
            m_visitor.drop();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
    }
    m_hub.kill();
    QCoreApplication::processEvents(); // what it still sent
    for (RawClient *client : {&m_subscriber, &m_visitor, &m_once, &m_often})
        client->drop();
}

size_t SessionKillTest::backlog() const
{
    return m_published.size() - std::min(m_subscriber.received.size(), m_visitor.received.size());
}

bool SessionKillTest::everythingArrived() const
{
    return m_once.outstanding() == 0 && m_often.outstanding() == 0 &&
           std::all_of(m_acknowledged.begin(), m_acknowledged.end(), [this](const QByteArray &message) {
               return m_subscriber.received.contains(message) && m_visitor.received.contains(message);
           });
}

void SessionKillTest::compare(const RawClient &subscriber)
{
    for (const QByteArray &message : m_acknowledged)
        QVERIFY2(subscriber.received.contains(message), message.constData());
    for (const auto &[message, times] : subscriber.received) {
        QVERIFY2(m_published.contains(message), message.constData());
        QVERIFY2(times == 1 || message.startsWith("news/1"), message.constData());
    }
}

void SessionKillTest::compareRetained()
{
    RawClient reader("reader");
    QVERIFY(reader.connectTo(m_hub.port("mqtt")));
    QVERIFY(reader.subscribe("kept/#"));
    const auto isThere = [&](const QByteArray &topic, int atLeast) {
        return std::any_of(reader.received.begin(), reader.received.end(), [&](const auto &one) {
            return one.first.startsWith(QByteArray(topic + ' ')) && one.first.mid(topic.size() + 1).toInt() >= atLeast;
        });
    };
    QVERIFY(m_retained.size() > size_t(retainedTopics));
    for (const auto &[topic, number] : m_retained)
        QTRY_VERIFY2_WITH_TIMEOUT(isThere(topic, number), topic.constData(), 30'000);
}

void SessionKillTest::acknowledgedMessagesSurviveSigkill()
{
    for (RawClient *publisher : {&m_once, &m_often}) {
        publisher->onAcknowledged = [this](const QByteArray &topic, const QByteArray &payload) {
            if (topic.startsWith("news/"))
                m_acknowledged.insert(topic + ' ' + payload);
            else
                m_retained[topic] = std::max(m_retained[topic], payload.toInt());
        };
    }
    start();
    QVERIFY(m_subscriber.subscribe("news/+"));
    QVERIFY(m_visitor.subscribe("news/+"));
    for (int round = 0; round < kills && !QTest::currentTestFailed(); ++round) {
        publishUntilDead(m_random.bounded(20, 220));
        start();
        QVERIFY(m_subscriber.hasSession() && m_visitor.hasSession());
    }
    QTRY_VERIFY_WITH_TIMEOUT(everythingArrived(), 30'000);
    compare(m_subscriber);
    compare(m_visitor);
    compareRetained();
    const auto twice = std::count_if(m_subscriber.received.begin(), m_subscriber.received.end(),
                                     [](const auto &one) { return one.second > 1; });
    qInfo(
        "%d kills: %zu messages published, %zu acknowledged and all received by two persistent sessions, %lld of QoS 1 "
        "twice, none of QoS 2; %zu retained topics",
        kills, m_published.size(), m_acknowledged.size(), qint64(twice), m_retained.size());
    QVERIFY(m_acknowledged.size() > size_t(kills) * 10);
    QCOMPARE(m_hub.terminate(), 0);
}

QTEST_GUILESS_MAIN(SessionKillTest)
#include "tst_sessionkill.moc"
