// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mqttserver/mqttserver.h"
#include "net/thread.h"
#include "support/testshards.h"
#include "support/verify.h"
#include <QSemaphore>
#include <mutex>

namespace support {

/// A broker in a thread of its own, on free loopback ports "tcp" and "ws".
class ServerFixture
{
public:
    explicit ServerFixture(mqttserver::Settings settings = {}, mqttserver::Authenticator *authenticator = nullptr)
        : m_thread(QStringLiteral("broker"))
    {
        if (settings.engine.shards == 1)
            settings.engine.shards = testShards();
        settings.listeners.push_back({"tcp", mqttserver::Framing::Plain, {}, {}});
        settings.listeners.push_back({"ws", mqttserver::Framing::WebSocket, {}, {}});
        m_thread.start();
        m_thread.call([&] {
            mqttserver::Authenticator &who = authenticator ? *authenticator : m_everybody;
            server = std::make_unique<mqttserver::MqttServer>(
                settings, mqttserver::MqttServer::Ports{m_clock, who, std::make_shared<broker::AllowAll>(),
                                                        [this](const broker::Notice &notice) { note(notice); },
                                                        [this](const mqttserver::Tidings &one) { note(one); }});
            QVERIFY_OK(server->start());
            tcp = server->port("tcp");
            ws = server->port("ws");
        });
    }
    ~ServerFixture() { stop(); }

    void stop()
    {
        if (!server)
            return;
        QSemaphore stopped;
        m_thread.call([&] { server->stop([&] { stopped.release(); }); });
        QVERIFY(stopped.tryAcquire(1, 10'000));
        m_thread.call([&] { server.reset(); });
        m_thread.stop();
    }
    broker::Statistics statistics()
    {
        broker::Statistics statistics;
        m_thread.call([&] { statistics = server->statistics(); });
        return statistics;
    }
    template <typename F>
    void call(F job)
    {
        m_thread.call(job);
    }
    int notices(broker::Notice::Kind kind)
    {
        const std::scoped_lock lock(m_mutex);
        return m_notices[kind];
    }

    /// What operators were told so far.
    QStringList tidings()
    {
        const std::scoped_lock lock(m_mutex);
        return m_tidings;
    }
    /// The details of connections that were refused.
    QStringList refusals()
    {
        const std::scoped_lock lock(m_mutex);
        return m_refusals;
    }

    std::unique_ptr<mqttserver::MqttServer> server;
    quint16 tcp = 0;
    quint16 ws = 0;

private:
    void note(const broker::Notice &notice)
    {
        const std::scoped_lock lock(m_mutex);
        ++m_notices[notice.kind];
        if (notice.kind == broker::Notice::Kind::ConnectRefused)
            m_refusals << notice.detail;
    }
    void note(const mqttserver::Tidings &tidings)
    {
        const std::scoped_lock lock(m_mutex);
        m_tidings << tidings.text;
    }

    base::SystemClock m_clock;
    mqttserver::AllowEverybody m_everybody;
    net::HubThread m_thread;
    std::mutex m_mutex;
    QHash<broker::Notice::Kind, int> m_notices;
    QStringList m_tidings;
    QStringList m_refusals;
};

} // namespace support
