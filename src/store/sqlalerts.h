// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/alerts.h"
#include "store/statement.h"

namespace store {

/// Table `alert`: alerts by the sequence of their events, and who has seen them.
class SqlAlerts final : public bank::Alerts
{
public:
    explicit SqlAlerts(Database &database);
    base::Result<std::optional<bank::AlertRecord>> findAlert(qint64 seq) override;
    base::Result<> markSeen(const bank::AlertRecord &record) override;
    base::Result<base::UtcMs> lastRaised(const QString &type, const QString &cedula) override;

    /// Notes an alert that is being appended to the log; does nothing for other events.
    base::Result<> note(const events::Event &event);

private:
    Statement m_insert;
    Statement m_find;
    Statement m_see;
    Statement m_last;
};

/// Columns of alertFrom(), of table `alert` under the alias `l` and `event` under `v`.
inline constexpr QLatin1StringView alertColumns{
    "v.seq, v.at_utc_ms, v.type, v.version, v.payload, l.seen_by, l.seen_at, l.note"};
base::Result<bank::AlertRecord> alertFrom(const Rows &rows);

} // namespace store
