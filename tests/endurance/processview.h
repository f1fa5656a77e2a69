// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QDir>
#include <QFile>

namespace endurance {

/// A number of /proc/<pid>/status in kilobytes; 0: there is none ("VmRSS", "RssAnon").
inline qint64 memoryOf(qint64 pid, const char *field = "VmRSS")
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(field))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return 0;
}

/// Open descriptors of a process.
inline qint64 descriptorsOf(qint64 pid)
{
    return QDir(QStringLiteral("/proc/%1/fd").arg(pid))
        .entryList(QDir::System | QDir::Files | QDir::NoDotAndDotDot)
        .size();
}

} // namespace endurance
