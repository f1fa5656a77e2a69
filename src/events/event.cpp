// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/event.h"
#include <array>

namespace events {
namespace {

using namespace Qt::StringLiterals;

// Indexed by the enumeration's values; words of the file format, so never to be changed.
constexpr std::array operationWords{"DEPOSITO"_L1, "RETIRO"_L1,     "REVERSO"_L1, "QR"_L1,
                                    "AJUSTE"_L1,   "APERTURA"_L1,   "ENTRADA"_L1, "SALIDA"_L1,
                                    "TRASPASO"_L1, "DIFERENCIA"_L1, "CIERRE"_L1};

} // namespace

QLatin1StringView wordOf(PostingOperation operation)
{
    return operationWords[static_cast<size_t>(operation)];
}

std::optional<PostingOperation> postingOperation(QStringView word)
{
    const auto at = std::find(operationWords.begin(), operationWords.end(), word);
    if (at == operationWords.end())
        return std::nullopt;
    return static_cast<PostingOperation>(at - operationWords.begin());
}

qint64 sequenceOf(const Event &event)
{
    return std::visit([](const auto &e) { return e.seq; }, event);
}

base::UtcMs timeOf(const Event &event)
{
    return std::visit([](const auto &e) { return e.at; }, event);
}

std::optional<qint64> accountOf(const Event &event)
{
    return std::visit(
        [](const auto &e) -> std::optional<qint64> {
            if constexpr (requires { e.accountId; })
                return e.accountId;
            else
                return std::nullopt;
        },
        event);
}

void setSequence(Event &event, qint64 seq)
{
    std::visit([seq](auto &e) { e.seq = seq; }, event);
}

QString folioOf(qint64 postingId)
{
    return QString::number(postingId).rightJustified(6, u'0');
}

} // namespace events
