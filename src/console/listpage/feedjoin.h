// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubvalues.h"
#include <deque>

namespace console {

/// Joins what was read from the hub (a page at sequence N) with the feed, without gap or overlap: events that arrive
/// while a page is being read are kept and handed out when it is here. Also answers for a later page, read at another
/// sequence, what has to be applied again on top of it. A value; one a list. GUI thread.
class FeedJoin
{
public:
    /// As many events as may arrive during one slow read at full rate.
    static constexpr size_t remembered = 20'000;

    /// A first page is asked for: events wait from now on.
    void beginLoad();
    /// It was read at `seq`: the list stands there. Answers the events after it, in order. Empty when events after
    /// `seq` may have been missed before we listened or let go since: load again.
    std::optional<std::vector<client::FeedEvent>> loaded(qint64 seq);
    /// An event from the feed. True: apply it now; false: it is in the list already, or waits for loaded().
    bool offer(const client::FeedEvent &event);
    /// What came after `seq`, for a page read then while the list lived on; empty as with loaded().
    std::optional<std::vector<client::FeedEvent>> since(qint64 seq) const;
    /// Events were missed or renumbered: nothing joins until the next load.
    void forget();
    bool isLoading() const { return m_loading; }

private:
    std::deque<client::FeedEvent> m_recent;
    qint64 m_appliedTo = 0;
    qint64 m_lost = 0; ///< the highest sequence that is no longer remembered
    bool m_loading = true;
};

} // namespace console
