// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/processfigures.h"
#include <QByteArrayList>
#include <QFile>
#ifdef Q_OS_LINUX
#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace hub {

#ifdef Q_OS_LINUX
namespace {

QByteArray contentOf(const char *path)
{
    QFile file(QString::fromLatin1(path)); // files of /proc have no size, so they are read to their end
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The second word of the line that begins so.
double valueOf(const QByteArray &text, const QByteArray &name)
{
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith(name))
            return line.simplified().split(' ').value(1).toDouble();
    }
    return 0;
}

double openFiles()
{
    DIR *folder = opendir("/proc/self/fd");
    if (!folder)
        return 0;
    int count = -3; // ".", ".." and the descriptor that reads this
    while (readdir(folder))
        ++count;
    closedir(folder);
    return count;
}

} // namespace

ProcessFigures processFigures()
{
    ProcessFigures figures;
    const double ticks = double(sysconf(_SC_CLK_TCK));
    const double page = double(sysconf(_SC_PAGESIZE));
    const QByteArray stat = contentOf("/proc/self/stat");
    // proc(5): the second field, the name, is in parentheses and may hold blanks; the third follows them.
    const QByteArrayList fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const auto field = [&fields](int number) { return fields.value(number - 3).toDouble(); };
    figures.cpuSeconds = (field(14) + field(15)) / ticks;
    figures.threads = field(20);
    figures.startTime = valueOf(contentOf("/proc/stat"), "btime") + field(22) / ticks;
    figures.virtualBytes = field(23);
    figures.residentBytes = field(24) * page;
    figures.openFiles = openFiles();
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
        figures.maxFiles = double(limit.rlim_cur);
    return figures;
}
#else
ProcessFigures processFigures()
{
    return {};
}
#endif

} // namespace hub
