// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QString>

namespace hub {

/// The key that signs access tokens: 32 random bytes in `path`, made at the first start, readable by its owner alone.
/// Io when it cannot be read or written, Corrupt when it has another length (delete it to make a new one: everybody
/// then logs in again).
base::Result<QByteArray> loadSigningKey(const QString &path);

} // namespace hub
