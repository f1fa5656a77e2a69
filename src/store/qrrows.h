// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "payments/qr.h"
#include "store/statement.h"

/// How rows of `qr` and `qr_payment` become values.
namespace store {

/// Columns of qrFrom(): table `qr` as `q` and its account as `a`, without the image.
inline constexpr QLatin1StringView qrColumns{
    "q.number, q.qr_id, q.account, a.owner, a.holder, q.transaction_id, q.body_hash, q.currency, q.amount,"
    " q.description, q.due_utc_ms, q.single_use, q.modify_amount, q.branch_code, q.provider, q.content, q.status,"
    " q.changed_by, q.changed_utc_ms, q.paid, q.payments, q.in_suspense, q.created_utc_ms, q.created_by, q.channel,"
    " q.seq"};
inline constexpr int qrColumnCount = 26;
base::Result<payments::Qr> qrFrom(const Rows &rows);

/// Columns of paymentFrom(): table `qr_payment` as `p`.
inline constexpr QLatin1StringView paymentColumns{
    "p.number, p.qr_id, p.account, p.provider, p.transaction_id, p.currency, p.amount, p.sender_name,"
    " p.sender_document, p.sender_account, p.sender_bank, p.description, p.paid_utc_ms, p.received_utc_ms, p.outcome,"
    " p.reason, p.posting, p.resolved_by, p.resolved_utc_ms, p.note, p.resolution"};
inline constexpr int paymentColumnCount = 21;
/// `first`: the column of p.number.
base::Result<payments::QrPayment> paymentFrom(const Rows &rows, int first = 0);

} // namespace store
