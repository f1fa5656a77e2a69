// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/livepill.h"
#include <QEvent>

namespace console {

LivePill::LivePill(const Theme &theme, QWidget *over)
    : QPushButton(over)
    , m_theme(theme)
{
    setObjectName(u"livePill"_qs);
    setCursor(Qt::PointingHandCursor);
    over->installEventFilter(this);
    connect(&theme, &Theme::changed, this, &LivePill::dress);
    dress();
    hide();
}

void LivePill::dress()
{
    setStyleSheet(u"#livePill { background: %1; color: %2; border: 1px solid %1; border-radius: 14px;"
                  " padding: 4px 16px; font-weight: 600; } #livePill:focus { border: 2px solid %2; }"_qs.arg(
                      m_theme.color(ColorRole::Accent).name(), m_theme.color(ColorRole::OnAccent).name()));
}

void LivePill::setCount(int waiting)
{
    setVisible(waiting > 0);
    if (waiting <= 0)
        return;
    setText(u"▲ "_qs + tr("%Ln new", nullptr, waiting));
    setAccessibleName(text());
    setToolTip(tr("Back to live: show them and follow what arrives"));
    place();
}

void LivePill::place()
{
    adjustSize();
    move((parentWidget()->width() - width()) / 2, 10);
    raise();
}

bool LivePill::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    return QPushButton::eventFilter(watched, event);
}

} // namespace console
