// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/auditflood.h"
#include "hub/deskthread.h"

namespace hub {

/// Writes the audit log: what is recorded waits here until the desk's thread, which owns the writing connection, takes
/// it as a job of its own, all that has come in one transaction. record() may be called from any thread and returns at
/// once. Must outlive the desk's last job: stop the desk first.
class AuditTrail final : public auth::AuditPort
{
public:
    /// Entries that wait at most; beyond they are counted, and the log says how many are missing.
    static constexpr size_t maxWaiting = 5'000;

    /// `desk` and `clock` outlive it.
    AuditTrail(DeskThread &desk, const base::Clock &clock);

    void record(auth::AuditEntry entry) override;
    /// About once a second, from any thread: summaries that are due, and what a busy desk did not take.
    void tick();
    /// The hub stops: everything goes to the desk now; waits for it two seconds at most. Call it before the desk stops.
    void flush();

private:
    void add(std::vector<auth::AuditEntry> entries);
    void submit();
    void written(std::vector<auth::AuditEntry> batch, const base::Result<> &done);

    DeskThread &m_desk;
    const base::Clock &m_clock;
    std::mutex m_mutex; ///< guards everything below
    std::condition_variable m_idle;
    auth::AuditFlood m_flood;
    std::vector<auth::AuditEntry> m_waiting;
    qint64 m_lost = 0;
    bool m_writing = false;
};

} // namespace hub
