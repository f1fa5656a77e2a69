// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/approvalsettings.h"
#include "hub/settingtexts.h"

using namespace Qt::StringLiterals;
using base::Result;

namespace hub {
namespace {

constexpr qint64 longestLife = 24 * 3600;
constexpr qint64 mostDays = 366;

struct Detail
{
    const char *key;
    const char *value; ///< default
    const char *text;
};

constexpr Detail details[] = {
    {"bank.approval.limit", "1000.00",
     QT_TRANSLATE_NOOP("settings", "an operation at the window beyond it needs a second person")},
    {"bank.approval.limit_two", "10000.00",
     QT_TRANSLATE_NOOP("settings", "an operation at the window beyond it needs two different others")},
    {"bank.approval.expires_s", "120",
     QT_TRANSLATE_NOOP("settings", "so many seconds does a request for approval wait")},
    {"bank.alert.large", "10000.00",
     QT_TRANSLATE_NOOP("settings", "a transaction from it on raises LARGE_TRANSACTION; 0 never")},
    {"bank.unusual.threshold", "10000.00",
     QT_TRANSLATE_NOOP("settings", "cash of one client from it on is listed as unusual")},
    {"bank.unusual.days", "30", QT_TRANSLATE_NOOP("settings", "in so many days")},
};

/// Zero or more, in minor units.
Result<qint64> amount(const SettingLookup &text, const QString &key, base::Currency currency)
{
    const QString value = text(key);
    const auto parsed = base::Money::parse(value.toUtf8(), currency);
    if (!parsed || parsed->isNegative())
        return wrongSetting(key, value, u"an amount such as 1000.00 is expected"_s);
    return parsed->minor();
}

} // namespace

QList<SettingDefinition> approvalDefinitions()
{
    QList<SettingDefinition> all;
    for (const Detail &detail : details) {
        SettingDefinition definition;
        definition.key = QString::fromLatin1(detail.key);
        definition.variables = {QString(u"VENTANILLA_"_s + definition.key.toUpper()).replace(u'.', u'_')};
        definition.defaultValue = QString::fromLatin1(detail.value);
        definition.description = QString::fromUtf8(detail.text);
        definition.isDetail = true;
        all << definition;
    }
    return all;
}

Result<ApprovalSettings> resolveApprovals(const SettingLookup &text, base::Currency currency)
{
    const auto limit = amount(text, u"bank.approval.limit"_s, currency);
    const auto second = amount(text, u"bank.approval.limit_two"_s, currency);
    const auto large = amount(text, u"bank.alert.large"_s, currency);
    const auto unusual = amount(text, u"bank.unusual.threshold"_s, currency);
    const auto expiry = parseNumber(u"bank.approval.expires_s"_s, text(u"bank.approval.expires_s"_s), 1, longestLife);
    const auto days = parseNumber(u"bank.unusual.days"_s, text(u"bank.unusual.days"_s), 1, mostDays);
    for (const auto *one : {&limit, &second, &large, &unusual, &expiry, &days}) {
        if (!*one)
            return one->error();
    }
    if (*second < *limit)
        return wrongSetting(u"bank.approval.limit_two"_s, text(u"bank.approval.limit_two"_s),
                            u"no less than bank.approval.limit is expected"_s);
    ApprovalSettings settings;
    settings.policy = {*limit, *second, std::chrono::seconds(*expiry)};
    settings.largeMinor = *large;
    settings.unusualMinor = *unusual;
    settings.unusualDays = static_cast<int>(*days);
    return settings;
}

} // namespace hub
