// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/deliverymodel.h"
#include <algorithm>

namespace console {
namespace {

using contract::BrokerTrace;
using contract::BrokerTraceDelivery;

/// Rows of subscribers bear the row of their topic and one more; topics bear 0.
constexpr quintptr topicMark = 0;

bool isOver(const BrokerTraceDelivery &delivery)
{
    return delivery.step == u"acknowledged" || delivery.step == u"dropped" ||
           (delivery.step == u"sent" && delivery.qos == 0);
}

/// The latest thing that happened.
std::optional<base::UtcMs> lastTime(const BrokerTraceDelivery &delivery)
{
    for (const auto &at :
         {delivery.acknowledged, delivery.dropped, delivery.received, delivery.sent, delivery.queued}) {
        if (at)
            return at;
    }
    return {};
}

} // namespace

DeliveryModel::DeliveryModel(const DisplayFormat &format, const Theme &theme, QObject *parent)
    : QAbstractItemModel(parent)
    , m_format(format)
    , m_theme(theme)
{
}

void DeliveryModel::fill(contract::TransactionDeliveries deliveries)
{
    beginResetModel();
    m_deliveries = std::move(deliveries);
    endResetModel();
}

void DeliveryModel::refresh()
{
    fill(m_deliveries);
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

bool DeliveryModel::isWaiting() const
{
    return std::any_of(m_deliveries.topics.begin(), m_deliveries.topics.end(), [](const BrokerTrace &trace) {
        return std::any_of(trace.list.begin(), trace.list.end(),
                           [](const BrokerTraceDelivery &delivery) { return !isOver(delivery); });
    });
}

QModelIndex DeliveryModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || row >= rowCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : topicMark);
}

QModelIndex DeliveryModel::parent(const QModelIndex &child) const
{
    const quintptr mark = child.internalId();
    return mark == topicMark ? QModelIndex() : createIndex(static_cast<int>(mark - 1), 0, topicMark);
}

int DeliveryModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_deliveries.topics.size());
    if (parent.internalId() != topicMark || parent.column() != 0)
        return 0;
    return static_cast<int>(m_deliveries.topics[static_cast<size_t>(parent.row())].list.size());
}

QVariant DeliveryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isTopic = index.internalId() == topicMark;
    const BrokerTrace &trace = m_deliveries.topics[static_cast<size_t>(isTopic ? index.row() : index.parent().row())];
    if (isTopic) {
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
            return topicText(trace, index.column());
        return role == Qt::DecorationRole && index.column() == Who ? QVariant(m_theme.icon(u"topics"_qs)) : QVariant();
    }
    const BrokerTraceDelivery &delivery = trace.list[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return deliveryText(delivery, index.column());
    case Qt::DecorationRole:
        return index.column() == Step ? QVariant(icon(delivery)) : QVariant();
    case Qt::AccessibleTextRole: // the row as one sentence
        return index.column() == Who
                   ? tr("%1: %2, %3").arg(delivery.clientId, deliveryText(delivery, Step), deliveryText(delivery, When))
                   : QVariant();
    default:
        return {};
    }
}

QVariant DeliveryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Who:
        return tr("Topic / subscriber");
    case Step:
        return tr("Delivery");
    default:
        return tr("At");
    }
}

QString DeliveryModel::time(base::UtcMs at) const
{
    return m_format.moment(at);
}

QString DeliveryModel::topicText(const BrokerTrace &trace, int column) const
{
    if (column == Who)
        return trace.topic;
    if (column == When)
        return time(trace.at);
    return tr("%n subscriber(s)", nullptr, static_cast<int>(trace.deliveries));
}

QString DeliveryModel::deliveryText(const BrokerTraceDelivery &delivery, int column) const
{
    if (column == Who)
        return delivery.clientId;
    if (column == When) {
        const auto at = lastTime(delivery);
        return at ? time(*at) : QString();
    }
    if (delivery.step == u"queued")
        return tr("queued");
    if (delivery.step == u"acknowledged")
        return tr("acknowledged");
    if (delivery.step == u"received")
        return tr("received");
    if (delivery.step == u"dropped")
        return tr("dropped (%1)").arg(delivery.cause);
    return delivery.qos == 0 ? tr("delivered") : tr("sent, not acknowledged yet");
}

QIcon DeliveryModel::icon(const BrokerTraceDelivery &delivery) const
{
    if (delivery.step == u"dropped")
        return m_theme.icon(u"error"_qs, ColorRole::Error);
    if (isOver(delivery))
        return m_theme.icon(u"check"_qs, ColorRole::Success);
    return m_theme.icon(u"clock"_qs, ColorRole::Warning);
}

} // namespace console
