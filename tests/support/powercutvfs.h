// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QHash>
#include <QString>
#include <map>
#include <mutex>

struct sqlite3_vfs;

namespace support {

/// A disk that can lose its power, as SQLite sees it: while an object of this class lives, SQLite's files are opened
/// through it. SIGKILL keeps the operating system's page cache and so proves nothing of synchronous=FULL; here what was
/// not synced is really gone, sector by sector, in any order that a disk may choose. One object a process; it serves
/// several threads.
class PowerCutVfs
{
public:
    PowerCutVfs();
    ~PowerCutVfs();
    PowerCutVfs(const PowerCutVfs &) = delete;
    PowerCutVfs &operator=(const PowerCutVfs &) = delete;

    /// Whether SQLite of Qt's driver is the one that this program is linked with; otherwise nothing passes by here.
    bool isUsed() const { return m_opened > 0; }
    /// Writes, truncations and syncs so far.
    qint64 operations() const { return m_operations; }

    /// The power goes at the n-th operation from now (1: the next): it fails, and so does everything after it.
    void cutAt(qint64 operation) { m_cutAt = m_operations + operation; }
    /// The n-th operation from now fails, once: a disk that hiccups.
    void failAt(qint64 operation) { m_failAt = m_operations + operation; }
    /// The disk works again; nothing that was written is lost. Any thread.
    void heal();
    bool isCut() const { return m_isCut; }
    /// Whether the operation of failAt() has come.
    bool hasFailed() const { return m_hasFailed; }

    /// The machine starts again: every sector that was not synced is there or not, as `seed` throws the dice. All
    /// connections must be closed. Forgets cutAt() and failAt().
    void restorePower(quint64 seed);

private:
    friend struct PowerCutFile;

    /// A file since its last sync.
    struct FileState
    {
        qint64 syncedSize = 0;
        std::map<qint64, QByteArray> overwritten; ///< sector → its contents at the last sync; empty: beyond the end
    };

    /// False: the operation fails.
    bool mayGo();
    static void restoreFile(const QString &path, const FileState &state, quint64 seed);

    sqlite3_vfs *m_real = nullptr;
    sqlite3_vfs *m_own = nullptr;
    std::recursive_mutex m_mutex;
    QHash<QString, FileState> m_files;
    qint64 m_opened = 0;
    qint64 m_operations = 0;
    qint64 m_cutAt = -1;
    qint64 m_failAt = -1;
    bool m_isCut = false;
    bool m_hasFailed = false;
};

} // namespace support
