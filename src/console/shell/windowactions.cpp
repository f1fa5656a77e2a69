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
    largerText = make(u"plus"_qs, {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    smallerText = make(u"minus"_qs, {QKeySequence(Qt::CTRL | Qt::Key_Minus)});
    normalText = make(u"text"_qs);
    spanish = make(u"globe"_qs);
    english = make(u"globe"_qs);
    themeSystem = make(u"contrast"_qs);
    themeLight = make(u"sun"_qs);
    themeDark = make(u"moon"_qs);
    discreet = make(u"eye-off"_qs, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)});
    discreet->setCheckable(true);
    alerts = make(u"bell"_qs, {QKeySequence(Qt::Key_F7)});
    settings = make(u"settings"_qs, {QKeySequence(Qt::CTRL | Qt::Key_Comma)});
    practice = make(u"help"_qs);
    shortcuts = make(u"keyboard"_qs, {QKeySequence(Qt::Key_F1)});
    about = make(u"info"_qs);
    about->setMenuRole(QAction::AboutRole);
    makeChoices();
    connect(&context.theme, &Theme::changed, this, &WindowActions::refreshIcons);
    connect(&context.theme, &Theme::changed, this, &WindowActions::refreshLooks);
    connect(&context.language, &Language::changed, this, &WindowActions::refreshLooks);
    refreshIcons();
    retranslate();
    refreshLooks();
}

void WindowActions::makeChoices()
{
    for (const int minutes : {5, 10, 30, 0}) {
        QAction *action = make(u"clock"_qs);
        action->setData(minutes);
        m_lockAfter.append(action);
    }
    for (const QList<QAction *> &choices : {languages(), themes(), m_lockAfter}) {
        auto *group = new QActionGroup(this);
        for (QAction *choice : choices) {
            choice->setCheckable(true);
            group->addAction(choice);
        }
    }
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
    return QList<QAction *>{lock, changePassword, signOut, settings, practice, quit} + m_lockAfter +
           QList<QAction *>{palette, filter,      reload,     fullScreen, largerText, smallerText, normalText, spanish,
                            english, themeSystem, themeLight, themeDark,  discreet,   alerts,      shortcuts,  about};
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
    largerText->setText(tr("&Larger text"));
    smallerText->setText(tr("S&maller text"));
    normalText->setText(tr("&Normal text size"));
    for (QAction *action : std::as_const(m_lockAfter)) {
        const int minutes = action->data().toInt();
        action->setText(minutes > 0 ? tr("Lock after %n minute(s)", nullptr, minutes) : tr("Never lock by itself"));
    }
    spanish->setText(u"Español"_qs); // each in its own tongue, whatever is spoken now
    english->setText(u"English"_qs);
    themeSystem->setText(tr("Theme: as the &system"));
    themeLight->setText(tr("Theme: &light"));
    themeDark->setText(tr("Theme: &dark"));
    discreet->setText(tr("&Discreet mode"));
    alerts->setText(tr("A&lerts"));
    settings->setText(tr("&Settings…"));
    practice->setText(tr("&Practise on a copy…"));
    shortcuts->setText(tr("&Keyboard shortcuts"));
    about->setText(tr("&About Ventanilla"));
}

void WindowActions::refreshChoices(int lockMinutes)
{
    refreshLooks();
    for (QAction *action : std::as_const(m_lockAfter))
        action->setChecked(action->data().toInt() == lockMinutes);
}

void WindowActions::refreshLooks()
{
    discreet->setChecked(m_context.language.isDiscreet());
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
