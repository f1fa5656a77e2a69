// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "payments/qrmatrix.h"

/// Pictures of QR codes (S2-75). Black on white with a quiet zone of four modules, as ISO/IEC 18004 wants. Any thread.
namespace payments {

inline constexpr int quietZone = 4;            ///< modules
inline constexpr int largestQrPicture = 4'096; ///< pixels a side

/// A PNG of exactly `side` × `side` pixels; modules are whole pixels, what is left over widens the quiet zone evenly.
/// InvalidArgument when `side` is too small for a pixel a module, or above largestQrPicture.
base::Result<QByteArray> qrPng(const QrMatrix &matrix, int side);

/// An SVG that says it is `side` × `side`; the whole picture is one path. InvalidArgument for a side below 1 or above
/// largestQrPicture.
base::Result<QByteArray> qrSvg(const QrMatrix &matrix, int side);

/// A picture that a bank gave, untouched, inside an SVG: for whoever asks for that form of a code whose content is the
/// bank's secret and so cannot be drawn anew. InvalidArgument as above, Unsupported when it is no PNG.
base::Result<QByteArray> pngInSvg(const QByteArray &png, int side);

} // namespace payments
