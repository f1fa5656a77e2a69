// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/jsonlists.h"
#include "contract/tilljson.h"
#include <array>

namespace contract {
namespace {

using namespace Qt::StringLiterals;

// Each table is indexed by the enumeration's value.
constexpr std::array stateWords{"ABIERTA"_L1, "CONTADA"_L1, "CERRADA"_L1};
constexpr std::array moveWords{"ENTRADA"_L1, "SALIDA"_L1, "TRASPASO"_L1};
constexpr std::array destinationWords{"BOVEDA"_L1, "ARRASTRE"_L1};

template <typename Enum, size_t N>
std::optional<Enum> find(const std::array<QLatin1StringView, N> &words, QStringView text)
{
    const auto at = std::find(words.begin(), words.end(), text);
    return at == words.end() ? std::nullopt : std::optional(static_cast<Enum>(at - words.begin()));
}

} // namespace

QLatin1StringView word(TillState state)
{
    return stateWords[static_cast<size_t>(state)];
}
QLatin1StringView word(CashMove move)
{
    return moveWords[static_cast<size_t>(move)];
}
QLatin1StringView word(TillDestination destination)
{
    return destinationWords[static_cast<size_t>(destination)];
}
std::optional<TillState> parseTillState(QStringView text)
{
    return find<TillState>(stateWords, text);
}
std::optional<CashMove> parseCashMove(QStringView text)
{
    return find<CashMove>(moveWords, text);
}
std::optional<TillDestination> parseTillDestination(QStringView text)
{
    return find<TillDestination>(destinationWords, text);
}

void write(JsonWriter &out, const OpenTillRequest &value)
{
    out.beginObject();
    writeAll(out, "conteo"_L1, value.count);
    out.member("motivo"_L1, value.reason).endObject();
}

base::Result<OpenTillRequest> readOpenTillRequest(const JsonValue &json)
{
    JsonFields fields(json);
    OpenTillRequest r;
    r.count = readAll(fields, "conteo"_L1, &readCashLine);
    r.reason = fields.textOr("motivo"_L1, {});
    return finish(fields, std::move(r));
}

void write(JsonWriter &out, const CashMoveRequest &value)
{
    out.beginObject()
        .member("tipo"_L1, word(value.kind))
        .member("monto"_L1, value.amount)
        .member("moneda"_L1, value.amount.currency().toString());
    if (value.toTill)
        out.member("a_caja"_L1, *value.toTill);
    out.member("motivo"_L1, value.reason).endObject();
}

base::Result<CashMoveRequest> readCashMoveRequest(const JsonValue &json, base::Currency fallback)
{
    JsonFields fields(json);
    CashMoveRequest r;
    r.kind = readWord(fields, "tipo"_L1, parseCashMove);
    r.amount = fields.money("monto"_L1, fields.currencyOr("moneda"_L1, fallback));
    if (!fields.isAbsent("a_caja"_L1))
        r.toTill = fields.integer("a_caja"_L1);
    r.reason = fields.textOr("motivo"_L1, {});
    return finish(fields, std::move(r));
}

void write(JsonWriter &out, const CloseTillRequest &value)
{
    out.beginObject().member("motivo"_L1, value.reason).member("destino"_L1, word(value.destination)).endObject();
}

base::Result<CloseTillRequest> readCloseTillRequest(const JsonValue &json)
{
    JsonFields fields(json);
    CloseTillRequest r;
    r.reason = fields.textOr("motivo"_L1, {});
    if (!fields.isAbsent("destino"_L1))
        r.destination = readWord(fields, "destino"_L1, parseTillDestination);
    return finish(fields, std::move(r));
}

void write(JsonWriter &out, const HandOverRequest &value)
{
    out.beginObject().member("a_usuario"_L1, value.toUser).member("motivo"_L1, value.reason).endObject();
}

base::Result<HandOverRequest> readHandOverRequest(const JsonValue &json)
{
    JsonFields fields(json);
    HandOverRequest r;
    r.toUser = fields.text("a_usuario"_L1);
    r.reason = fields.textOr("motivo"_L1, {});
    return finish(fields, std::move(r));
}

} // namespace contract
