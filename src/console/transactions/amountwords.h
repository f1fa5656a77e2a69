// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/money.h"
#include <QLocale>

namespace console {

/// An amount as it is written out on a receipt: "ciento cincuenta con 00/100 dólares", "one hundred fifty and 00/100
/// dollars". Spanish for QLocale::Spanish (long scale), English otherwise (short scale). The whole range of Money.
QString amountInWords(const base::Money &amount, QLocale::Language language);

} // namespace console
