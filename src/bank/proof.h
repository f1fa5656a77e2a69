// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/ledger.h"
#include "bank/views.h"

namespace bank {

/// Notes what a proof of the ledger found, for summaries; where it found something wrong, and the one before did not,
/// LEDGER_INTEGRITY is raised (S0-25).
struct RecordProof
{
    Proof proof;
};
/// Answer to it.
struct ProofRecorded
{
    Proof proof;
};

base::Result<ProofRecorded> recordProof(const RecordProof &command, Ledger &ledger);

} // namespace bank
