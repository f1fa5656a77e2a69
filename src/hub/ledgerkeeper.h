// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/ledgercontroller.h"
#include "hub/anchorkey.h"
#include "hub/deskthread.h"
#include "hub/readerpool.h"
#include <QBasicTimer>
#include <QObject>
#include <atomic>

namespace hub {

/// What the ledger needs by the clock: holds that end, and a proof of everything once a day, in the first minute of a
/// new business day; and a proof whenever somebody asks. Lives in the thread that made it; prove() from any. The others
/// outlive it.
class LedgerKeeper final : public QObject, public gateway::ProofPort
{
public:
    struct Parts
    {
        const base::Clock &clock;
        DeskThread &desk;
        ReaderPool &readers;
        QTimeZone zone;
        std::shared_ptr<const AnchorKey> key; ///< none: anchors are compared without their signatures
    };
    explicit LedgerKeeper(Parts parts);
    ~LedgerKeeper() override;

    void begin();
    /// No proof begins after it.
    void finish();
    base::Result<> prove(std::function<void(base::Result<bank::Proof>)> answer) override;
    /// What the timer does; tests call it.
    void tick();

protected:
    void timerEvent(QTimerEvent *) override { tick(); }

private:
    /// Outlives the keeper while a proof is under way.
    struct State
    {
        std::atomic<bool> isProving{false};
    };
    Parts m_parts;
    QBasicTimer m_timer;
    QDate m_provedDay;
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace hub
