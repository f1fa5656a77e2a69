// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/accountchange.h"
#include "bank/alerts.h"
#include "bank/approvals.h"
#include "bank/commands.h"
#include "bank/dayclose.h"
#include "bank/hold.h"
#include "bank/policy.h"
#include "bank/proof.h"
#include "bank/reversal.h"
#include "bank/tillcommands.h"
#include "desk/ports.h"
#include "payments/commands.h"
#include "payments/qrpolicy.h"
#include <span>

namespace desk {

/// What the desk can be asked to do; rooms add their commands here.
using Command =
    std::variant<bank::OpenAccount, bank::Post, bank::Reverse, bank::ChangeAccount, bank::SetAccountState,
                 bank::PlaceHold, bank::ReleaseHold, bank::ExpireHolds, bank::CloseDay, bank::RecordProof,
                 payments::CreateQr, payments::IssueQr, payments::DropQr, payments::PayQr, payments::SyncQr,
                 payments::BookBankPayment, payments::CancelQr, payments::ExpireQrs, payments::ResolveSuspense,
                 bank::CreateTill, bank::OpenTill, bank::MoveCash, bank::CountCash, bank::SubmitCount, bank::CloseTill,
                 bank::HandOverTill, bank::PrintReceipt, bank::Approve, bank::Reject, bank::CancelApproval,
                 bank::ExpireApprovals, bank::AcknowledgeAlert, bank::RaiseAlert>;
/// What it answers: the rule's value, or why not.
using Answer =
    base::Result<std::variant<bank::Opened, bank::Posted, bank::AccountAnswer, bank::HoldAnswer, bank::HoldsExpired,
                              bank::DayCloseAnswer, bank::ProofRecorded, payments::QrDone, payments::QrPaymentDone,
                              payments::QrSynced, payments::QrsExpired, bank::TillMade, bank::TillDone,
                              bank::CashCounted, bank::CashWasMoved, bank::TillClosed, bank::ReceiptPrinted,
                              bank::ApprovalAnswer, bank::Expired, bank::AlertSeen, bank::AlertAnswer>>;

struct Context;

/// Runs commands in order, a batch at a time, and answers when their fate is durable (ARCHITECTURE "Group commit").
/// Holds no state of the ledger between batches. Belongs to one thread; `unit` and `clock` outlive it.
class Desk
{
public:
    Desk(UnitOfWork &unit, const base::Clock &clock, bank::Policy policy);

    /// Takes effect with the next batch.
    void setPolicy(bank::Policy policy) { m_policy = std::move(policy); }
    const bank::Policy &policy() const { return m_policy; }
    /// The same for QR codes.
    void setQrPolicy(payments::QrPolicy policy) { m_qrPolicy = std::move(policy); }

    /// Each command in a savepoint, one commit, then one answer a command in the same order. A refused command leaves
    /// nothing behind. If a savepoint cannot be undone or released, or the commit fails, the whole batch has failed:
    /// the store is reopened, and each command is answered with what is found on disk, or Io.
    std::vector<Answer> run(std::span<const Command> batch);

    /// Newest event committed by run(); 0 before the first batch that wrote one.
    qint64 lastSequence() const { return m_lastSequence; }

private:
    base::Result<std::vector<Answer>> tryBatch(std::span<const Command> batch, base::UtcMs now);
    static base::Result<> noteRefusal(const Command &command, const base::Error &refusal, const Context &context,
                                      base::UtcMs now);
    std::vector<Answer> recover(std::span<const Command> batch, base::UtcMs now, const base::Error &cause);

    UnitOfWork &m_unit;
    const base::Clock &m_clock;
    bank::Policy m_policy;
    payments::QrPolicy m_qrPolicy;
    qint64 m_lastSequence = 0;
    bool m_mustReopen = false;
};

} // namespace desk
