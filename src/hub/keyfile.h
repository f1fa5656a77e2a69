// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QString>

namespace hub {

/// 32 random bytes in `path`, made when the file is not there, readable by its owner alone. Io when it cannot be read
/// or written; Corrupt when it has another length: "<path> <whenCorrupt>".
base::Result<QByteArray> loadKeyFile(const QString &path, const QString &whenCorrupt);

} // namespace hub
