// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubclient.h"
#include "contract/qrvalues.h"

namespace client {

/// What the list of QR codes shows; empty fields do not restrict.
struct QrQuery
{
    int limit = 100; ///< 1–500
    QString cursor;
    std::vector<contract::QrStatus> statuses; ///< any of them
    bool onlySuspense = false;                ///< only those with money in suspense
    QString cedula;
    QString search; ///< part of qrId, transactionId, description or the payer's name
    QString from;   ///< day of creation, ISO; `desde`
    QString to;     ///< `hasta`
};

struct QrSuspenseQuery
{
    int limit = 100;
    QString cursor;
    bool isResolved = false; ///< what was decided already, instead of what waits
};

enum class QrImageFormat { Png, Svg };

/// The hub's QR payments (docs/api.md "QR payments"). As for HubClient: coroutines on the caller's thread; Timeout
/// means that the outcome of a change is unknown, and the same call may be made again.
class QrCalls
{
public:
    virtual ~QrCalls() = default;
    virtual Reply<contract::Page<contract::Qr>> qrs(QrQuery query) = 0;
    virtual Reply<contract::QrDetail> qr(QString qrId) = 0;
    /// Asked again with the same transactionId it gives the first QR again: give one.
    virtual Reply<contract::Qr> createQr(contract::QrRequest request) = 0;
    virtual Reply<contract::Qr> cancelQr(QString qrId) = 0;
    /// Asks the bank that issued it and books what it says.
    virtual Reply<contract::Qr> verifyQr(QString qrId) = 0;
    /// Only QR codes of provider `local`.
    virtual Reply<contract::QrPayment> payQr(QString qrId, contract::QrPayRequest request, IdempotencyKey key) = 0;
    /// `size`: pixels a side, 64–2048.
    virtual Reply<QByteArray> qrImage(QString qrId, QrImageFormat format, int size) = 0;
    /// A PNG, JPEG… with a QR code in it.
    virtual Reply<contract::QrReading> readQr(QByteArray picture) = 0;
    virtual Reply<contract::QrRail> qrRail() = 0;
    virtual Reply<contract::Page<contract::QrPayment>> qrSuspense(QrSuspenseQuery query) = 0;
    virtual Reply<contract::QrPayment> resolveQrSuspense(qint64 payment, contract::QrResolution resolution,
                                                         IdempotencyKey key) = 0;
};

} // namespace client
