// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/ports.h"
#include "hub/service.h"
#include <atomic>

namespace hub {

class AuthWorker;

/// The figures of everything outside the gateway, for /metrics: process, broker, desk, readers, hash pool, files, log.
/// The broker's come from its thread, the rest is put together on the service's. Any thread; what it refers to outlives
/// its use.
class HubMetrics final : public gateway::MetricsPort
{
public:
    struct Parts
    {
        net::HubThread &brokerThread;
        net::HubThread &serviceThread;
        mqttserver::MqttServer &mqtt; ///< broker's thread
        Service &service;             ///< service's thread
        DeskThread &desk;
        ReaderPool &readers;
        AuthWorker &logins;
        SessionsThread *sessions = nullptr; ///< null: without persistence
        QString dataDir;
        QString version;
    };
    explicit HubMetrics(Parts parts)
        : m_parts(std::move(parts))
    {
    }
    /// Before what it refers to is destroyed: from now on it adds nothing.
    void close() { m_isClosed = true; }
    void collect(contract::MetricsPage page, std::function<void(contract::MetricsPage)> done) override;

private:
    void addBroker(contract::MetricsPage &page) const;
    void addRest(contract::MetricsPage &page) const;
    void addDesk(contract::MetricsPage &page) const;
    void addSessions(contract::MetricsPage &page) const;
    void addFiles(contract::MetricsPage &page) const;

    const Parts m_parts;
    std::atomic<bool> m_isClosed{false};
};

/// The broker's figures as families.
void reportBroker(const broker::Statistics &figures, contract::MetricsPage &page);
/// The process's, under Prometheus' usual names.
void reportProcess(contract::MetricsPage &page);

} // namespace hub
