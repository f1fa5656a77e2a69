// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client.h"
#include <QProcess>
#include <QString>
#include <QTemporaryDir>
#include <memory>

namespace bench {

/// A broker in a process of its own, and what the system says of it.
class BrokerProcess
{
public:
    /// Ours: the program bench_hub, or another that prints its port and ends with its stdin.
    static std::unique_ptr<BrokerProcess> startOurs(const QString &program, const QStringList &arguments = {});
    /// Debian's, single-threaded, anonymous, without persistence, TCP_NODELAY as we have it; with room for the windows
    /// used here, since at its own limits it loses QoS 2 messages. Null if not installed.
    static std::unique_ptr<BrokerProcess> startMosquitto();
    /// One that runs already; `pid` 0: unknown, then nothing is known of its CPU time and memory.
    static std::unique_ptr<BrokerProcess> attach(const Address &address, qint64 pid);
    ~BrokerProcess();

    const Address &address() const { return m_address; }
    bool isKnown() const { return m_pid > 0; }
    /// CPU time of all its threads, nanoseconds.
    qint64 cpuNs() const;
    /// Resident memory, bytes.
    qint64 residentBytes() const;
    /// Binds it to one processor, if there are several.
    void pinTo(int processor) const;

private:
    BrokerProcess() = default;
    QTemporaryDir m_folder;
    QProcess m_process;
    Address m_address;
    qint64 m_pid = 0;
};

} // namespace bench
