// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/approvalclock.h"
#include "hub/logging.h"

namespace hub {

void ApprovalClock::tick()
{
    if (m_asking->exchange(true))
        return;
    const base::UtcMs now = m_clock.utcNow();
    const auto taken =
        m_readers.submit([&desk = m_desk, asking = m_asking, now](const base::Result<store::SqlReader *> &reader) {
            const auto due = reader ? (*reader)->approvals().hasDueApprovals(now) : base::Result<bool>(reader.error());
            asking->store(false);
            if (!due || !*due) // a busy or closing pool: the next tick asks again
                return;
            const auto told = desk.submit(bank::ExpireApprovals{}, [](const desk::Answer &answer) {
                if (!answer)
                    qCWarning(lcHub).noquote() << "requests for approval did not expire:" << answer.error().toString();
            });
            if (!told) // the desk is busy or stops
                qCDebug(lcHub).noquote() << "requests for approval expire later:" << told.error().toString();
        });
    if (!taken)
        m_asking->store(false);
}

} // namespace hub
