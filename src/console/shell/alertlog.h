// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "console/shell/appcontext.h"
#include <QAbstractListModel>
#include <deque>

namespace console {

/// The alerts since somebody signed in, the newest first, as the list of the alerts dock. Bounded. GUI thread.
class AlertLog : public QAbstractListModel
{
    Q_OBJECT
public:
    struct Entry
    {
        contract::Alert alert;
        bool isSeen = false; ///< acknowledged here or by somebody else
        QString by;          ///< who, and with what note
        QString note;
    };

    AlertLog(AppContext &context, QObject *parent);
    /// Those that nobody has seen.
    int count() const { return m_unseen; }
    const Entry &at(int row) const { return m_entries[static_cast<size_t>(row)]; }
    /// Somebody has seen it. Alerts without a sequence (tests, the hub's own) are seen here alone.
    void markSeen(int row, const QString &by, const QString &note);
    /// Row of an alert of the log; −1: not here.
    int rowOf(qint64 seq) const;
    void clear();
    /// The words or the looks have changed.
    void refresh();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void countChanged(int count);
    /// Came just now.
    void raised(const contract::Alert &alert);

private:
    void take(const std::vector<client::FeedEvent> &events);
    QString text(const Entry &entry) const;

    AppContext &m_context;
    DisplayFormat m_format;
    std::deque<Entry> m_entries;
    int m_unseen = 0;
};

} // namespace console
