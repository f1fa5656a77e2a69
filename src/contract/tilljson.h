// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/json.h"
#include "contract/tillvalues.h"

/// Tills in the words of docs/api.md, both ways. Readers ignore members that they do not know; InvalidArgument names
/// what is wrong.
namespace contract {

void write(JsonWriter &out, const CashLine &value);
void write(JsonWriter &out, const TillCash &value);
void write(JsonWriter &out, const TillTotal &value);
void write(JsonWriter &out, const Denominations &value);
void write(JsonWriter &out, const TillSession &value);
void write(JsonWriter &out, const Till &value);
void write(JsonWriter &out, const MyTill &value);
void write(JsonWriter &out, const TillReport &value);
void write(JsonWriter &out, const TillCount &value);
void write(JsonWriter &out, const TillMovement &value);
void write(JsonWriter &out, const TillClosing &value);
void write(JsonWriter &out, const OpenTillRequest &value);
void write(JsonWriter &out, const CashMoveRequest &value);
void write(JsonWriter &out, const CloseTillRequest &value);
void write(JsonWriter &out, const HandOverRequest &value);

base::Result<CashLine> readCashLine(const JsonValue &json);
base::Result<TillSession> readTillSession(const JsonValue &json);
base::Result<Till> readTill(const JsonValue &json);
/// `{items:[…]}`.
base::Result<std::vector<Till>> readTills(const JsonValue &json);
base::Result<MyTill> readMyTill(const JsonValue &json);
base::Result<TillReport> readTillReport(const JsonValue &json);
base::Result<TillCount> readTillCount(const JsonValue &json);
base::Result<TillMovement> readTillMovement(const JsonValue &json);
base::Result<TillClosing> readTillClosing(const JsonValue &json);
base::Result<OpenTillRequest> readOpenTillRequest(const JsonValue &json);
/// `moneda` absent: `fallback`.
base::Result<CashMoveRequest> readCashMoveRequest(const JsonValue &json, base::Currency fallback);
base::Result<CloseTillRequest> readCloseTillRequest(const JsonValue &json);
base::Result<HandOverRequest> readHandOverRequest(const JsonValue &json);

} // namespace contract
