// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/accountlog.h"

namespace support {

/// events::AccountLog over a log in memory, by looking at every event.
class MemoryAccountLog final : public events::AccountLog
{
public:
    explicit MemoryAccountLog(const std::vector<events::Event> &log)
        : m_log(log)
    {
    }
    qint64 forgotten = 0; ///< so many of the oldest are no longer there

    base::Result<std::optional<events::EventPlace>> find(qint64 account, const events::EventMark &mark, int) override
    {
        qsizetype nth = 0;
        for (const events::Event &event : m_log) {
            if (isThere(event) && events::accountOf(event) == account && names(mark, event) && ++nth == mark.nth)
                return std::optional(events::EventPlace{events::sequenceOf(event), events::timeOf(event)});
        }
        return std::optional<events::EventPlace>();
    }
    base::Result<int> countAfter(qint64 account, qint64 seq, int most) override
    {
        return static_cast<int>(accountEvents(account, seq, most)->size());
    }
    base::Result<std::vector<events::Event>> accountEvents(qint64 account, qint64 seq, int limit) override
    {
        std::vector<events::Event> found;
        for (const events::Event &event : m_log) {
            const bool isLine = !std::holds_alternative<events::AccountOpened>(event);
            if (isThere(event) && isLine && events::sequenceOf(event) > seq && events::accountOf(event) == account &&
                found.size() < static_cast<size_t>(limit))
                found.push_back(event);
        }
        return found;
    }
    base::Result<qint64> lastBefore(base::UtcMs at) override
    {
        qint64 last = 0;
        for (const events::Event &event : m_log) {
            if (events::timeOf(event) < at)
                last = events::sequenceOf(event);
        }
        return last;
    }

private:
    bool isThere(const events::Event &event) const { return events::sequenceOf(event) > forgotten; }
    static bool names(const events::EventMark &mark, const events::Event &event)
    {
        using Kind = events::EventMark::Kind;
        if (const auto *e = std::get_if<events::QrCreated>(&event))
            return mark.kind == Kind::QrCreated && mark.key == e->qrId;
        if (const auto *e = std::get_if<events::QrPaid>(&event))
            return mark.kind == Kind::QrPaid && mark.key == e->transactionId;
        if (events::timeOf(event) != mark.at)
            return false;
        if (const auto *e = std::get_if<events::QrStatusChanged>(&event))
            return mark.kind == Kind::QrStatusChanged && mark.key == e->qrId;
        return std::holds_alternative<events::TransactionPosted>(event) && mark.kind == Kind::BalanceUpdated;
    }
    const std::vector<events::Event> &m_log;
};

} // namespace support
