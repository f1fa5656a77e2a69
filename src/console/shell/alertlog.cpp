// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/alertlog.h"
#include "console/shell/alertwords.h"
#include <algorithm>

namespace console {

namespace {
constexpr size_t kept = 500;
} // namespace

AlertLog::AlertLog(AppContext &context, QObject *parent)
    : QAbstractListModel(parent)
    , m_context(context)
    , m_format(context)
{
    connect(&context.hub, &client::HubClient::eventsArrived, this, &AlertLog::take);
}

void AlertLog::clear()
{
    beginResetModel();
    m_entries.clear();
    m_unseen = 0;
    endResetModel();
    Q_EMIT countChanged(0);
}

void AlertLog::take(const std::vector<client::FeedEvent> &events)
{
    for (const client::FeedEvent &event : events) {
        const auto *alert = std::get_if<contract::Alert>(&event.data);
        if (!alert)
            continue;
        beginInsertRows({}, 0, 0);
        m_entries.push_front({*alert, false, {}, {}});
        endInsertRows();
        ++m_unseen;
        if (m_entries.size() > kept) {
            const int last = static_cast<int>(m_entries.size()) - 1;
            beginRemoveRows({}, last, last);
            m_unseen -= m_entries.back().isSeen ? 0 : 1;
            m_entries.pop_back();
            endRemoveRows();
        }
        Q_EMIT countChanged(m_unseen);
        Q_EMIT raised(*alert);
    }
}

void AlertLog::markSeen(int row, const QString &by, const QString &note)
{
    Entry &entry = m_entries[static_cast<size_t>(row)];
    m_unseen -= entry.isSeen ? 0 : 1;
    entry.isSeen = true;
    entry.by = by;
    entry.note = note;
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT countChanged(m_unseen);
}

int AlertLog::rowOf(qint64 seq) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [seq](const Entry &e) { return e.alert.seq == seq; });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

void AlertLog::refresh()
{
    if (!m_entries.empty())
        Q_EMIT dataChanged(index(0), index(static_cast<int>(m_entries.size()) - 1));
}

int AlertLog::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QString AlertLog::text(const Entry &entry) const
{
    const contract::Alert &alert = entry.alert;
    QString text =
        alert.localTime.mid(11, 8) + u"  "_qs + AlertWords::title(alert.type) + u'\n' + m_format.words(alert.message);
    if (entry.isSeen)
        text += u'\n' + (entry.note.isEmpty() ? tr("Seen by %1").arg(entry.by)
                                              : tr("Seen by %1: %2").arg(entry.by, entry.note));
    return text;
}

QVariant AlertLog::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Entry &entry = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(entry);
    case Qt::AccessibleTextRole: {
        const QString words = text(entry).replace(u'\n', u", "_qs);
        return entry.isSeen ? words : tr("New: %1").arg(words);
    }
    case Qt::DecorationRole:
        return entry.isSeen ? m_context.theme.icon(u"check"_qs, ColorRole::Success)
                            : m_context.theme.icon(u"alert"_qs, ColorRole::Warning);
    default:
        return {};
    }
}

} // namespace console
