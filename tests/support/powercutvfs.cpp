// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/powercutvfs.h"
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <cstring>
#include <new>
#include <sqlite3.h>

namespace support {

namespace {

constexpr qint64 sectorSize = 512;

/// What SQLite allots for each open file: ours, and behind it the real one's.
struct OpenFile
{
    sqlite3_file base;
    PowerCutVfs *vfs;
    QString *path; ///< null: a temporary file without a name, which no power cut can leave behind

    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};

OpenFile *opened(sqlite3_file *file)
{
    return reinterpret_cast<OpenFile *>(file);
}

sqlite3_file *realOf(sqlite3_file *file)
{
    return opened(file)->real();
}

} // namespace

/// SQLite's methods of a file, each with the state of the power.
struct PowerCutFile
{
    static int close(sqlite3_file *file)
    {
        const int code = realOf(file)->pMethods->xClose(realOf(file));
        delete opened(file)->path;
        return code;
    }
    static int read(sqlite3_file *file, void *into, int size, sqlite3_int64 at)
    {
        return realOf(file)->pMethods->xRead(realOf(file), into, size, at);
    }
    static int write(sqlite3_file *file, const void *from, int size, sqlite3_int64 at)
    {
        PowerCutVfs &vfs = *opened(file)->vfs;
        const std::lock_guard lock(vfs.m_mutex);
        if (!vfs.mayGo())
            return SQLITE_IOERR_WRITE;
        remember(*opened(file), at, size);
        return realOf(file)->pMethods->xWrite(realOf(file), from, size, at);
    }
    static int truncate(sqlite3_file *file, sqlite3_int64 size)
    {
        PowerCutVfs &vfs = *opened(file)->vfs;
        const std::lock_guard lock(vfs.m_mutex);
        if (!vfs.mayGo())
            return SQLITE_IOERR_TRUNCATE;
        sqlite3_int64 now = 0;
        realOf(file)->pMethods->xFileSize(realOf(file), &now);
        if (size < now)
            remember(*opened(file), size, now - size);
        return realOf(file)->pMethods->xTruncate(realOf(file), size);
    }
    /// Nothing is synced for real: that would only cost time, since this machine keeps its power.
    static int sync(sqlite3_file *file, int)
    {
        PowerCutVfs &vfs = *opened(file)->vfs;
        const std::lock_guard lock(vfs.m_mutex);
        if (!vfs.mayGo())
            return SQLITE_IOERR_FSYNC;
        if (opened(file)->path) {
            PowerCutVfs::FileState &state = vfs.m_files[*opened(file)->path];
            state.overwritten.clear();
            sqlite3_int64 size = 0;
            realOf(file)->pMethods->xFileSize(realOf(file), &size);
            state.syncedSize = size;
        }
        return SQLITE_OK;
    }
    static int fileSize(sqlite3_file *file, sqlite3_int64 *size)
    {
        return realOf(file)->pMethods->xFileSize(realOf(file), size);
    }
    static int lock(sqlite3_file *file, int kind) { return realOf(file)->pMethods->xLock(realOf(file), kind); }
    static int unlock(sqlite3_file *file, int kind) { return realOf(file)->pMethods->xUnlock(realOf(file), kind); }
    static int checkReservedLock(sqlite3_file *file, int *is)
    {
        return realOf(file)->pMethods->xCheckReservedLock(realOf(file), is);
    }
    static int fileControl(sqlite3_file *file, int what, void *with)
    {
        return realOf(file)->pMethods->xFileControl(realOf(file), what, with);
    }
    static int sectorSizeOf(sqlite3_file *file) { return realOf(file)->pMethods->xSectorSize(realOf(file)); }
    static int characteristics(sqlite3_file *file)
    {
        return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file));
    }
    static int shmMap(sqlite3_file *file, int page, int size, int extend, void volatile **memory)
    {
        return realOf(file)->pMethods->xShmMap(realOf(file), page, size, extend, memory);
    }
    static int shmLock(sqlite3_file *file, int offset, int count, int flags)
    {
        return realOf(file)->pMethods->xShmLock(realOf(file), offset, count, flags);
    }
    static void shmBarrier(sqlite3_file *file) { realOf(file)->pMethods->xShmBarrier(realOf(file)); }
    static int shmUnmap(sqlite3_file *file, int remove)
    {
        return realOf(file)->pMethods->xShmUnmap(realOf(file), remove);
    }

    static int open(sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *outFlags)
    {
        auto *vfs = static_cast<PowerCutVfs *>(self->pAppData);
        const std::lock_guard lock(vfs->m_mutex);
        auto *own = opened(file);
        own->base.pMethods = nullptr; // until it is open, SQLite must not close it
        own->vfs = vfs;
        own->path = nullptr;
        const bool isNew = name && !QFile::exists(QString::fromUtf8(name));
        const int code = vfs->m_real->xOpen(vfs->m_real, name, own->real(), flags, outFlags);
        if (code != SQLITE_OK)
            return code;
        own->base.pMethods = methods();
        ++vfs->m_opened;
        if (!name)
            return code;
        own->path = new QString(QString::fromUtf8(name));
        if (isNew || !vfs->m_files.contains(*own->path)) {
            sqlite3_int64 size = 0;
            own->real()->pMethods->xFileSize(own->real(), &size);
            vfs->m_files[*own->path] = {size, {}};
        }
        return code;
    }
    /// The directory is synced with it: a file that SQLite has deleted does not come back.
    static int remove(sqlite3_vfs *self, const char *name, int syncDirectory)
    {
        auto *vfs = static_cast<PowerCutVfs *>(self->pAppData);
        const std::lock_guard lock(vfs->m_mutex);
        if (!vfs->mayGo())
            return SQLITE_IOERR_DELETE;
        vfs->m_files.remove(QString::fromUtf8(name));
        return vfs->m_real->xDelete(vfs->m_real, name, syncDirectory);
    }

