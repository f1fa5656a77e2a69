// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QString>

namespace payments {

/// The text of the QR in a picture (S2-76): `image` are the bytes of a PNG, JPEG, BMP, GIF or WebP file, the code may
/// be turned, tilted, inverted or small in it. Takes up to some 100 ms of CPU: not for a thread that serves sockets.
/// Errors: Unsupported (no such picture, or a broken one), TooLarge (more than 60 million pixels), NotFound (no QR in
/// it), Conflict (several that say different things).
base::Result<QString> readQr(const QByteArray &image);

} // namespace payments
