// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "payments/qrprovider.h"
#include <optional>

namespace gateway {

/// Whether the outside bank answers.
struct QrBankState
{
    bool isUp = true;
    QString reason;                   ///< why not; one English sentence
    std::optional<base::UtcMs> since; ///< of the present state; none: nothing was asked yet
};

/// Port: the outside bank that issues QR codes, where the setting qr.provider names one (hub/qrlinks.h). Without one
/// GatewayPorts::qrBank is null, and everything is `local`. Any thread.
class QrBank
{
public:
    virtual ~QrBank() = default;
    /// To create, cancel and verify by; answers come in a thread of its own.
    virtual payments::QrProvider &provider() = 0;
    /// A notice came for this QR (S2-70): the bank is asked about it before all others, and what it confirms goes to
    /// the desk. Never blocks; the notice's own words are believed by nobody.
    virtual void noticed(const QString &qrId) = 0;
    virtual QrBankState state() const = 0;
};

} // namespace gateway
