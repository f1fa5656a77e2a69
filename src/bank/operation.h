// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/accountchange.h"
#include "bank/commands.h"
#include "bank/reversalcommand.h"
#include <variant>

namespace bank {

/// What may have to wait for a second person. To add one: the alternative here, its facts and stored form in
/// operation.cpp, and desk/operations.cpp, which carries it out with the names of those who agreed. What was agreed to
/// asks nobody again and leaves idempotency keys alone that are no posting's (the request holds them).
using Operation = std::variant<Post, Reverse, SetAccountState>;

/// An operation as people see it while it waits.
struct OperationFacts
{
    QString word;                      ///< DEPOSITO, RETIRO, REVERSO, BLOQUEO, DESBLOQUEO, CIERRE, QR: the wire's word
    QString cedula;                    ///< empty: no client's
    std::optional<base::Money> amount; ///< of a reversal, like the cédula, known once it was tried
    QString reason;                    ///< of a posting its description
    QString maker;
    QByteArray key = {}; ///< idempotency key; empty: it has none
    QByteArray bodyHash; ///< what the key stands for
};
OperationFacts factsOf(const Operation &operation);
/// Its idempotency key, as in its facts; cheap.
const QByteArray &keyOf(const Operation &operation);

/// The operation's stored form: one JSON object, members by name, amounts in minor units. Part of
/// the ledger's file: members may be added, never renamed.
QByteArray storedOperation(const Operation &operation);
/// The way back. Corrupt for bytes that do not hold what is needed, Unsupported for an unknown word.
base::Result<Operation> readOperation(const QByteArray &stored);

} // namespace bank
