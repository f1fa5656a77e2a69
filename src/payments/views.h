// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "payments/qr.h"

/// What lists and queries about QR codes give back.
namespace payments {

/// Which QR codes a list shows; empty fields do not restrict.
struct QrFilter
{
    std::vector<QrStatus> statuses = {};      ///< any of them
    bool onlySuspense = false;                ///< with money that waits for a supervisor
    QString cedula = {};                      ///< of the account's holder
    std::optional<bank::AccountId> only = {}; ///< nothing of any other account
    QString search = {};                      ///< part of qrId, transactionId, description or a payer's name
    base::UtcMs from = {};                    ///< created at or after; 0: any
    base::UtcMs to = {};                      ///< created before; 0: any
};

/// A QR (without its image) and what its newest payment was.
struct QrRow
{
    Qr qr;
    std::optional<QrPayment> newest;
    SuspenseReason reason = SuspenseReason::None; ///< of the newest payment in suspense
};

struct QrPaymentRow
{
    QrPayment payment;
    QString cedula; ///< of the QR's account; empty: the QR is unknown
    QString holderName;
};

/// Everything about one QR; with its image.
struct QrHistory
{
    QrRow row;
    std::vector<QrPaymentRow> payments; ///< newest first, 500 at most
    std::vector<events::Event> events;  ///< QrCreated, QrPaid, QrStatusChanged, oldest first, 1,000 at most
};

/// Which payments a list shows.
struct QrPaymentFilter
{
    enum class Which { Waiting, Resolved, Booked };
    Which which = Which::Waiting;
    base::UtcMs from = {}; ///< paid at or after; 0: any
    base::UtcMs to = {};   ///< paid before; 0: any
    std::optional<bank::AccountId> only = {};
};

} // namespace payments
