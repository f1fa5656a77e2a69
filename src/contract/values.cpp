// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/values.h"
#include <array>

namespace contract {
namespace {

// Each table is indexed by the enumeration's value.
constexpr std::array kindWords{QLatin1StringView("DEPOSITO"), QLatin1StringView("RETIRO")};
constexpr std::array channelWords{QLatin1StringView("CAJA"), QLatin1StringView("REST"), QLatin1StringView("SOCKET"),
                                  QLatin1StringView("QR")};
constexpr std::array stateWords{QLatin1StringView("APLICADA"), QLatin1StringView("PENDIENTE"),
                                QLatin1StringView("RECHAZADA"), QLatin1StringView("REVERSADA")};
constexpr std::array accountWords{QLatin1StringView("ACTIVA"), QLatin1StringView("BLOQUEADA")};

template <typename Enum, size_t N>
std::optional<Enum> find(const std::array<QLatin1StringView, N> &words, QStringView text)
{
    for (size_t i = 0; i < N; ++i) {
        if (text == words[i])
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

} // namespace

QLatin1StringView word(TransactionKind kind)
{
    return kindWords[static_cast<size_t>(kind)];
}

QLatin1StringView word(Channel channel)
{
    return channelWords[static_cast<size_t>(channel)];
}

QLatin1StringView word(TransactionState state)
{
    return stateWords[static_cast<size_t>(state)];
}

QLatin1StringView word(AccountState state)
{
    return accountWords[static_cast<size_t>(state)];
}

std::optional<TransactionKind> parseTransactionKind(QStringView text)
{
    return find<TransactionKind>(kindWords, text);
}

std::optional<Channel> parseChannel(QStringView text)
{
    return find<Channel>(channelWords, text);
}

std::optional<TransactionState> parseTransactionState(QStringView text)
{
    return find<TransactionState>(stateWords, text);
}

std::optional<AccountState> parseAccountState(QStringView text)
{
    return find<AccountState>(accountWords, text);
}

} // namespace contract
