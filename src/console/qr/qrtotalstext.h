// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/qr/qrmodel.h"
#include <QCoreApplication>

namespace console {

/// The status line under the QR payments: "QR today: 42 paid 3.120,00 BOB · 3 pending 210,00 BOB · 1 expired". Each
/// currency by itself (M17).
class QrTotalsText
{
    Q_DECLARE_TR_FUNCTIONS(console::QrTotalsText)
public:
    /// Of the QR codes made today; those in memory. `all`: there are none beyond these.
    static QString today(const QrModel &model, const DisplayFormat &format, bool all);
    /// Of what the filter shows.
    static QString shown(const QrModel &model, const DisplayFormat &format);
};

} // namespace console
