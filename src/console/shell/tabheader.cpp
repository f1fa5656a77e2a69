// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/tabheader.h"
#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QTabBar>
#include <QToolButton>

namespace console {

namespace {
constexpr int tabHeight = 44; // as the style sheet makes a tab: QTabBar asks for less before it is polished
} // namespace

TabHeader::TabHeader(AppContext &context, QAction *palette, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_bar(new QTabBar(this))
    , m_find(new QToolButton(this))
    , m_palette(palette)
{
    setObjectName(u"tabHeader"_qs);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(16);
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setIconSize(QSize(20, 20));
    m_bar->setUsesScrollButtons(true);
    m_bar->setFocusPolicy(Qt::TabFocus);
    m_bar->setFixedHeight(tabHeight);
    row->addWidget(m_bar, 1);
    m_find->setObjectName(u"findButton"_qs);
    m_find->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_find->setIconSize(QSize(22, 16));
    m_find->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_find, 0, Qt::AlignVCenter);
    connect(m_find, &QToolButton::clicked, palette, &QAction::trigger);
    connect(&context.theme, &Theme::changed, this, &TabHeader::refresh);
    refresh();
}

int TabHeader::addTab(const QString &icon, const QString &title)
{
    m_icons.append(icon);
    return m_bar->addTab(m_context.theme.tabIcon(icon), title);
}

void TabHeader::setTitle(int index, const QString &title) const
{
    m_bar->setTabText(index, title);
}

void TabHeader::refresh()
{
    for (int i = 0; i < m_icons.size(); ++i)
        m_bar->setTabIcon(i, m_context.theme.tabIcon(m_icons[i]));
    m_bar->setAccessibleName(tr("Pages"));
    m_find->setIcon(m_context.theme.icon(u"search"_qs, ColorRole::TextMuted));
    m_find->setText(tr("Find an action   %1").arg(m_palette->shortcut().toString(QKeySequence::NativeText)));
}

void TabHeader::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QFrame::changeEvent(event);
}

} // namespace console
