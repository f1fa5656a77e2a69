// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/celldelegate.h"
#include "console/listpage/listmodel.h"
#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace console {

CellDelegate::CellDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QColor CellDelegate::textColor(Tone tone) const
{
    if (m_stale)
        return m_theme.color(ColorRole::TextMuted);
    switch (tone) {
    case Tone::Plain:
        return m_theme.color(ColorRole::Text);
    case Tone::Good:
        return m_theme.color(ColorRole::Deposit);
    case Tone::Warn:
        return m_theme.color(ColorRole::Withdrawal);
    case Tone::Bad:
        return m_theme.color(ColorRole::Error);
    case Tone::Muted:
        return m_theme.color(ColorRole::TextMuted);
    }
    return m_theme.color(ColorRole::Text);
}

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QColor color = textColor(static_cast<Tone>(index.data(ListModel::ToneRole).toInt()));
    option->palette.setColor(QPalette::Text, color);
    option->state &= ~QStyle::State_HasFocus; // the whole row is what is chosen
    if (index.column() > 0 && option->displayAlignment.testFlag(Qt::AlignRight))
        option->font = Theme::figures(option->font);
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    const bool ownTip = index.data(Qt::ToolTipRole).isValid();
    if (ownTip || event->type() != QEvent::ToolTip || sizeHint(option, index).width() <= option.rect.width())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), index.data().toString(), view);
    return true;
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const double glow = index.data(ListModel::GlowRole).toDouble();
    if (glow > 0) { // over the row's ground, under its words
        QColor color = m_theme.color(ColorRole::Glow);
        color.setAlphaF(static_cast<float>(glow));
        painter->fillRect(option.rect, color);
    }
    QStyledItemDelegate::paint(painter, option, index);
}

} // namespace console
