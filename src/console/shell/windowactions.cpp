// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/windowactions.h"
#include <QAction>
#include <QActionGroup>

namespace console {

WindowActions::WindowActions(AppContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    lock = make(u"lock"_qs, {QKeySequence(Qt::CTRL | Qt::Key_L)});
    changePassword = make(u"key"_qs);
    signOut = make(u"logout"_qs);
    quit = make(u"close"_qs, {QKeySequence(Qt::CTRL | Qt::Key_Q)});
    quit->setMenuRole(QAction::QuitRole);
    palette = make(u"search"_qs, {QKeySequence(Qt::CTRL | Qt::Key_K)});
    filter = make(u"filter"_qs, {QKeySequence(Qt::CTRL | Qt::Key_F)});
    reload = make(u"reload"_qs, {QKeySequence(Qt::Key_F5)});
    fullScreen = make(u"expand"_qs, {QKeySequence(Qt::Key_F11)});
    fullScreen->setCheckable(true);
    spanish = make(u"globe"_qs);
    english = make(u"globe"_qs);
    themeSystem = make(u"contrast"_qs);
    themeLight = make(u"sun"_qs);
    themeDark = make(u"moon"_qs);
    shortcuts = make(u"keyboard"_qs, {QKeySequence(Qt::Key_F1)});
    about = make(u"info"_qs);
    about->setMenuRole(QAction::AboutRole);
    for (const QList<QAction *> &choices : {languages(), themes()}) {
        auto *group = new QActionGroup(this);
        for (QAction *choice : choices) {
            choice->setCheckable(true);
            group->addAction(choice);
        }
    }
    connect(&context.theme, &Theme::changed, this, &WindowActions::refreshIcons);
    refreshIcons();
    retranslate();
    refreshChoices();
}

QAction *WindowActions::make(const QString &icon, const QList<QKeySequence> &keys)
{
    auto *action = new QAction(this);
    action->setProperty("iconName", icon);
    action->setShortcuts(keys);
    return action;
}

QList<QAction *> WindowActions::all() const
{
    return {lock,    changePassword, signOut,     quit,       palette,   filter,    reload, fullScreen,
            spanish, english,        themeSystem, themeLight, themeDark, shortcuts, about};
}

void WindowActions::retranslate()
{
    lock->setText(tr("&Lock"));
    changePassword->setText(tr("Change &password…"));
    signOut->setText(tr("&Sign out"));
    quit->setText(tr("&Quit"));
    palette->setText(tr("&Find an action…"));
    filter->setText(tr("Fi&lter the list"));
    reload->setText(tr("&Reload"));
    fullScreen->setText(tr("F&ull screen"));
    spanish->setText(u"Español"_qs); // each in its own tongue, whatever is spoken now
    english->setText(u"English"_qs);
    themeSystem->setText(tr("Theme: as the &system"));
    themeLight->setText(tr("Theme: &light"));
    themeDark->setText(tr("Theme: &dark"));
    shortcuts->setText(tr("&Keyboard shortcuts"));
    about->setText(tr("&About Ventanilla"));
}

void WindowActions::refreshChoices()
{
    (m_context.language.code() == Language::Code::Spanish ? spanish : english)->setChecked(true);
    switch (m_context.theme.mode()) {
    case Theme::Mode::System:
        themeSystem->setChecked(true);
        break;
    case Theme::Mode::Light:
        themeLight->setChecked(true);
        break;
    case Theme::Mode::Dark:
        themeDark->setChecked(true);
        break;
    }
}

void WindowActions::refreshIcons()
{
    for (QAction *action : all())
        action->setIcon(m_context.theme.icon(action->property("iconName").toString()));
}

} // namespace console
