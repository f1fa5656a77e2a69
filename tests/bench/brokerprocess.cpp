// SPDX-License-Identifier: GPL-3.0-or-later
#include "brokerprocess.h"
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <sched.h>
#include <unistd.h>

namespace bench {

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

void pin(pid_t process, int processor)
{
    if (QThread::idealThreadCount() < 2)
        return;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<size_t>(processor), &set);
    ::sched_setaffinity(process, sizeof set, &set);
}

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
    const QString tasks = u"/proc/%1/task/"_qs.arg(m_pid);
    qint64 sum = 0;
    const QStringList threads = QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &thread : threads)
        sum += contents(QString(tasks + thread + u"/schedstat"_qs)).split(' ').value(0).toLongLong();
    return sum;
}

qint64 BrokerProcess::residentBytes() const
{
    const QByteArray statm = contents(u"/proc/%1/statm"_qs.arg(m_pid));
    return statm.split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

void BrokerProcess::pinTo(int processor) const
{
    pin(static_cast<pid_t>(m_pid), processor);
}

void pinSelfTo(int processor)
{
    pin(0, processor);
}

} // namespace bench
