// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/forecast.h"

using namespace Qt::StringLiterals;

namespace sensors {

QLatin1StringView forecastModelName(ForecastModel model)
{
    switch (model) {
    case ForecastModel::LastValue:
        return "last_value"_L1;
    case ForecastModel::SeasonalNaive:
        return "seasonal_naive"_L1;
    case ForecastModel::HoltWinters:
        return "holt_winters"_L1;
    }
    return {};
}

std::optional<ForecastModel> parseForecastModel(QLatin1StringView name)
{
    for (const ForecastModel model :
         {ForecastModel::LastValue, ForecastModel::SeasonalNaive, ForecastModel::HoltWinters}) {
        if (forecastModelName(model) == name)
            return model;
    }
    return std::nullopt;
}

} // namespace sensors
