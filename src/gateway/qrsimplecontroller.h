// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/qrorders.h"
#include "gateway/router.h"

namespace gateway {

/// QR payments for programs, in the words of BANECO's API (SPEC 2.6; S2-67 … S2-71): `/api/qrsimple/…`. `accountCredit`
/// is our account number. Errors are `{"responseCode":<status>,"message":…}`. Lives as QrController does.
class QrSimpleController
{
public:
    explicit QrSimpleController(QrPorts ports)
        : m_ports(ports)
    {
    }
    void addRoutes(Router &router);

private:
    Outcome generate(Exchange &exchange);
    Outcome cancel(Exchange &exchange);
    Outcome status(Exchange &exchange);
    Outcome paid(Exchange &exchange);
    /// S2-70: whoever sends it is believed nothing but that the bank should be asked about this QR now.
    Outcome notified(Exchange &exchange);
    QrPorts m_ports;
};

} // namespace gateway
