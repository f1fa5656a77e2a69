// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/values.h"
#include <QStringList>

/// Approvals, acknowledged alerts and unusual operations as docs/api.md "Approvals" and "Alerts" have them.
namespace contract {

/// PENDIENTE, APROBADA, RECHAZADA, VENCIDA, CANCELADA, NO_EJECUTADA (approved, but it could not be carried out any
/// more).
enum class ApprovalState { Pending, Approved, Rejected, Expired, Cancelled, Refused };
QLatin1StringView word(ApprovalState state);
std::optional<ApprovalState> parseApprovalState(QStringView text);

/// An operation that waits for a second person, or what became of it.
struct Approval
{
    qint64 id = 0;
    qint64 seq = 0; ///< of the event that made it what it is; 0: not told
    ApprovalState state = ApprovalState::Pending;
    QString operation;                 ///< DEPOSITO, RETIRO, REVERSO, BLOQUEO, DESBLOQUEO, CIERRE, QR…
    QString cedula;                    ///< empty: no client's
    std::optional<base::Money> amount; ///< `monto` with `moneda`
    QString reason;                    ///< `motivo`
    QString maker;                     ///< `creador`
    QString hash;                      ///< to be sent back by whoever approves
    int needed = 1;                    ///< `necesarios`
    QStringList approvers;             ///< `aprobadores`
    base::UtcMs createdAt;
    base::UtcMs expiresAt;
    QString decidedBy;                           ///< `decidido_por`; empty: pending, or by time
    QString note;                                ///< `nota`: why it was rejected or refused
    QString folio;                               ///< of what was booked; empty: nothing
    std::optional<Transaction> transaction = {}; ///< `transaccion`: what was booked, where it is told whole
    friend bool operator==(const Approval &, const Approval &) = default;
};

/// Who has seen an alert.
struct AlertSeen
{
    qint64 alert = 0; ///< `alerta`: its sequence
    qint64 seq = 0;   ///< of the acknowledgement
    QString user;     ///< `usuario`
    QString note;     ///< `nota`
    base::UtcMs at;
    friend bool operator==(const AlertSeen &, const AlertSeen &) = default;
};

/// A client whose cash operations come to much (SPEC 2.4 "Unusual-operation list").
struct UnusualCash
{
    QString cedula;
    QString holderName;                             ///< `nombre`
    base::Money deposits{base::Currency::usd()};    ///< `depositos`
    base::Money withdrawals{base::Currency::usd()}; ///< `retiros`
    base::Money total{base::Currency::usd()};
    qint64 movements = 0; ///< `movimientos`
    friend bool operator==(const UnusualCash &, const UnusualCash &) = default;
};

/// GET …/unusual.
struct UnusualReport
{
    QString from;                                 ///< `desde`, the branch's day
    QString to;                                   ///< `hasta`
    base::Money threshold{base::Currency::usd()}; ///< `umbral`
    std::vector<UnusualCash> items;
    friend bool operator==(const UnusualReport &, const UnusualReport &) = default;
};

} // namespace contract
