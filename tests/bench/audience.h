// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "poller.h"
#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <functional>
#include <vector>

namespace bench {

enum class Dialect { Sse, WebSocket, SocketIo };

/// How a server is listened to and made to tell something.
struct Scene
{
    Dialect dialect = Dialect::Sse;
    QByteArray open;                        ///< a client's first request, whole
    QByteArray connect;                     ///< Socket.IO: sent when the session is open ("40/mqtt,{…}")
    QByteArray subscribe;                   ///< Socket.IO: sent when the namespace is open; empty: nothing
    QByteArray tag;                         ///< stands before the number in every event
    QByteArray content;                     ///< stands in every event besides
    std::function<QByteArray(qint64)> post; ///< the whole request that makes event `number`
};

/// Many clients of one server that listen for numbered events; one thread, one epoll. Every event is counted, its
/// content compared and its order too: all clients must get the events of a burst in the same order, each once.
class Audience
{
public:
    Audience(quint16 port, const Scene &scene);
    ~Audience();
    Audience(const Audience &) = delete;
    Audience &operator=(const Audience &) = delete;

    /// Connects that many. False, with a word on stderr: not all were let in.
    bool connect(int count);
    int size() const { return static_cast<int>(m_clients.size()); }

    /// From now on the events first … first + count - 1 are expected. Any other one is a fault.
    void expect(qint64 first, int count);
    /// While the clients join: they may have missed events. The number that all must see in the end.
    void expectOnly(qint64 number);
    /// Reads for `timeoutMs` at most, as soon as there is something. When each delivery came goes to `arrivals`.
    void listen(int timeoutMs, std::vector<double> *arrivals = nullptr);
    bool isComplete() const { return m_missing == 0; }
    qint64 missing() const { return m_missing; }
    quint64 deliveries() const { return m_deliveries; }
    /// Why the measurement is void; empty: it is not.
    const QByteArray &fault() const { return m_fault; }
    /// For an epoll above this one.
    Poller &poller() { return m_poller; }

private:
    struct Client
    {
        int descriptor = -1;
        bool open = false; ///< the head has been read
        qsizetype position = 0;
        QByteArray rest;
    };
    void readable(Client &client, std::vector<double> *arrivals);
    qsizetype take(Client &client, QByteArrayView bytes);
    qsizetype takeHead(Client &client, QByteArrayView bytes);
    qsizetype takeFrame(Client &client, QByteArrayView bytes);
    void takeText(Client &client, QByteArrayView text);
    void takeEvent(Client &client, QByteArrayView text);
    void count(Client &client, qint64 number);
    void reply(const Client &client, quint8 opcode, QByteArrayView payload);
    void fail(const QByteArray &why);

    const quint16 m_port;
    const Scene m_scene;
    Poller m_poller;
    std::vector<Client> m_clients;
    std::vector<qint64> m_order; ///< of the burst, as the first client got it
    qint64 m_first = 0;
    bool m_joining = false;
    qint64 m_missing = 0;
    qint64 m_fresh = 0; ///< deliveries of the last recv
    quint64 m_deliveries = 0;
    QByteArray m_fault;
};

} // namespace bench
