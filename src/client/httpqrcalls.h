// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/apicaller.h"
#include "client/qrcalls.h"

namespace client {

/// QrCalls over REST. `api` must outlive it and its open calls.
class HttpQrCalls final : public QrCalls
{
public:
    explicit HttpQrCalls(ApiCaller &api)
        : m_api(api)
    {
    }
    Reply<contract::Page<contract::Qr>> qrs(QrQuery query) override;
    Reply<contract::QrDetail> qr(QString qrId) override;
    Reply<contract::Qr> createQr(contract::QrRequest request) override;
    Reply<contract::Qr> cancelQr(QString qrId) override;
    Reply<contract::Qr> verifyQr(QString qrId) override;
    Reply<contract::QrPayment> payQr(QString qrId, contract::QrPayRequest request, IdempotencyKey key) override;
    Reply<QByteArray> qrImage(QString qrId, QrImageFormat format, int size) override;
    Reply<contract::QrReading> readQr(QByteArray picture) override;
    Reply<contract::QrRail> qrRail() override;
    Reply<contract::Page<contract::QrPayment>> qrSuspense(QrSuspenseQuery query) override;
    Reply<contract::QrPayment> resolveQrSuspense(qint64 payment, contract::QrResolution resolution,
                                                 IdempotencyKey key) override;

private:
    ApiCaller &m_api;
};

} // namespace client
