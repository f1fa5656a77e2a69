// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/accountlog.h"
#include "store/sqlqrevents.h"

namespace store {

/// The log as one account sees it: its movements by their entries (the journal is numbered in the log's order), its QR
/// events by `qr_event`. Costs what the account's own events cost, however long the log is.
class SqlAccountLog final : public events::AccountLog
{
public:
    explicit SqlAccountLog(Database &database);
    base::Result<std::optional<events::EventPlace>> find(qint64 account, const events::EventMark &mark,
                                                         int most) override;
    base::Result<int> countAfter(qint64 account, qint64 seq, int most) override;
    base::Result<std::vector<events::Event>> accountEvents(qint64 account, qint64 seq, int limit) override;
    base::Result<qint64> lastBefore(base::UtcMs at) override;

private:
    base::Result<std::optional<events::EventPlace>> findMovement(qint64 account, const events::EventMark &mark,
                                                                 int most);
    base::Result<qint64> lastPosting(qint64 seq);
    base::Result<std::vector<qint64>> sequencesAfter(qint64 account, qint64 seq, int limit);
    base::Result<events::Event> event(qint64 seq);

    SqlQrEvents m_qrEvents;
    Statement m_newestPosting;
    Statement m_postingSeq;
    Statement m_newestMovements;
    Statement m_movementsAfter;
    Statement m_countMovements;
    Statement m_newestEvent;
    Statement m_eventTime;
    Statement m_event;
};

} // namespace store
