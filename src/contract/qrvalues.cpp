// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/qrvalues.h"
#include <array>

namespace contract {
namespace {

using namespace Qt::StringLiterals;

// Indexed by the enumerations' values.
constexpr std::array statuses{"active"_L1, "used"_L1, "completed"_L1, "expired"_L1, "cancelled"_L1};
constexpr std::array sources{"bank_api"_L1, "payment"_L1, "operator"_L1, "expiry"_L1};
constexpr std::array outcomes{"booked"_L1, "suspense"_L1, "adjusted"_L1, "returned"_L1};
constexpr std::array reasons{""_L1,           "amount_differs"_L1, "late"_L1,
                             "not_active"_L1, "unknown_qr"_L1,     "account_closed"_L1};

template <typename Enum, size_t size>
std::optional<Enum> find(const std::array<QLatin1StringView, size> &words, QStringView text)
{
    for (size_t i = 0; i < size; ++i) {
        if (text == words[i])
            return static_cast<Enum>(i);
    }
    return {};
}

} // namespace

QLatin1StringView word(QrStatus status)
{
    return statuses[static_cast<size_t>(status)];
}

QLatin1StringView word(QrChangeSource source)
{
    return sources[static_cast<size_t>(source)];
}

QLatin1StringView word(QrOutcome outcome)
{
    return outcomes[static_cast<size_t>(outcome)];
}

QLatin1StringView word(QrSuspenseReason reason)
{
    return reasons[static_cast<size_t>(reason)];
}

std::optional<QrStatus> parseQrStatus(QStringView text)
{
    return find<QrStatus>(statuses, text);
}

std::optional<QrChangeSource> parseQrChangeSource(QStringView text)
{
    return find<QrChangeSource>(sources, text);
}

std::optional<QrOutcome> parseQrOutcome(QStringView text)
{
    return find<QrOutcome>(outcomes, text);
}

std::optional<QrSuspenseReason> parseQrSuspenseReason(QStringView text)
{
    return find<QrSuspenseReason>(reasons, text);
}

} // namespace contract
