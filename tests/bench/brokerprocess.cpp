// SPDX-License-Identifier: GPL-3.0-or-later
#include "brokerprocess.h"
#include "processmeter.h"
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

namespace bench {

namespace {

bool answers(quint16 port)
{
    for (int attempt = 0; attempt < 100; ++attempt) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        if (socket.waitForConnected(100))
            return true;
        QThread::msleep(20);
    }
    return false;
}

} // namespace

std::unique_ptr<BrokerProcess> BrokerProcess::startOurs(const QString &program, const QStringList &arguments)
{
    std::unique_ptr<BrokerProcess> broker(new BrokerProcess);
    broker->m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    broker->m_process.start(program, arguments);
    if (!broker->m_process.waitForReadyRead(10'000))
        return nullptr;
    broker->m_address.port = broker->m_process.readLine().trimmed().toUShort();
    broker->m_pid = broker->m_process.processId();
    return broker;
}

std::unique_ptr<BrokerProcess> BrokerProcess::startMosquitto()
{
    const QString program = QStandardPaths::findExecutable(
        u"mosquitto"_qs, {u"/usr/sbin"_qs, u"/usr/local/sbin"_qs, u"/usr/bin"_qs, u"/usr/local/bin"_qs});
    if (program.isEmpty())
        return nullptr;
    std::unique_ptr<BrokerProcess> broker(new BrokerProcess);
    broker->m_address.port = freePort();
    QFile configuration(broker->m_folder.filePath(u"mosquitto.conf"_qs));
    if (!configuration.open(QIODevice::WriteOnly))
        return nullptr;
    configuration.write("listener " + QByteArray::number(broker->m_address.port) +
                        " 127.0.0.1\nallow_anonymous true\npersistence false\nset_tcp_nodelay true\nlog_type none\n"
                        "max_queued_messages 0\nmax_inflight_messages 200\n");
    configuration.close();
    broker->m_process.start(program, {u"-c"_qs, configuration.fileName()});
    if (!broker->m_process.waitForStarted(5'000) || !answers(broker->m_address.port))
        return nullptr;
    broker->m_pid = broker->m_process.processId();
    return broker;
}

std::unique_ptr<BrokerProcess> BrokerProcess::attach(const Address &address, qint64 pid)
{
    std::unique_ptr<BrokerProcess> broker(new BrokerProcess);
    broker->m_address = address;
    broker->m_pid = pid;
    return broker;
}

BrokerProcess::~BrokerProcess()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel();
    m_process.terminate();
    if (!m_process.waitForFinished(5'000))
        m_process.kill();
}

qint64 BrokerProcess::cpuNs() const
{
    return cpuNsOf(m_pid);
}

qint64 BrokerProcess::residentBytes() const
{
    return residentBytesOf(m_pid);
}

void BrokerProcess::pinTo(int processor) const
{
    pin(m_pid, processor);
}

} // namespace bench
