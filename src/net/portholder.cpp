// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/portholder.h"
#include <QDir>
#include <QFile>

namespace net {

#ifdef Q_OS_LINUX
namespace {

/// The inode of the listening socket, from /proc/net/tcp; empty if there is none.
QByteArray listeningInode(const QString &table, quint16 port)
{
    QFile file(table);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray suffix = ':' + QByteArray::number(port, 16).rightJustified(4, '0').toUpper();
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() > 9 && fields[1].endsWith(suffix) && fields[3] == "0A")
            return fields[9];
    }
    return {};
}

bool holds(const QString &process, const QString &socket)
{
    const QDir descriptors(u"/proc/"_qs + process + u"/fd"_qs);
    const QFileInfoList links = descriptors.entryInfoList(QDir::NoDotAndDotDot | QDir::System | QDir::Files);
    return std::any_of(links.begin(), links.end(), [&socket](const QFileInfo &link) {
        return QFile::symLinkTarget(link.filePath()).endsWith(socket);
    });
}

} // namespace
#endif

QString portHolder(quint16 port)
{
#ifdef Q_OS_LINUX
    QByteArray inode = listeningInode(u"/proc/net/tcp"_qs, port);
    if (inode.isEmpty())
        inode = listeningInode(u"/proc/net/tcp6"_qs, port);
    if (inode.isEmpty())
        return {};
    const QString socket = u"socket:["_qs + QString::fromLatin1(inode) + u']';
    const QStringList processes = QDir(u"/proc"_qs).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &process : processes) {
        bool isNumber = false;
        process.toInt(&isNumber);
        if (!isNumber || !holds(process, socket))
            continue;
        QFile name(u"/proc/"_qs + process + u"/comm"_qs);
        const QByteArray text = name.open(QIODevice::ReadOnly) ? name.readAll().trimmed() : QByteArray("a program");
        return QString::fromLocal8Bit(text) + u" (process "_qs + process + u')';
    }
    return u"a program of another user"_qs;
#else
    Q_UNUSED(port)
    return {};
#endif
}

} // namespace net
