// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/column.h"
#include "console/shell/theme.h"
#include <QStyledItemDelegate>

namespace console {

/// Paints the cells of a list: the tone's colour, the glow of a change, grey while the data are stale.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    CellDelegate(const Theme &theme, QObject *parent);
    /// Data of a cut connection: everything is painted muted.
    void setStale(bool stale) { m_stale = stale; }
    /// A cell that is cut shows its whole text, where the model has no tip of its own.
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QColor textColor(Tone tone) const;

    const Theme &m_theme;
    bool m_stale = false;
};

} // namespace console
