// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace bench {

/// A broker in a process of its own, on a free loopback port, and what the system says of it.
class BrokerProcess
{
public:
    /// Ours: the program bench_hub.
    static std::unique_ptr<BrokerProcess> startOurs(const QString &program);
    /// Debian's, single-threaded, anonymous, without persistence, TCP_NODELAY as we have it. Null if not installed.
    static std::unique_ptr<BrokerProcess> startMosquitto();
    ~BrokerProcess();

    quint16 port() const { return m_port; }
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
    quint16 m_port = 0;
};

} // namespace bench
