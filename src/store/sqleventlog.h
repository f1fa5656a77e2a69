// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/eventlog.h"
#include "store/sqlalerts.h"
#include "store/sqlmeta.h"
#include "store/sqlqrevents.h"

namespace store {

/// Table `event`: the log that was written in the same transaction as the rows it tells of, with `qr_event`,
/// `account_event` and `alert` beside it.
/// On a read-only connection append() fails.
class SqlEventLog final : public events::EventLog
{
public:
    explicit SqlEventLog(Database &database);
    base::Result<qint64> lastSequence() override;
    base::Result<QString> epoch() override { return m_meta.epoch(); }
    base::Result<std::vector<events::Event>> readAfter(qint64 seq, int limit) override;
    base::Result<> append(const events::Event &event) override;

private:
    SqlMeta m_meta;
    SqlQrEvents m_qrEvents;
    SqlAlerts m_alerts;
    Statement m_last;
    Statement m_read;
    Statement m_append;
    Statement m_note; ///< what an account's history finds the event by
};

} // namespace store
