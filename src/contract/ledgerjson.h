// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/bankjson.h"
#include "contract/ledgervalues.h"

/// The ledger's values in the words of docs/api.md, both ways. Readers ignore members that they do not know.
namespace contract {

void write(JsonWriter &out, const Hold &value);
void write(JsonWriter &out, const FieldChange &value);
void write(JsonWriter &out, const ChartAccount &value);
void write(JsonWriter &out, const JournalLine &value);
void write(JsonWriter &out, const JournalTotal &value);
void write(JsonWriter &out, const AccountChange &value);
void write(JsonWriter &out, const DayClose &value);
void write(JsonWriter &out, const Proof &value);
void write(JsonWriter &out, const Chart &value);
void write(JsonWriter &out, const Journal &value);
void write(JsonWriter &out, const HoldRequest &value);
void write(JsonWriter &out, const AccountPatch &value);

base::Result<Hold> readHold(const JsonValue &json);
base::Result<AccountChange> readAccountChange(const JsonValue &json);
base::Result<DayClose> readDayClose(const JsonValue &json);
base::Result<Proof> readProof(const JsonValue &json);
base::Result<Chart> readChart(const JsonValue &json);
base::Result<Journal> readJournal(const JsonValue &json);
base::Result<HoldRequest> readHoldRequest(const JsonValue &json, base::Currency currency);
/// InvalidArgument names the member that is wrong.
base::Result<AccountPatch> readAccountPatch(const JsonValue &json, base::Currency currency);

/// {"motivo":"…"}: body of a command that needs nothing but a reason.
QByteArray reasonToJson(const QString &reason);
base::Result<QString> readReason(const JsonValue &json);

} // namespace contract
