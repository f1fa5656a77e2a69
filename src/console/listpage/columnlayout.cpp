// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/columnlayout.h"
#include "console/listpage/listmodel.h"
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace console {
namespace {
constexpr int narrowest = 24;
constexpr int widest = 2000;
} // namespace

ColumnLayout ColumnLayout::ofModel(const ListModel &model)
{
    ColumnLayout layout;
    for (int i = 0; i < model.columnCount(); ++i) {
        const ColumnInfo &column = model.column(i);
        layout.items.push_back({column.id, column.width, column.hidden});
    }
    return layout;
}

ColumnLayout ColumnLayout::ofHeader(const QHeaderView &header, const ListModel &model)
{
    ColumnLayout layout;
    int stretched = -1; // the last shown one fills the window: its size says nothing
    for (int visual = 0; visual < header.count(); ++visual) {
        const int logical = header.logicalIndex(visual);
        if (!header.isSectionHidden(logical))
            stretched = logical;
    }
    for (int visual = 0; visual < header.count(); ++visual) {
        const int logical = header.logicalIndex(visual);
        const bool hidden = header.isSectionHidden(logical);
        const bool meant = hidden || logical == stretched; // a hidden one says 0
        const int width = meant ? model.column(logical).width : header.sectionSize(logical);
        layout.items.push_back({model.column(logical).id, width, hidden});
    }
    if (header.sortIndicatorSection() >= 0 && header.sortIndicatorSection() < model.columnCount()) {
        layout.sortedBy = model.column(header.sortIndicatorSection()).id;
        layout.descending = header.sortIndicatorOrder() == Qt::DescendingOrder;
    }
    return layout;
}

void ColumnLayout::applyTo(QHeaderView &header, const ListModel &model) const
{
    int visual = 0;
    bool anyShown = false;
    for (const Item &item : items) {
        const int logical = model.columnOf(item.id);
        if (logical < 0)
            continue;
        header.moveSection(header.visualIndex(logical), visual++);
        header.setSectionHidden(logical, item.hidden);
        header.resizeSection(logical, std::clamp(item.width, narrowest, widest));
        anyShown |= !item.hidden;
    }
    if (!anyShown && header.count() > 0)
        header.setSectionHidden(header.logicalIndex(0), false);
    const int sorted = sortedBy.isEmpty() ? -1 : model.columnOf(sortedBy);
    header.setSortIndicator(sorted, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

QByteArray ColumnLayout::toJson() const
{
    QJsonArray columns;
    for (const Item &item : items)
        columns.append(QJsonObject{{u"id"_qs, item.id}, {u"width"_qs, item.width}, {u"hidden"_qs, item.hidden}});
    const QJsonObject object{{u"columns"_qs, columns}, {u"sort"_qs, sortedBy}, {u"descending"_qs, descending}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

ColumnLayout ColumnLayout::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    ColumnLayout layout;
    for (const QJsonValue value : object[u"columns"_qs].toArray()) {
        const QJsonObject item = value.toObject();
        layout.items.push_back({item[u"id"_qs].toString(), item[u"width"_qs].toInt(), item[u"hidden"_qs].toBool()});
    }
    layout.sortedBy = object[u"sort"_qs].toString();
    layout.descending = object[u"descending"_qs].toBool();
    return layout;
}

} // namespace console
