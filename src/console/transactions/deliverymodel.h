// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "console/shell/theme.h"
#include <QAbstractItemModel>

namespace console {

/// The topics of one movement with their subscribers as a tree. Columns: who, how far, when.
class DeliveryModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Who, Step, When, ColumnCount };
    DeliveryModel(const DisplayFormat &format, const Theme &theme, QObject *parent);

    void fill(contract::TransactionDeliveries deliveries);
    /// The words or the looks have changed.
    void refresh();
    const contract::TransactionDeliveries &deliveries() const { return m_deliveries; }
    /// Whether somebody has something still to come.
    bool isWaiting() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex & = {}) const override { return ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString topicText(const contract::BrokerTrace &trace, int column) const;
    QString deliveryText(const contract::BrokerTraceDelivery &delivery, int column) const;
    QString time(base::UtcMs at) const;
    QIcon icon(const contract::BrokerTraceDelivery &delivery) const;

    const DisplayFormat &m_format;
    const Theme &m_theme;
    contract::TransactionDeliveries m_deliveries;
};

} // namespace console
