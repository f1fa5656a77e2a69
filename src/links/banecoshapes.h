// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "payments/qrprovider.h"

/// The JSON of BANECO's API Market v1.3 (SPEC 2.6), there and back. Values, any thread.
namespace links {

/// What every answer says besides: 0, or why not.
struct BanecoVerdict
{
    int responseCode = 0;
    QString message; ///< the bank's words, ≤ 200 characters
};

QByteArray loginBody(const QString &userName, const QByteArray &encryptedPassword);
/// `encryptedAccount`: ours, where the money goes. The due date is a day of La Paz.
QByteArray orderBody(const payments::QrOrder &order, const QByteArray &encryptedAccount);
QByteArray cancelBody(const QString &qrId);

// Each is Malformed for what the API does not say. An answer with a responseCode of its own is asked for that alone.
base::Result<BanecoVerdict> readVerdict(const QByteArray &json);
base::Result<QByteArray> readToken(const QByteArray &json);
base::Result<payments::IssuedQr> readIssued(const QByteArray &json);
base::Result<payments::BankQrStatus> readStatus(const QByteArray &json);
base::Result<std::vector<payments::BankPayment>> readPaid(const QByteArray &json);

/// "BANECO" for 1016 and "1016" for BANECO: the seed names the bank where the bank gives its ASFI number; one of the
/// two is stored (SPEC 2.6). Other codes are themselves.
QString asfiCode(const QString &bank);

} // namespace links
