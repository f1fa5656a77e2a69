// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/tillcommands.h"
#include "contract/receipt.h"
#include "contract/tillvalues.h"
#include "desk/tillreader.h"
#include <QTimeZone>

/// Tills and receipts: the bank's values as the API's, and lines of a count back.
namespace gateway {

contract::TillSession sessionForm(const bank::TillSession &session);
contract::Till tillForm(const desk::TillView &view);
contract::MyTill myTillForm(const std::optional<bank::TillSession> &session,
                            const std::vector<bank::Denominations> &denominations);
contract::TillReport reportForm(const desk::TillReport &report, base::UtcMs now);
/// LimitExceeded when the lines come to more than Money holds.
base::Result<contract::TillCount> countForm(qint64 session, const std::vector<bank::CashLine> &lines);
contract::TillMovement movementForm(const bank::CashWasMoved &moved, const QTimeZone &zone);
contract::TillClosing closingForm(const bank::TillClosing &closing, const std::optional<bank::TillSession> &next,
                                  const QTimeZone &zone);
/// `branch`: the hub's name.
contract::Receipt receiptForm(const bank::ReceiptPrinted &printed, const QString &branch, const QTimeZone &zone);

std::vector<bank::CashLine> linesOf(const std::vector<contract::CashLine> &lines);

} // namespace gateway
