// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlaccountlog.h"
#include "events/codec.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;
using events::EventMark;
using events::EventPlace;

namespace {

/// The machine's clock may have been set back meanwhile: by so much, older entries are looked at all the same.
constexpr qint64 clockSlackMs = 60 * 60 * 1000;

/// The greatest number in 0…last of which `isBelow` is true; it is true for 0 and, once false, stays so.
template <typename IsBelow>
base::Result<qint64> lastBelow(qint64 last, IsBelow isBelow)
{
    qint64 low = 0;
    while (low < last) {
        const qint64 middle = low + (last - low + 1) / 2;
        const base::Result<bool> below = isBelow(middle);
        if (!below)
            return below.error();
        if (*below)
            low = middle;
        else
            last = middle - 1;
    }
    return low;
}

} // namespace

SqlAccountLog::SqlAccountLog(Database &database)
    : m_qrEvents(database)
    , m_newestPosting(database, u"SELECT max(id) FROM posting"_s)
    , m_postingSeq(database, u"SELECT max(seq) FROM posting WHERE id = ?"_s)
    , m_newestMovements(database, u"SELECT p.seq, p.at_utc_ms FROM entry e CROSS JOIN posting p ON p.id = e.posting"
                                  " WHERE e.leg = 0 AND e.account = ? ORDER BY e.posting DESC LIMIT ?"_s)
    , m_movementsAfter(database, u"SELECT p.seq FROM entry e CROSS JOIN posting p ON p.id = e.posting"
                                 " WHERE e.leg = 0 AND e.account = ? AND e.posting > ? ORDER BY e.posting LIMIT ?"_s)
    , m_countMovements(database, u"SELECT count(*) FROM (SELECT 1 FROM entry WHERE leg = 0 AND account = ?"
                                 " AND posting > ? ORDER BY posting LIMIT ?)"_s)
    , m_newestEvent(database, u"SELECT max(seq) FROM event"_s)
    , m_eventTime(database, u"SELECT max(at_utc_ms) FROM event WHERE seq = ?"_s)
    , m_event(database, u"SELECT at_utc_ms, type, version, payload FROM event WHERE seq = ?"_s)
{
}

base::Result<std::optional<EventPlace>> SqlAccountLog::find(qint64 account, const EventMark &mark, int most)
{
    return mark.kind == EventMark::Kind::BalanceUpdated ? findMovement(account, mark, most)
                                                        : m_qrEvents.find(account, mark);
}

base::Result<std::optional<EventPlace>> SqlAccountLog::findMovement(qint64 account, const EventMark &mark, int most)
{
    auto rows = m_newestMovements.bind(account).bind(most).select();
    if (!rows)
        return rows.error();
    std::vector<qint64> found; // newest first
    int seen = 0;
    for (bool isWhole = false; !isWhole; ++seen) {
        auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has || rows->integer(1) < mark.at.value - clockSlackMs)
            break;
        if (rows->integer(1) == mark.at.value)
            found.push_back(rows->integer(0));
        else
            isWhole = !found.empty();
    }
    const auto nth = static_cast<size_t>(mark.nth);
    const bool isCut = seen >= most && !found.empty(); // older ones of that millisecond may not have been looked at
    if (nth < 1 || nth > found.size() || isCut)
        return std::optional<EventPlace>();
    return std::optional(EventPlace{found[found.size() - nth], mark.at});
}

base::Result<int> SqlAccountLog::countAfter(qint64 account, qint64 seq, int most)
{
    const auto posting = lastPosting(seq);
    if (!posting)
        return posting.error();
    const auto movements = m_countMovements.bind(account).bind(*posting).bind(most).integer();
    if (!movements)
        return movements.error();
    const auto others = m_qrEvents.countAfter(account, seq, most);
    if (!others)
        return others.error();
    return static_cast<int>(std::min<qint64>(*movements + *others, most));
}

base::Result<qint64> SqlAccountLog::lastPosting(qint64 seq)
{
    const auto newest = m_newestPosting.integer();
    if (!newest)
        return newest.error();
    return lastBelow(*newest, [this, seq](qint64 id) -> base::Result<bool> {
        const auto at = m_postingSeq.bind(id).integer();
        return at ? base::Result<bool>(*at <= seq) : base::Result<bool>(at.error());
    });
}

base::Result<std::vector<qint64>> SqlAccountLog::sequencesAfter(qint64 account, qint64 seq, int limit)
{
    const auto posting = lastPosting(seq);
    if (!posting)
        return posting.error();
    const auto movements = rowsOf<qint64>(m_movementsAfter.bind(account).bind(*posting).bind(limit),
                                          [](const Rows &rows) { return base::Result<qint64>(rows.integer(0)); });
    if (!movements)
        return movements.error();
    const auto others = m_qrEvents.after(account, seq, limit);
    if (!others)
        return others.error();
    std::vector<qint64> all;
    std::merge(movements->begin(), movements->end(), others->begin(), others->end(), std::back_inserter(all));
    all.resize(std::min(all.size(), static_cast<size_t>(limit)));
    return all;
}

base::Result<events::Event> SqlAccountLog::event(qint64 seq)
{
    auto rows = m_event.bind(seq).select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return {base::ErrorCode::Corrupt, u"the event log has a gap at "_s + QString::number(seq)};
    auto read =
        events::decode(rows->text(1), static_cast<int>(rows->integer(2)), rows->blob(3), seq, {rows->integer(0)});
    return read ? read : read.error().with(u"event "_s + QString::number(seq));
}

base::Result<std::vector<events::Event>> SqlAccountLog::accountEvents(qint64 account, qint64 seq, int limit)
{
    const auto sequences = sequencesAfter(account, seq, limit);
    if (!sequences)
        return sequences.error();
    std::vector<events::Event> found;
    found.reserve(sequences->size());
    for (const qint64 next : *sequences) {
        auto read = event(next);
        if (!read)
            return read.error();
        found.push_back(std::move(read).value());
    }
    return found;
}

base::Result<qint64> SqlAccountLog::lastBefore(base::UtcMs at)
{
    const auto newest = m_newestEvent.integer();
    if (!newest)
        return newest.error();
    return lastBelow(*newest, [this, at](qint64 seq) -> base::Result<bool> {
        const auto time = m_eventTime.bind(seq).integer();
        return time ? base::Result<bool>(*time < at.value) : base::Result<bool>(time.error());
    });
}

} // namespace store
