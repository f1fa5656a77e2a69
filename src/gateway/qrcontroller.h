// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/qrorders.h"
#include "gateway/router.h"
#include <QTimeZone>

namespace gateway {

/// The window's face of QR payments, `/api/v1/qr…` (docs/api.md "QR payments"). Lives in the gateway's thread and must
/// outlive its routes; the ports must outlive it.
class QrController
{
public:
    /// `zone`: of the branch, for the days `desde` and `hasta`.
    QrController(QrPorts ports, QTimeZone zone)
        : m_ports(ports)
        , m_zone(std::move(zone))
    {
    }
    void addRoutes(Router &router);

private:
    Outcome list(Exchange &exchange);
    Outcome create(Exchange &exchange);
    Outcome detail(Exchange &exchange);
    Outcome cancel(Exchange &exchange);
    Outcome verify(Exchange &exchange);
    Outcome pay(Exchange &exchange);
    Outcome image(Exchange &exchange);
    Outcome read(Exchange &exchange);
    Outcome rail(Exchange &exchange);
    Outcome suspense(Exchange &exchange);
    Outcome resolve(Exchange &exchange);

    Outcome answerBy(const Exchange &exchange, base::Result<> taken) const;
    base::Result<payments::QrFilter> filterOf(const Exchange &exchange) const;
    QrPorts m_ports;
    QTimeZone m_zone;
};

} // namespace gateway
