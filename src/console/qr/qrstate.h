// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/column.h"
#include "contract/qrvalues.h"
#include <QCoreApplication>
#include <chrono>

namespace console {

/// What people are shown of a QR's state (UX 3.5); the wire keeps only the contract's words (SPEC 2.6).
enum class QrShown { Pending, Paid, PaidLate, AmountDiffers, InSuspense, Expired, Cancelled, Uncertain };

/// Derived from what the hub says and the time. Never Pending after the due date, whatever the hub has not got to yet.
QrShown shownOf(const contract::Qr &qr, base::UtcMs now);

/// How long a pending QR is still good, in whole seconds, rounded up; empty for any other.
std::optional<std::chrono::seconds> timeLeft(const contract::Qr &qr, base::UtcMs now);
/// In its last minute.
inline constexpr std::chrono::seconds qrLastMinute{60};

/// Whether money of it can still come in: it may be shown to a customer and cancelled.
bool isPayable(const contract::Qr &qr, base::UtcMs now);

/// Words of QR payments for people, in the present language.
class QrWords
{
    Q_DECLARE_TR_FUNCTIONS(console::QrWords)
public:
    static QString state(QrShown shown);
    /// Icon and word, "✔ Paid": no state by colour alone.
    static QString stateWithSign(QrShown shown);
    /// Stable word for files: pendiente, pagado, pagado_tarde, monto_distinto, en_suspenso, vencido, cancelado,
    /// incierto.
    static QString fileWord(QrShown shown);
    static Tone tone(QrShown shown);
    /// "04:59", "1:04:59", "2 d 03:10".
    static QString duration(std::chrono::seconds left);
    static QString source(contract::QrChangeSource source);
    static QString status(contract::QrStatus status);
    static QString outcome(contract::QrOutcome outcome);
    /// Why the money waits for a supervisor; empty for None.
    static QString reason(contract::QrSuspenseReason reason);
};

} // namespace console
