// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/bankjson.h"
#include "contract/qrvalues.h"

/// Values of `/api/v1/qr…` as JSON, both ways. Readers ignore members that they do not know.
namespace contract {

void write(JsonWriter &out, const Qr &value);
void write(JsonWriter &out, const QrPayment &value);
void write(JsonWriter &out, const QrTimelineEntry &value);
void write(JsonWriter &out, const QrDetail &value);
void write(JsonWriter &out, const QrRequest &value);
void write(JsonWriter &out, const QrPayRequest &value);
void write(JsonWriter &out, const QrResolution &value);
void write(JsonWriter &out, const QrRail &value);
void write(JsonWriter &out, const QrTag &value);
void write(JsonWriter &out, const QrReading &value);

base::Result<Qr> readQr(const JsonValue &json);
base::Result<QrPayment> readQrPayment(const JsonValue &json);
base::Result<QrDetail> readQrDetail(const JsonValue &json);
/// `currency` absent: BOB. `dueDate`: "2026-09-06T15:00:00.000Z" or "2026-09-06".
base::Result<QrRequest> readQrRequest(const JsonValue &json);
base::Result<QrPayRequest> readQrPayRequest(const JsonValue &json);
base::Result<QrResolution> readQrResolution(const JsonValue &json);
base::Result<QrRail> readQrRail(const JsonValue &json);
base::Result<QrReading> readQrReading(const JsonValue &json);
/// `data` of the feed's frames. `event`: their name; empty for another's.
std::optional<base::Result<QrNews>> readQrNews(QStringView event, const JsonValue &data);

/// "2026-09-06T15:00:00.000Z"; or a day, "2026-09-06": then 23:59:59 in La Paz (SPEC 2.6). InvalidArgument otherwise.
base::Result<base::UtcMs> parseDueDate(const QString &text);

} // namespace contract
