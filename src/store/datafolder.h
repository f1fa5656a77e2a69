// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QString>
#include <memory>

class QLockFile;

namespace store {

/// The folder that holds all that a hub keeps, locked for as long as this object lives: two hubs on one folder would
/// each believe to be the only writer.
class DataFolder
{
public:
    /// Creates the folder (readable by its owner alone) if need be and locks it. Unavailable names who holds it; Io
    /// says that it cannot be written.
    static base::Result<std::unique_ptr<DataFolder>> open(const QString &path);
    ~DataFolder();

    const QString &path() const { return m_path; }
    QString ledgerPath() const { return file(QStringLiteral("ledger.db")); }
    QString file(const QString &name) const;

private:
    DataFolder(QString path, std::unique_ptr<QLockFile> lock);
    const QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace store
