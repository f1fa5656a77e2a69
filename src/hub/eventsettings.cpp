// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/eventsettings.h"
#include "hub/settingtexts.h"

using namespace Qt::StringLiterals;
using base::Result;

namespace hub {
namespace {

constexpr qint64 mostStreams = 1'000'000;
constexpr qint64 mostEvents = 1'000'000;
constexpr qint64 longestHours = 24 * 365;

struct Detail
{
    const char *key;
    const char *value; ///< default
    const char *text;
};

constexpr Detail details[] = {
    {"events.max_per_account", "6000", QT_TRANSLATE_NOOP("settings", "open streams of events of one account at most")},
    {"events.max_per_address", "6000",
     QT_TRANSLATE_NOOP("settings", "open streams of events from one address at most")},
    {"events.keep_events", "10000",
     QT_TRANSLATE_NOOP("settings", "so many of an account's newest events can a stream go on from")},
    {"events.keep_hours", "24", QT_TRANSLATE_NOOP("settings", "for so many hours can a stream go on from an event")},
};

} // namespace

QList<SettingDefinition> eventDefinitions()
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

Result<gateway::SseSettings> resolveEvents(const SettingLookup &text)
{
    const auto number = [&](const QString &name, qint64 most) {
        const QString key = u"events."_s + name;
        return parseNumber(key, text(key), 1, most);
    };
    const auto perAccount = number(u"max_per_account"_s, mostStreams);
    const auto perAddress = number(u"max_per_address"_s, mostStreams);
    const auto events = number(u"keep_events"_s, mostEvents);
    const auto hours = number(u"keep_hours"_s, longestHours);
    for (const auto *one : {&perAccount, &perAddress, &events, &hours}) {
        if (!*one)
            return one->error();
    }
    gateway::SseSettings settings;
    settings.maxPerAccount = *perAccount;
    settings.maxPerAddress = *perAddress;
    settings.keepEvents = static_cast<int>(*events);
    settings.keepFor = std::chrono::hours(*hours);
    return settings;
}

} // namespace hub
