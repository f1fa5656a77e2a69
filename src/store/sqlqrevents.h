// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/accountlog.h"
#include "store/statement.h"

namespace store {

/// Table `qr_event`: where an account's QR events are in the log.
class SqlQrEvents
{
public:
    explicit SqlQrEvents(Database &database);
    /// Notes a QR event that is being appended; does nothing for others.
    base::Result<> note(const events::Event &event);
    /// The account's event of that name; of those in one millisecond the mark's nth.
    base::Result<std::optional<events::EventPlace>> find(qint64 account, const events::EventMark &mark);
    /// Sequences of the account's events after `seq`, oldest first.
    base::Result<std::vector<qint64>> after(qint64 account, qint64 seq, int limit);
    base::Result<qint64> countAfter(qint64 account, qint64 seq, int most);

private:
    Statement m_insert;
    Statement m_find;
    Statement m_after;
    Statement m_count;
};

} // namespace store
