// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/emptystate.h"
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace console {
namespace {
constexpr int iconSize = 48;
}

EmptyState::EmptyState(const Theme &theme, QWidget *over)
    : QWidget(over)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_button(new QPushButton(this))
{
    m_sentence->setProperty("look", u"muted"_qs);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_icon->setAlignment(Qt::AlignCenter);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addStretch(2);
    column->addWidget(m_icon);
    column->addWidget(m_sentence);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    over->installEventFilter(this);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::clicked);
    connect(&theme, &Theme::changed, this, &EmptyState::drawIcon);
    setGeometry(over->rect());
    hide();
}

void EmptyState::say(const QString &icon, const QString &sentence, const QString &button)
{
    m_iconName = icon;
    drawIcon();
    m_sentence->setText(sentence);
    setAccessibleName(sentence);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
}

QString EmptyState::sentence() const
{
    return m_sentence->text();
}

void EmptyState::drawIcon()
{
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(m_theme.icon(m_iconName, ColorRole::TextMuted).pixmap(iconSize, iconSize));
}

bool EmptyState::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace console
