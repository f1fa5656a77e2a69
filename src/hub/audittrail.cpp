// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/audittrail.h"
#include "hub/logging.h"
#include "store/sqlauditlog.h"

using namespace Qt::StringLiterals;

namespace hub {

AuditTrail::AuditTrail(DeskThread &desk, const base::Clock &clock)
    : m_desk(desk)
    , m_clock(clock)
{
}

void AuditTrail::record(auth::AuditEntry entry)
{
    const std::scoped_lock lock(m_mutex);
    add(m_flood.pass(std::move(entry), m_clock.monotonicNow(), m_clock.utcNow()));
    submit();
}

void AuditTrail::tick()
{
    const std::scoped_lock lock(m_mutex);
    add(m_flood.due(m_clock.monotonicNow(), m_clock.utcNow()));
    submit();
}

void AuditTrail::flush()
{
    std::unique_lock lock(m_mutex);
    add(m_flood.due(m_clock.monotonicNow(), m_clock.utcNow(), true));
    submit();
    if (!m_idle.wait_for(lock, std::chrono::seconds(2), [this] { return !m_writing; }))
        qCWarning(lcHub) << "the last lines of the audit log were not written in time";
}

void AuditTrail::add(std::vector<auth::AuditEntry> entries)
{
    for (auth::AuditEntry &entry : entries) {
        if (m_waiting.size() >= maxWaiting)
            ++m_lost;
        else
            m_waiting.push_back(std::move(entry));
    }
}

/// With the lock.
void AuditTrail::submit()
{
    if (m_writing || m_waiting.empty())
        return;
    if (m_lost > 0) {
        auth::AuditEntry gap{{}, {}, u"audit.lost"_s, {}, auth::AuditEntry::Result::Failed, {{u"times"_s, m_lost}}};
        gap.at = m_clock.utcNow();
        m_waiting.push_back(std::move(gap));
        m_lost = 0;
    }
    const auto batch = std::make_shared<std::vector<auth::AuditEntry>>(std::move(m_waiting));
    m_waiting.clear();
    const auto taken =
        m_desk.perform([batch](store::LedgerFile &file) { return store::SqlAuditLog(file.database()).append(*batch); },
                       [this, batch](const base::Result<> &done) { written(std::move(*batch), done); });
    m_writing = taken.ok();
    if (!taken) // the desk is busy or stops: once more with the next tick
        m_waiting = std::move(*batch);
}

/// On the desk's thread.
void AuditTrail::written(std::vector<auth::AuditEntry> batch, const base::Result<> &done)
{
    const std::scoped_lock lock(m_mutex);
    m_writing = false;
    if (done) {
        submit();
        m_idle.notify_all();
        return;
    }
    qCCritical(lcHub).noquote() << "the audit log was not written, tried again soon:" << done.error().toString();
    std::swap(batch, m_waiting);
    add(std::move(batch)); // behind those that came before
    m_idle.notify_all();
}

} // namespace hub
