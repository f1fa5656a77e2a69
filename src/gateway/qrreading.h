// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/qrvalues.h"

namespace gateway {

/// What the QR in a picture says (S2-76), tag by tag where it is EMVCo's. Errors of payments::readQr(). Some 100 ms.
base::Result<contract::QrReading> readPicture(const QByteArray &picture);
/// The same of a text that was read already.
contract::QrReading readText(const QString &text);

} // namespace gateway
