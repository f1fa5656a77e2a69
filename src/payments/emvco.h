// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/money.h"
#include <QString>
#include <optional>

/// EMVCo QR Code Specification for Payment Systems, Merchant-Presented Mode 1.1 (SPEC 2.5): the text inside a QR as
/// tag (2 digits), length (2 digits), value. Values and functions; any thread.
namespace payments {

/// What a merchant's QR says: all that the house itself writes into one.
struct MerchantQr
{
    bool isSingleUse = true;                         ///< 01: 12 "dynamic", for one payment; otherwise 11 "static"
    QString accountSystem = houseAccountSystem();    ///< 26.00: whose account identifiers these are; ASCII
    QString qrId;                                    ///< 26.01: ASCII, 1–32
    QString categoryCode = QStringLiteral("0000");   ///< 52: ISO 18245, four digits
    base::Currency currency = base::Currency::bob(); ///< 53, as its ISO 4217 number
    std::optional<base::Money> amount;               ///< 54, > 0; none: the payer types it
    QString countryCode = QStringLiteral("BO");      ///< 58: ISO 3166-1, two capitals
    QString merchantName;                            ///< 59: any letters; see encodeEmvco()
    QString city;                                    ///< 60: any letters
    QString reference;                               ///< 62.05: ASCII, ≤ 25; may be empty
    QString language = QStringLiteral("es");         ///< 64.00: ISO 639-1, of the names in 64
    friend bool operator==(const MerchantQr &, const MerchantQr &) = default;

    static QString houseAccountSystem() { return QStringLiteral("bo.ventanilla"); }
};

/// The text for a QR. Name (≤ 25) and city (≤ 15) go into 59 and 60 in ASCII (plainText(), cut), since lengths count
/// characters while the checksum runs over UTF-8 bytes and readers differ; where that loses a letter, template 64 holds
/// them as they are. InvalidArgument says which part cannot be written.
base::Result<QString> encodeEmvco(const MerchantQr &qr);

/// CRC-16/CCITT-FALSE (polynomial 1021, begins with FFFF, not reflected): "123456789" gives 29B1.
quint16 emvcoChecksum(QByteArrayView bytes);

/// Longest text that the specification allows, in characters.
inline constexpr qsizetype maxEmvcoLength = 512;

} // namespace payments
