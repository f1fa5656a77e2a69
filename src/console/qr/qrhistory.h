// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "contract/qrvalues.h"
#include <QCoreApplication>

namespace console {

/// A QR's history and payments as lines for people. No widget.
class QrHistory
{
    Q_DECLARE_TR_FUNCTIONS(console::QrHistory)
public:
    /// "10:02:11  Created", oldest first.
    static QStringList timeline(const contract::QrDetail &detail, const DisplayFormat &format);
    static QString line(const contract::QrTimelineEntry &entry, const DisplayFormat &format);
    /// Amount, payer, bank, when, and what became of the money.
    static QString payment(const contract::QrPayment &payment, const DisplayFormat &format);
    static QString sender(const contract::QrSender &sender);
};

} // namespace console
