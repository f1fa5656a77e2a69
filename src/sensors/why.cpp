// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/why.h"
#include <array>

using namespace Qt::StringLiterals;

namespace sensors {
namespace {

struct Named
{
    Cause cause;
    QLatin1StringView name;
};
constexpr std::array names{
    Named{Cause::Range, "range"_L1},        Named{Cause::Rate, "rate"_L1},
    Named{Cause::FlatLine, "flat_line"_L1}, Named{Cause::Gap, "gap"_L1},
    Named{Cause::Level, "level"_L1},        Named{Cause::Change, "change"_L1},
    Named{Cause::Season, "season"_L1},      Named{Cause::Distribution, "distribution"_L1},
    Named{Cause::Pattern, "pattern"_L1},
};

} // namespace

QLatin1StringView causeName(Cause cause)
{
    for (const Named &named : names) {
        if (named.cause == cause)
            return named.name;
    }
    return {};
}

std::optional<Cause> parseCause(QLatin1StringView name)
{
    for (const Named &named : names) {
        if (named.name == name)
            return named.cause;
    }
    return std::nullopt;
}

} // namespace sensors
