// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/datafolder.h"
#include <QDir>
#include <QFile>
#include <QLockFile>

namespace store {

using namespace Qt::StringLiterals;

DataFolder::DataFolder(QString path, std::unique_ptr<QLockFile> lock)
    : m_path(std::move(path))
    , m_lock(std::move(lock))
{
}

DataFolder::~DataFolder() = default;

base::Result<std::unique_ptr<DataFolder>> DataFolder::open(const QString &path)
{
    const QString absolute = QDir(path).absolutePath();
    if (!QDir(absolute).exists()) {
        if (!QDir().mkpath(absolute))
            return {base::ErrorCode::Io, u"the data folder %1 cannot be created: choose another with --data-dir"_s.arg(
                                             QDir::toNativeSeparators(absolute))};
        if (!QFile::setPermissions(absolute, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
            return {base::ErrorCode::Io,
                    u"the data folder %1 cannot be made private"_s.arg(QDir::toNativeSeparators(absolute))};
    }
    auto lock = std::make_unique<QLockFile>(QDir(absolute).filePath(u"ventanilla.lock"_s));
    lock->setStaleLockTime(0); // a hub runs for months: only a dead process makes a lock stale
    if (!lock->tryLock(0)) {
        if (lock->error() != QLockFile::LockFailedError)
            return {base::ErrorCode::Io,
                    u"the data folder %1 cannot be written: check its owner or choose another with --data-dir"_s.arg(
                        QDir::toNativeSeparators(absolute))};
        qint64 pid = 0;
        QString host;
        QString program;
        lock->getLockInfo(&pid, &host, &program);
        return {
            base::ErrorCode::Unavailable,
            u"another hub (process %1) is using the data folder %2: stop it, attach to it, or choose another folder "
            "with --data-dir"_s.arg(QString::number(pid), QDir::toNativeSeparators(absolute))};
    }
    return std::unique_ptr<DataFolder>(new DataFolder(absolute, std::move(lock)));
}

QString DataFolder::file(const QString &name) const
{
    return QDir(m_path).filePath(name);
}

} // namespace store
