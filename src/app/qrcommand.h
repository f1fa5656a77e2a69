// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/commandline.h"

namespace app {

/// `qr decode FILE|TEXT`: what a QR in a picture, or a text out of one, says, tag by tag.
/// `qr make TEXT FILE [SIDE]`: paints a text as a QR, as PNG or, for a name that ends in .svg, as SVG.
/// Exit code 0; 1 when the code is not to the letter of EMVCo; 2 for what cannot be read or written.
int runQr(const CommandLine &line);

/// The lines that `qr decode` prints for a text out of a QR; empty `problem` when it is an EMVCo code.
QString explainQr(const QString &text, QString &problem);

} // namespace app
