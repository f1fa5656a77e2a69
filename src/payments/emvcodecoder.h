// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "payments/emvco.h"
#include <vector>

namespace payments {

/// One tag of a QR's text, explained.
struct EmvcoField
{
    QString tag;     ///< "59"; inside a template "26.01"
    QString meaning; ///< a stable word: "merchant_name"; "unknown" for what the specification reserves
    QString value;   ///< as it stands there; of a template: all that is in it
    friend bool operator==(const EmvcoField &, const EmvcoField &) = default;
};

/// A QR's text, taken apart.
struct EmvcoContent
{
    std::vector<EmvcoField> fields;         ///< in their order; what is in a template follows it
    bool isSingleUse = false;               ///< 01 is 12
    std::optional<base::Currency> currency; ///< none: a number that the house does not know
    std::optional<base::Money> amount;      ///< none: the payer types it, or the currency is unknown
    QString merchantName;                   ///< in its own letters where 64 has them
    QString city;
    QString reference;
    QString qrId; ///< only of the house's own QRs (26.00 is MerchantQr::houseAccountSystem())

    /// The value of a tag such as "26.01"; empty when it is not there.
    QString value(QStringView tag) const;
};

/// Takes a QR's text apart, tag by tag (SPEC 2.5). Lengths may count characters, as EMVCo's own specimen has them, or
/// UTF-8 bytes, as many writers do: whichever fits to the end. Malformed, with the place and the reason, for a text
/// that is not to the letter of the specification: bad lengths, tags twice, no or another checksum, a required tag
/// missing.
base::Result<EmvcoContent> decodeEmvco(const QString &text);

} // namespace payments
