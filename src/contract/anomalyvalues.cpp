// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/anomalyvalues.h"
#include <cmath>

using namespace Qt::StringLiterals;

namespace contract {
namespace {

/// At most four significant digits and a decimal comma: 31,8.
QString number(double value)
{
    return QString::number(value, 'g', std::abs(value) >= 1000 && std::abs(value) < 1e7 ? 7 : 4).replace(u'.', u',');
}

QString withUnit(double value, const QString &unit)
{
    return unit.isEmpty() ? number(value) : QString(number(value) + u' ' + unit);
}

QString duration(double seconds)
{
    if (seconds >= 2 * 3600)
        return QString(number(std::round(seconds / 360) / 10) + u" h");
    if (seconds >= 2 * 60)
        return QString(number(std::round(seconds / 60)) + u" min");
    return QString(number(std::round(seconds)) + u" s");
}

/// "lo normal es 22,4 ± 1,2 °C (7,8 σ)".
QString usual(const Anomaly &a, const QString &what)
{
    QString text = what + u' ' + number(a.expected.value_or(0));
    if (a.spread)
        text += u" ± " + number(*a.spread);
    if (!a.unit.isEmpty())
        text += u' ' + a.unit;
    return QString(text + u" (" + QString::number(std::abs(a.sigmas), 'f', 1).replace(u'.', u',') + u" σ)");
}

} // namespace

QLatin1StringView word(AnomalyState state)
{
    switch (state) {
    case AnomalyState::New:
        return "nueva"_L1;
    case AnomalyState::Seen:
        return "vista"_L1;
    case AnomalyState::Resolved:
        return "resuelta"_L1;
    }
    return {};
}

std::optional<AnomalyState> parseAnomalyState(QStringView text)
{
    for (const AnomalyState state : {AnomalyState::New, AnomalyState::Seen, AnomalyState::Resolved}) {
        if (text == word(state))
            return state;
    }
    return std::nullopt;
}

QString reasonInSpanish(const Anomaly &a)
{
    const QString value = withUnit(a.value, a.unit);
    if (a.cause == "range"_L1)
        return QString(value + u" está fuera del rango físico; el límite es " +
                       withUnit(a.expected.value_or(0), a.unit));
    if (a.cause == "rate"_L1)
        return QString(value + u": cambió demasiado rápido, " + withUnit(a.amount, a.unit) + u" por segundo");
    if (a.cause == "flat_line"_L1)
        return QString(value + u" repetido " + number(a.amount) + u" veces seguidas; el sensor parece detenido");
    if (a.cause == "gap"_L1)
        return QString(u"Sin lecturas durante " + duration(a.amount) + u"; la última fue " + value);
    if (a.cause == "change"_L1)
        return QString(value + u"; " + usual(a, u"salto inusual: la lectura anterior fue"_s));
    if (a.cause == "season"_L1)
        return QString(value + u"; " + usual(a, u"lo normal a esta hora es"_s));
    if (a.cause == "distribution"_L1)
        return QString(value + u"; la mezcla de valores recientes no se había visto antes");
    if (a.cause == "pattern"_L1)
        return QString(value + u"; la secuencia de las últimas lecturas no se había visto antes");
    return QString(value + u"; " + usual(a, u"lo normal es"_s));
}

} // namespace contract
