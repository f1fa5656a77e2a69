// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "events/event.h"

namespace payments {

/// What can happen to a QR.
enum class QrMove {
    PaidHere,   ///< a payment in time, told as it happened: between our own accounts, or by the bank's notice
    PaidBySync, ///< a payment in time that we found by asking the bank
    PaidLate,   ///< a payment made after the due date
    Confirmed,  ///< the bank confirms what we know to be paid
    Cancel,     ///< by an operator or a program; closes a multi-use QR that was paid
    BankCancel, ///< the bank says that it is cancelled
    FallDue,    ///< the due date has passed
};

/// The legal moves of SPEC 2.6, and nothing else: the status after `move`, or Conflict. `isPaid`: at least one payment
/// is booked to the account. The same status again means that it stands (a multi-use QR that is paid stays active).
base::Result<events::QrStatus> statusAfter(events::QrStatus status, QrMove move, bool isSingleUse, bool isPaid);

/// "active", "used", "completed", "expired", "cancelled".
QLatin1StringView word(events::QrStatus status);
std::optional<events::QrStatus> parseQrStatus(QStringView text);

} // namespace payments
