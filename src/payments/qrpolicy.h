// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace payments {

/// The settings by which QR codes are made. A value: a new one is handed to the desk when a setting changes.
struct QrPolicy
{
    QString bankCode = QStringLiteral("9999"); ///< `qr.bank_code`: ours at ASFI, 4 digits; a part of every qrId
    QString merchantName = QStringLiteral("VENTANILLA"); ///< `qr.merchant_name`: for holders without a name
    QString city = QStringLiteral("LA PAZ");             ///< `qr.city`
    QString countryCode = QStringLiteral("BO");          ///< `qr.country`
    QString categoryCode = QStringLiteral("0000");       ///< `qr.category_code`: ISO 18245
    friend bool operator==(const QrPolicy &, const QrPolicy &) = default;
};

} // namespace payments
