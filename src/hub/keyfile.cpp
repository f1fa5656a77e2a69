// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/keyfile.h"
#include "auth/secrets.h"
#include <QFile>
#include <QSaveFile>

using namespace Qt::StringLiterals;

using base::Error;
using base::ErrorCode;
using base::Result;

namespace hub {
namespace {

constexpr qsizetype keySize = 32;
constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Result<QByteArray> createKey(const QString &path)
{
    const QByteArray key = auth::randomBytes(keySize);
    QSaveFile file(path);
    // Permissions before content: the key is at no moment readable by others.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly) || file.write(key) != keySize ||
        !file.commit())
        return Error(ErrorCode::Io, u"%1 cannot be written: %2"_s.arg(path, file.errorString()));
    return key;
}

} // namespace

Result<QByteArray> loadKeyFile(const QString &path, const QString &whenCorrupt)
{
    QFile file(path);
    if (!file.exists())
        return createKey(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    const QByteArray key = file.readAll();
    if (key.size() != keySize)
        return Error(ErrorCode::Corrupt, QString(path + u' ' + whenCorrupt));
    return key;
}

} // namespace hub
