// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/proof.h"

namespace bank {

base::Result<ProofRecorded> recordProof(const RecordProof &command, Ledger &ledger)
{
    const auto before = ledger.lastProof();
    if (!before)
        return before.error();
    if (auto ok = ledger.saveProof(command.proof); !ok)
        return ok.error();
    const bool wasOk = before->at.value == 0 || before->ok;
    if (!command.proof.ok && wasOk) {
        events::AlertRaised alert;
        alert.at = command.proof.at;
        alert.type = events::ledgerIntegrity;
        alert.message = command.proof.problems.value(0);
        if (auto seq = ledger.append(std::move(alert)); !seq)
            return seq.error();
    }
    return ProofRecorded{command.proof};
}

} // namespace bank
