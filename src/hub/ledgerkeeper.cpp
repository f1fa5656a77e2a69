// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/ledgerkeeper.h"
#include "hub/logging.h"
#include "store/ledgercheck.h"

using namespace Qt::StringLiterals;

namespace hub {
namespace {

constexpr int tickMs = 10'000;
/// A long journal is walked in its own time; waiting for a reader is no reason to give up.
constexpr std::chrono::minutes patience{10};

} // namespace

LedgerKeeper::LedgerKeeper(Parts parts)
    : m_parts(std::move(parts))
{
}

LedgerKeeper::~LedgerKeeper() = default;

void LedgerKeeper::begin()
{
    m_provedDay = bank::businessDay(m_parts.clock.utcNow(), m_parts.zone); // the start has looked already
    m_timer.start(tickMs, this);
}

void LedgerKeeper::finish()
{
    m_timer.stop();
}

void LedgerKeeper::tick()
{
    const auto taken = m_parts.desk.submit(bank::ExpireHolds{}, [](const desk::Answer &answer) {
        if (!answer)
            qCWarning(lcHub).noquote() << "holds were not ended:" << answer.error().toString();
    });
    if (!taken)
        return; // the desk is busy, or stops: with the next tick
    const QDate today = bank::businessDay(m_parts.clock.utcNow(), m_parts.zone);
    if (today == m_provedDay)
        return;
    const auto begun = prove([](const base::Result<bank::Proof> &proof) {
        if (!proof)
            qCWarning(lcHub).noquote() << "the ledger was not proved:" << proof.error().toString();
        else if (!proof->ok)
            qCCritical(lcHub).noquote() << "the ledger does not prove itself:" << proof->problems.value(0);
    });
    if (begun)
        m_provedDay = today;
}

base::Result<> LedgerKeeper::prove(std::function<void(base::Result<bank::Proof>)> answer)
{
    if (m_state->isProving.exchange(true))
        return {base::ErrorCode::Busy, u"a proof is under way"_s};
    const auto job = [state = m_state, &desk = m_parts.desk, &clock = m_parts.clock, key = m_parts.key,
                      answer](const base::Result<store::SqlReader *> &reader) {
        const auto fail = [&](const base::Error &error) {
            state->isProving = false;
            answer(error);
        };
        if (!reader)
            return fail(reader.error());
        const base::Monotonic before = clock.monotonicNow();
        store::AnchorCheck isSigned;
        if (key)
            isSigned = [key](const events::DayClosed &close) { return key->hasSigned(close); };
        const auto report = store::checkLedger((*reader)->database(), store::CheckScope::Whole, isSigned);
        if (!report)
            return fail(report.error());
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(clock.monotonicNow() - before);
        const bank::Proof proof = store::proofOf(*report, clock.utcNow(), took.count());
        const auto noted = desk.submit(bank::RecordProof{proof}, [state, answer, proof](const desk::Answer &done) {
            state->isProving = false;
            answer(done ? base::Result<bank::Proof>(proof) : base::Result<bank::Proof>(done.error()));
        });
        if (!noted)
            fail(noted.error());
    };
    if (auto taken = m_parts.readers.submit(job, patience); !taken) {
        m_state->isProving = false;
        return taken;
    }
    return {};
}

} // namespace hub
