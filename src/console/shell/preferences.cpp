// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/preferences.h"
#include "console/shell/windowactions.h"
#include <QAction>

namespace console {

namespace {
const QString languageKey = u"shell/language"_qs;
const QString themeKey = u"shell/theme"_qs;
const QString scaleKey = u"shell/text_percent"_qs;
const QString lockKey = u"shell/lock_minutes"_qs;
const QString discreetKey = u"shell/discreet"_qs;
const QString lastUserKey = u"shell/last_user"_qs;
} // namespace

Preferences::Preferences(AppContext &context, WindowActions &actions, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_actions(actions)
{
    connectActions();
    apply();
}

void Preferences::connectActions()
{
    const auto on = [this](QAction *action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    for (const auto &[action, code] : {std::pair(m_actions.spanish, Language::Code::Spanish),
                                       std::pair(m_actions.english, Language::Code::English)}) {
        on(action, [this, c = code] {
            m_context.language.set(c);
            remember(languageKey, Language::word(c).toUtf8());
        });
    }
    for (const auto &[action, mode] :
         {std::pair(m_actions.themeSystem, Theme::Mode::System), std::pair(m_actions.themeLight, Theme::Mode::Light),
          std::pair(m_actions.themeDark, Theme::Mode::Dark)}) {
        on(action, [this, m = mode] {
            m_context.theme.set(m);
            remember(themeKey, Theme::word(m).toUtf8());
        });
    }
    on(m_actions.largerText, [this] { setScale(m_context.theme.textPercent() + 10); });
    on(m_actions.smallerText, [this] { setScale(m_context.theme.textPercent() - 10); });
    on(m_actions.normalText, [this] { setScale(100); });
    for (QAction *action : m_actions.lockAfter()) {
        on(action, [this, minutes = action->data().toInt()] { setLockMinutes(minutes); });
    }
    on(m_actions.discreet, [this] {
        m_context.language.setDiscreet(m_actions.discreet->isChecked());
        remember(discreetKey, m_actions.discreet->isChecked() ? "1" : "0");
    });
}

void Preferences::setScale(int percent)
{
    m_context.theme.setTextPercent(percent);
    remember(scaleKey, QByteArray::number(m_context.theme.textPercent()));
}

void Preferences::setLockMinutes(int minutes)
{
    remember(lockKey, QByteArray::number(minutes));
    m_actions.refreshChoices(minutes);
    Q_EMIT lockMinutesChanged(minutes);
}

void Preferences::setFlag(const QString &key, bool on)
{
    m_context.settings.setFlag(key, on);
    Q_EMIT flagsChanged();
}

void Preferences::selectUser(const QString &username)
{
    m_username = username;
    if (!username.isEmpty()) {
        m_context.settings.selectUser({});
        m_context.settings.setText(lastUserKey, username);
    }
    m_context.settings.selectUser(username);
    apply();
}

QString Preferences::lastUser() const
{
    const auto name = machineValue(lastUserKey);
    return name ? QString::fromUtf8(*name) : QString();
}

std::optional<QByteArray> Preferences::machineValue(const QString &key) const
{
    m_context.settings.selectUser({});
    const auto value = m_context.settings.value(key);
    m_context.settings.selectUser(m_username);
    return value;
}

void Preferences::setMachineValue(const QString &key, const QByteArray &value)
{
    m_context.settings.selectUser({});
    m_context.settings.setValue(key, value);
    m_context.settings.selectUser(m_username);
}

int Preferences::lockMinutes() const
{
    return std::max(0, m_context.settings.number(lockKey, 10));
}

void Preferences::remember(const QString &key, const QByteArray &value)
{
    m_context.settings.setValue(key, value);
    if (!m_username.isEmpty() && key != lockKey && key != discreetKey)
        setMachineValue(key, value);
}

void Preferences::apply()
{
    const UiSettings &settings = m_context.settings;
    const auto language = Language::parse(settings.text(languageKey));
    if (language && *language != m_context.language.code())
        m_context.language.set(*language);
    const auto theme = Theme::parse(settings.text(themeKey));
    if (theme && *theme != m_context.theme.mode())
        m_context.theme.set(*theme);
    m_context.theme.setTextPercent(settings.number(scaleKey, m_context.theme.textPercent()));
    m_context.language.setDiscreet(settings.flag(discreetKey));
    m_actions.refreshChoices(lockMinutes());
    Q_EMIT flagsChanged();
    Q_EMIT lockMinutesChanged(lockMinutes());
}

} // namespace console
