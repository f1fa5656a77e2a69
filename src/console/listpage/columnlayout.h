// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>
#include <vector>

class QHeaderView;

namespace console {

class ListModel;

/// What a person made of a list's columns: order, widths, hidden ones, sorting. Kept by column id, so that a layout
/// outlives new, renamed and removed columns (QHeaderView::saveState does not).
struct ColumnLayout
{
    struct Item
    {
        QString id;
        int width = 0;
        bool hidden = false;
        friend bool operator==(const Item &, const Item &) = default;
    };
    std::vector<Item> items; ///< left to right
    QString sortedBy;        ///< empty: natural order
    bool descending = false;
    friend bool operator==(const ColumnLayout &, const ColumnLayout &) = default;

    static ColumnLayout ofModel(const ListModel &model); ///< as the columns were meant at first
    static ColumnLayout ofHeader(const QHeaderView &header, const ListModel &model);
    void applyTo(QHeaderView &header, const ListModel &model) const;

    QByteArray toJson() const;
    /// Nothing usable: an empty layout.
    static ColumnLayout fromJson(const QByteArray &json);
};

} // namespace console
