// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>
#include <memory>
#include <vector>

namespace bench {

/// What a load does: publishers → subscribers, each message going to all subscribers.
struct Workload
{
    QString name;
    int subscribers = 1;
    int qos = 0;
    int payload = 64;   ///< bytes
    int messages = 0;   ///< published in all
    int window = 1'000; ///< messages under way: published and not yet received by the slowest subscriber
    int idle = 0;       ///< further connections that do nothing
};

/// What it took.
struct Outcome
{
    qint64 deliveries = 0;
    double seconds = 0;
    bool complete = false; ///< every subscriber got every message, in time
};

/// An MQTT 3.1.1 load generator with sockets and bytes of its own, so that it shares no code with the broker that it
/// measures. One thread, epoll.
class Load
{
public:
    /// Connects publisher and subscribers to a broker on loopback and subscribes; false if that fails.
    bool connect(quint16 port, const Workload &workload);
    /// Publishes and receives everything; at most `limitSeconds`.
    Outcome run(double limitSeconds);
    ~Load();
    Load();

    /// Opens `count` connections that then do nothing; they close with the object. False if that fails.
    bool connectIdle(quint16 port, int count);

private:
    struct Client;
    std::unique_ptr<Client> open(quint16 port, const QByteArray &id) const;
    void watch(Client &client);
    void fill();
    void receive(Client &client);
    void write(Client &client);
    qint64 slowest() const;

    Workload m_workload;
    QByteArray m_publish; ///< the packet; the id of QoS 1 is patched in
    int m_idOffset = 0;
    int m_epoll = -1;
    qint64 m_published = 0;
    std::unique_ptr<Client> m_publisher;
    std::vector<std::unique_ptr<Client>> m_subscribers;
    std::vector<std::unique_ptr<Client>> m_idle;
};

} // namespace bench
