// SPDX-License-Identifier: GPL-3.0-or-later
#include "processmeter.h"
#include <QDir>
#include <QFile>
#include <QTcpServer>
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

QStringList threadsOf(qint64 pid)
{
    return QDir(u"/proc/%1/task/"_qs.arg(pid)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
}

void bindThread(pid_t thread, int processor)
{
    if (QThread::idealThreadCount() < 2)
        return;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<size_t>(processor), &set);
    ::sched_setaffinity(thread, sizeof set, &set);
}

} // namespace

qint64 cpuNsOf(qint64 pid)
{
    qint64 sum = 0;
    for (const QString &thread : threadsOf(pid))
        sum += contents(u"/proc/%1/task/%2/schedstat"_qs.arg(pid).arg(thread)).split(' ').value(0).toLongLong();
    return sum;
}

qint64 residentBytesOf(qint64 pid)
{
    const QByteArray statm = contents(u"/proc/%1/statm"_qs.arg(pid));
    return statm.split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

qint64 childOf(qint64 pid)
{
    return contents(u"/proc/%1/task/%1/children"_qs.arg(pid)).split(' ').value(0).toLongLong();
}

void pin(qint64 pid, int processor)
{
    for (const QString &thread : threadsOf(pid))
        bindThread(static_cast<pid_t>(thread.toLongLong()), processor);
}

void pinSelfTo(int processor)
{
    bindThread(0, processor);
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace bench
