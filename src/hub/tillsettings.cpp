// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/tillsettings.h"
#include "hub/settings.h"
#include "hub/settingtexts.h"

using namespace Qt::StringLiterals;
using base::Result;

namespace hub {
namespace {

constexpr QLatin1StringView toleranceKey{"bank.till.tolerance"};
constexpr QLatin1StringView denominationsKey{"bank.till.denominations"};
constexpr QLatin1StringView usualText{"USD 100 50 20 10 5 2 1 / 1 0.50 0.25 0.10 0.05 0.01;"
                                      " BOB 200 100 50 20 10 / 5 2 1 0.50 0.20 0.10"};

SettingDefinition definition(QLatin1StringView key, QLatin1StringView value, const char *text)
{
    SettingDefinition definition;
    definition.key = key;
    definition.variables = {QString(u"VENTANILLA_"_s + definition.key.toUpper()).replace(u'.', u'_')};
    definition.defaultValue = value;
    definition.description = QString::fromUtf8(text);
    definition.isDetail = true;
    return definition;
}

/// "100 50 20": greatest first, each once.
Result<std::vector<base::Money>> amounts(const QString &text, base::Currency currency)
{
    std::vector<base::Money> all;
    for (const QString &token : text.simplified().split(u' ', Qt::SkipEmptyParts)) {
        const auto amount = base::Money::parse(token.toLatin1(), currency);
        if (!amount)
            return amount.error();
        if (!amount->isPositive())
            return {base::ErrorCode::InvalidArgument, u"a denomination is more than zero"_s};
        all.push_back(*amount);
    }
    std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a > b; });
    if (std::adjacent_find(all.begin(), all.end()) != all.end())
        return {base::ErrorCode::InvalidArgument, u"a denomination stands there twice"_s};
    return all;
}

Result<bank::Denominations> oneCurrency(const QString &text)
{
    const QString simple = text.simplified();
    const auto currency = base::Currency::parse(simple.section(u' ', 0, 0).toLatin1());
    if (!currency)
        return currency.error();
    const QString pieces = simple.section(u' ', 1);
    auto notes = amounts(pieces.section(u'/', 0, 0), *currency);
    if (!notes)
        return notes.error();
    auto coins = amounts(pieces.section(u'/', 1), *currency);
    if (!coins)
        return coins.error();
    return bank::Denominations{*currency, std::move(notes).value(), std::move(coins).value()};
}

} // namespace

QList<SettingDefinition> tillDefinitions()
{
    return {definition(toleranceKey, "5.00"_L1,
                       QT_TRANSLATE_NOOP("settings", "a count that differs by more needs a supervisor's approval")),
            definition(denominationsKey, usualText,
                       QT_TRANSLATE_NOOP("settings", "what tills are counted in: currency, notes, a stroke, coins"))};
}

Result<TillSettings> resolveTills(const SettingLookup &text)
{
    TillSettings settings;
    const auto tolerance = base::Money::parse(text(toleranceKey).toLatin1(), base::Currency::usd());
    if (!tolerance || tolerance->isNegative())
        return wrongSetting(toleranceKey, text(toleranceKey), u"an amount such as 5.00 is expected"_s);
    settings.toleranceMinor = tolerance->minor();
    settings.denominations.clear();
    for (const QString &part : text(denominationsKey).split(u';', Qt::SkipEmptyParts)) {
        auto one = oneCurrency(part);
        if (!one)
            return wrongSetting(denominationsKey, part, one.error().message());
        settings.denominations.push_back(std::move(one).value());
    }
    return settings;
}

} // namespace hub
