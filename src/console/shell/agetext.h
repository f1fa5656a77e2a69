// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLocale>
#include <chrono>

namespace console {

/// A span as people say it: "0.2 s", "12 s", "3 min", "5 h", "2 d". Negative spans (clocks that differ) read as 0.
QString ageText(std::chrono::milliseconds age, const QLocale &locale);

} // namespace console