private:
    static const sqlite3_io_methods *methods()
    {
        // Version 2: with shared memory for WAL, without memory-mapped reads.
        static const sqlite3_io_methods table = {2,
                                                 close,
                                                 read,
                                                 write,
                                                 truncate,
                                                 sync,
                                                 fileSize,
                                                 lock,
                                                 unlock,
                                                 checkReservedLock,
                                                 fileControl,
                                                 sectorSizeOf,
                                                 characteristics,
                                                 shmMap,
                                                 shmLock,
                                                 shmBarrier,
                                                 shmUnmap,
                                                 nullptr,
                                                 nullptr};
        return &table;
    }

    /// Keeps what stands in the sectors now, unless they have changed since the last sync already.
    static void remember(OpenFile &file, qint64 at, qint64 size)
    {
        if (!file.path)
            return;
        PowerCutVfs::FileState &state = file.vfs->m_files[*file.path];
        for (qint64 sector = at / sectorSize; sector <= (at + size - 1) / sectorSize; ++sector) {
            if (state.overwritten.count(sector) > 0)
                continue;
            const qint64 from = sector * sectorSize;
            QByteArray old;
            if (from < state.syncedSize) {
                old = QByteArray(qMin(sectorSize, state.syncedSize - from), '\0');
                file.real()->pMethods->xRead(file.real(), old.data(), static_cast<int>(old.size()), from);
            }
            state.overwritten.emplace(sector, old);
        }
    }
};

PowerCutVfs::PowerCutVfs()
    : m_real(sqlite3_vfs_find(nullptr))
    , m_own(new sqlite3_vfs(*m_real))
{
    m_own->zName = "power-cut";
    m_own->pNext = nullptr;
    m_own->pAppData = this;
    m_own->szOsFile = static_cast<int>(sizeof(OpenFile)) + m_real->szOsFile;
    m_own->xOpen = PowerCutFile::open;
    m_own->xDelete = PowerCutFile::remove;
    sqlite3_vfs_register(m_own, 1);
}

PowerCutVfs::~PowerCutVfs()
{
    sqlite3_vfs_unregister(m_own);
    sqlite3_vfs_register(m_real, 1);
    delete m_own;
}

bool PowerCutVfs::mayGo()
{
    ++m_operations;
    if (m_operations == m_cutAt)
        m_isCut = true;
    if (m_isCut)
        return false;
    if (m_operations != m_failAt)
        return true;
    m_hasFailed = true;
    return false;
}

void PowerCutVfs::heal()
{
    const std::lock_guard lock(m_mutex);
    m_isCut = false;
    m_cutAt = -1;
}

void PowerCutVfs::restorePower(quint64 seed)
{
    const std::lock_guard lock(m_mutex);
    for (auto it = m_files.cbegin(); it != m_files.cend(); ++it) {
        restoreFile(it.key(), it.value(), seed + qHash(QFileInfo(it.key()).fileName(), 1));
        QFile::remove(it.key() + QStringLiteral("-shm")); // memory
    }
    m_files.clear();
    m_isCut = false;
    m_hasFailed = false;
    m_cutAt = -1;
    m_failAt = -1;
}

void PowerCutVfs::restoreFile(const QString &path, const FileState &state, quint64 seed)
{
    QFile file(path);
    if (state.overwritten.empty() || !file.open(QIODevice::ReadWrite))
        return;
    const quint32 seeds[] = {static_cast<quint32>(seed), static_cast<quint32>(seed >> 32)};
    QRandomGenerator dice(seeds, 2);
    const qint64 size = file.size();
    // A changed size is metadata of its own, which the disk may or may not have seen.
    qint64 restored = size;
    if (size < state.syncedSize)
        restored = dice.bounded(2) == 0 ? state.syncedSize : size;
    else if (size > state.syncedSize)
        restored = state.syncedSize + dice.bounded(size - state.syncedSize + 1);
    file.resize(restored);
    const quint32 mood = dice.bounded(3U); // nothing unsynced survives, all of it does, or each sector as it comes
    for (const auto &[sector, old] : state.overwritten) {
        const qint64 from = sector * sectorSize;
        const bool wasCutOff = from + sectorSize > size && from < state.syncedSize;
        if (from >= restored || (!wasCutOff && (mood == 1 || (mood == 2 && dice.bounded(2) == 0))))
            continue;
        const QByteArray contents = old.isEmpty() ? QByteArray(sectorSize, '\0') : old;
        file.seek(from);
        file.write(contents.left(restored - from));
    }
}

} // namespace support
