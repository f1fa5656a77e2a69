// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/agetext.h"
#include <QCoreApplication>

namespace console {

namespace {
struct Age
{
    Q_DECLARE_TR_FUNCTIONS(console::Age)
};
} // namespace

QString ageText(std::chrono::milliseconds age, const QLocale &locale)
{
    const qint64 ms = std::max<qint64>(age.count(), 0);
    if (ms < 10'000)
        return Age::tr("%1 s").arg(locale.toString(static_cast<double>(ms) / 1000.0, 'f', 1));
    const qint64 s = ms / 1000;
    if (s < 60)
        return Age::tr("%1 s").arg(locale.toString(s));
    if (s < 3600)
        return Age::tr("%1 min").arg(locale.toString(s / 60));
    if (s < 48 * 3600)
        return Age::tr("%1 h").arg(locale.toString(s / 3600));
    return Age::tr("%1 d").arg(locale.toString(s / 86'400));
}

} // namespace console
