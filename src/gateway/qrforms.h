// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/qrvalues.h"
#include "payments/views.h"

/// QR codes and payments of the rules as the API's values.
namespace gateway {

contract::Qr qrForm(const payments::QrRow &row);
contract::QrPayment qrPaymentForm(const payments::QrPaymentRow &row);
contract::QrDetail qrDetailForm(const payments::QrHistory &history);

/// "BANECO" for "1016" and for itself; empty for a bank that the table does not know (SPEC 2.6: the seed writes one,
/// the bank the other).
QString bankNameOf(const QString &code);

/// `payment[]` of statusQR and paidQR in BANECO's words (SPEC 2.6); times are those of La Paz.
QByteArray bankPaymentsJson(const std::vector<payments::QrPaymentRow> &payments);

/// `statusQrCode`: 0 active, 1 paid, 9 ended otherwise.
int statusQrCode(payments::QrStatus status);

} // namespace gateway
