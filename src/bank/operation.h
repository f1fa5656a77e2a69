// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/commands.h"
#include <QStringList>
#include <variant>

namespace bank {

/// What may have to wait for a second person. To add one: the alternative here, its facts and stored form in
/// operation.cpp, and desk/operations.h, which carries it out. Each has `approvers`, which only the approval that runs
/// it fills: then its rule asks nobody and leaves idempotency keys alone that are no posting's (the request holds
/// them).
using Operation = std::variant<Post>;

/// An operation as people see it while it waits.
struct OperationFacts
{
    QString word;   ///< DEPOSITO, RETIRO, REVERSO, BLOQUEO, DESBLOQUEO, CIERRE, QR: the wire's word
    QString cedula; ///< empty: no client's
    std::optional<base::Money> amount;
    QString reason; ///< of a posting its description
    QString maker;
    QByteArray key = {}; ///< idempotency key; empty: it has none
    QByteArray bodyHash; ///< what the key stands for
};
OperationFacts factsOf(const Operation &operation);
/// Its idempotency key, as in its facts; cheap.
const QByteArray &keyOf(const Operation &operation);

/// The same operation, agreed to by those.
Operation withApprovers(Operation operation, const QStringList &approvers);

/// The operation's stored form, without approvers: one JSON object, members by name, amounts in minor units. Part of
/// the ledger's file: members may be added, never renamed.
QByteArray storedOperation(const Operation &operation);
/// The way back. Corrupt for bytes that do not hold what is needed, Unsupported for an unknown word.
base::Result<Operation> readOperation(const QByteArray &stored);

} // namespace bank
