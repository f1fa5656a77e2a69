// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "conformance/place.h"
#include "mqttserver/enginehost.h"
#include "net/loopbackstream.h"
#include "support/fakeclock.h"
#include <QCoreApplication>
#include <list>

namespace conformance {

/// Engine and connections over wires in memory, split at every byte: no network, no thread.
class LoopbackPlace final : public Place
{
public:
    explicit LoopbackPlace(bool journal)
        : m_host(engineSettings(journal), std::make_shared<Rules>(), {1024 * 1024, 32 * 1024 * 1024},
                 {m_clock, m_doorkeeper, m_guard, {}})
    {
    }
    std::unique_ptr<Wire> open() override
    {
        m_wires.emplace_back();
        net::LoopbackWire &wire = m_wires.back();
        m_host.open(wire.takeStream(), "tcp");
        settle();
        return std::make_unique<End>(*this, wire);
    }
    void give(const broker::PublishInternal &message) override
    {
        m_host.give(message);
        settle();
    }
    void give(const broker::KickClient &kick) override
    {
        m_host.give(kick);
        settle();
    }
    void shutDown() override
    {
        m_host.give(broker::Shutdown{});
        settle();
    }
    bool wait(std::chrono::milliseconds time) override
    {
        using std::chrono::milliseconds;
        const milliseconds step = std::max(milliseconds(500), time / 100);
        for (milliseconds left = time; left.count() > 0; left -= step) {
            m_clock.advance(std::min(left, step));
            m_host.give(broker::Tick{});
            settle();
        }
        return true;
    }
    bool isSettled() const override { return true; }
    void waitForConnections(qint64) override {}

private:
    class End final : public Wire
    {
    public:
        End(LoopbackPlace &place, net::LoopbackWire &wire)
            : m_place(place)
            , m_wire(wire)
        {
        }
        void send(const QByteArray &bytes) override
        {
            m_wire.setChunk(std::max<qsizetype>(1, bytes.size() / 1'000)); // large ones in a thousand pieces
            m_wire.send(bytes);
            m_place.settle();
        }
        QByteArray receive() override { return m_wire.takeReceived(); }
        bool isClosed() override { return m_wire.isClosed(); }
        void close() override
        {
            m_wire.close();
            m_place.settle();
        }
        void lose() override
        {
            m_wire.fail();
            m_place.settle();
        }

    private:
        LoopbackPlace &m_place;
        net::LoopbackWire &m_wire;
    };

    static broker::Settings engineSettings(bool journal)
    {
        broker::Settings engine = settings().engine;
        engine.journal = journal;
        return engine;
    }
    void settle()
    {
        for (bool did = true; did;) {
            QCoreApplication::processEvents(); // what the host left for its next turn
            did = false;
            for (net::LoopbackWire &wire : m_wires)
                did = wire.step() || did;
        }
    }

    support::FakeClock m_clock;
    Doorkeeper m_doorkeeper;
    mqttserver::DoorGuard m_guard{m_clock, {}};
    std::list<net::LoopbackWire> m_wires; // outlive the streams in m_host
    mqttserver::EngineHost m_host;
};

} // namespace conformance
