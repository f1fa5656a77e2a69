// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/ports.h"
#include "payments/views.h"

namespace desk {

/// Port: what is read about QR codes; a part of Reader, with the same rules. The defaults are a bank without QR codes.
class QrReader
{
public:
    virtual ~QrReader() = default;
    /// Newest first.
    virtual base::Result<Page<payments::QrRow>> qrs(const payments::QrFilter &, const PageRequest &)
    {
        return Page<payments::QrRow>();
    }
    /// NotFound when there is none, or it is not of the account `only`.
    virtual base::Result<Snapshot<payments::QrHistory>> qr(const QString &, const std::optional<bank::AccountId> &)
    {
        return {base::ErrorCode::NotFound, QStringLiteral("there is no such QR")};
    }
    /// When the next active QR falls due; none: there is no active one.
    virtual base::Result<std::optional<base::UtcMs>> firstDue() { return std::optional<base::UtcMs>(); }
    /// Newest first.
    virtual base::Result<Page<payments::QrPaymentRow>> payments(const payments::QrPaymentFilter &, const PageRequest &)
    {
        return Page<payments::QrPaymentRow>();
    }
};

} // namespace desk
