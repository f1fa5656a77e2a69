// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client.h"
#include "poller.h"
#include <memory>

namespace bench {

/// Who sends what to whom.
struct Traffic
{
    int publishers = 1;
    int subscribers = 1;
    bool paired = false; ///< publisher i to subscriber i alone; else everybody to everybody
    int qos = 0;
    int payload = 64;   ///< bytes, at least 16
    int window = 2'000; ///< messages of one publisher under way: not delivered (QoS 0) or not acknowledged; 0: no limit
    bool kept = false;  ///< the subscribers' sessions outlive their connections
    int batch = 1;      ///< a publisher writes at least so many at a time
};

/// What came of it.
struct Tally
{
    qint64 published = 0;
    qint64 deliveries = 0;
    qint64 lost = 0;       ///< QoS 0, dropped on the way
    qint64 disordered = 0; ///< twice, or after a later one
    double seconds = 0;    ///< from the first message to the last delivery
    bool complete = false; ///< all that was not lost arrived, and all was acknowledged
};

/// Publishes as fast as the window allows for some time, then waits for what is under way. Each payload carries the
/// number of its publisher and its place in the sequence; each delivery is checked for both.
class TrafficRun
{
public:
    explicit TrafficRun(const Traffic &traffic);
    ~TrafficRun();
    /// Connects and subscribes everybody.
    bool connect(const Address &address);
    Tally run(double seconds);

private:
    struct Publisher
    {
        Client client;
        wire::PublishTemplate form;
        std::vector<char> block; ///< as many messages as are written at once
        qint64 published = 0;
        qint64 arrived = 0; ///< deliveries of its messages
        qint64 acknowledged = 0;
        bool isWriting = false; ///< waits for room in the kernel
        bool isListed = false;  ///< stands in m_ready
    };
    struct Subscriber
    {
        Client client;
        std::vector<quint32> expected; ///< next sequence, by publisher
        bool isWriting = false;
    };

    bool openPublisher(const Address &address, int number);
    bool openSubscriber(const Address &address, int number);
    void handle(const epoll_event &event);
    void receiveAcknowledgements(quint64 number);
    void receiveDeliveries(quint64 number);
    void count(Subscriber &subscriber, const wire::Frame &frame);
    qint64 underWay(const Publisher &publisher) const;
    void list(size_t number);
    void pump();
    void publish(Publisher &publisher, qint64 messages);
    void stampPublishers();
    bool isDone() const;
    void watchWriting(Client &client, bool &isWriting, quint64 number);

    Traffic m_traffic;
    Poller m_poller;
    std::vector<std::unique_ptr<Publisher>> m_publishers;
    std::vector<std::unique_ptr<Subscriber>> m_subscribers;
    std::vector<size_t> m_ready; ///< publishers that may publish
    std::vector<size_t> m_pumping;
    Tally m_tally;
    bool m_stopping = false;
    bool m_broken = false;
};

} // namespace bench
