// SPDX-License-Identifier: GPL-3.0-or-later
#include "payments/qrstates.h"
#include <array>

namespace payments {
namespace {

using namespace Qt::StringLiterals;
using events::QrStatus;

constexpr std::array statusWords{"active"_L1, "used"_L1, "completed"_L1, "expired"_L1, "cancelled"_L1};
constexpr std::array moveWords{"be paid"_L1,      "be paid"_L1,      "be paid after its due date"_L1,
                               "be confirmed"_L1, "be cancelled"_L1, "be cancelled"_L1,
                               "expire"_L1};

std::optional<QrStatus> fromActive(QrMove move, bool isSingleUse, bool isPaid)
{
    switch (move) {
    case QrMove::PaidHere:
        return isSingleUse ? QrStatus::Used : QrStatus::Active;
    case QrMove::PaidBySync:
        return isSingleUse ? QrStatus::Completed : QrStatus::Active;
    case QrMove::Cancel: // a multi-use QR that was paid is closed, not undone
        return isPaid ? QrStatus::Completed : QrStatus::Cancelled;
    case QrMove::BankCancel:
        return isPaid ? QrStatus::Completed : QrStatus::Cancelled;
    case QrMove::FallDue:
        return isPaid ? QrStatus::Completed : QrStatus::Expired;
    case QrMove::PaidLate:
    case QrMove::Confirmed:
        break;
    }
    return {};
}

/// The bank may confirm late what was paid in time. A multi-use QR cannot be open again: it is paid and closed.
std::optional<QrStatus> fromExpired(QrMove move, bool isSingleUse)
{
    if (move == QrMove::PaidHere)
        return isSingleUse ? QrStatus::Used : QrStatus::Completed;
    return move == QrMove::PaidBySync ? std::optional(QrStatus::Completed) : std::nullopt;
}

std::optional<QrStatus> legal(QrStatus status, QrMove move, bool isSingleUse, bool isPaid)
{
    switch (status) {
    case QrStatus::Active:
        return fromActive(move, isSingleUse, isPaid);
    case QrStatus::Used:
        return move == QrMove::Confirmed ? std::optional(QrStatus::Completed) : std::nullopt;
    case QrStatus::Expired:
        return fromExpired(move, isSingleUse);
    case QrStatus::Completed:
    case QrStatus::Cancelled:
        break;
    }
    return {};
}

} // namespace

base::Result<QrStatus> statusAfter(QrStatus status, QrMove move, bool isSingleUse, bool isPaid)
{
    if (const auto next = legal(status, move, isSingleUse, isPaid))
        return *next;
    return {base::ErrorCode::Conflict,
            "a QR that is "_L1 + word(status) + " cannot "_L1 + moveWords[static_cast<size_t>(move)]};
}

QLatin1StringView word(QrStatus status)
{
    return statusWords[static_cast<size_t>(status)];
}

std::optional<QrStatus> parseQrStatus(QStringView text)
{
    for (size_t i = 0; i < statusWords.size(); ++i) {
        if (text == statusWords[i])
            return static_cast<QrStatus>(i);
    }
    return {};
}

} // namespace payments
