// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/money.h"
#include <QStringList>
#include <optional>
#include <vector>

/// API values: what the words of docs/api.md mean in C++. Plain values, no thread. Their JSON forms are in the other
/// files of this room.
namespace contract {

enum class TransactionKind { Deposit, Withdrawal };                   ///< DEPOSITO, RETIRO (S0-19)
enum class Channel { Till, Rest, Socket, Qr };                        ///< CAJA, REST, SOCKET, QR
enum class TransactionState { Applied, Pending, Rejected, Reversed }; ///< APLICADA, PENDIENTE, RECHAZADA, REVERSADA
enum class AccountState { Active, Blocked };                          ///< ACTIVA, BLOQUEADA

/// The wire's word for a value; parse…() is empty for an unknown word.
QLatin1StringView word(TransactionKind kind);
QLatin1StringView word(Channel channel);
QLatin1StringView word(TransactionState state);
QLatin1StringView word(AccountState state);
std::optional<TransactionKind> parseTransactionKind(QStringView text);
std::optional<Channel> parseChannel(QStringView text);
std::optional<TransactionState> parseTransactionState(QStringView text);
std::optional<AccountState> parseAccountState(QStringView text);

/// A posted movement as everybody outside sees it (S0-18 plus additive fields).
struct Transaction
{
    qint64 id = 0;
    QString folio; ///< consecutive number as printed, "000017"
    qint64 seq = 0;
    QString cedula;
    QString holderName; ///< `nombre`; empty when unknown
    TransactionKind kind = TransactionKind::Deposit;
    base::Money amount{base::Currency::usd()};
    base::Money balanceBefore{base::Currency::usd()};
    base::Money balanceAfter{base::Currency::usd()};
    base::UtcMs at;
    QString localTime; ///< `timestamp`: branch wall time "2024-01-15T14:30:00" (S0-27)
    Channel channel = Channel::Rest;
    QString user;
    QString description; ///< `concepto`
    TransactionState state = TransactionState::Applied;
    QString operation = {};     ///< `operacion` where `tipo` does not say it: REVERSO, QR, AJUSTE…; else empty
    QString reverses = {};      ///< `reverso_de`: folio of what it takes back
    QString reversedBy = {};    ///< `reversada_por`: folio of what took it back
    QStringList approvers = {}; ///< `aprobadores`
    QString till = {};          ///< `caja`: the till's id
    QString reason = {};        ///< `motivo`
    friend bool operator==(const Transaction &, const Transaction &) = default;
};

/// An account as everybody outside sees it.
struct Account
{
    qint64 accountId = 0;
    QString cedula;
    QString holderName;
    base::Money balance{base::Currency::usd()};
    base::Money available{base::Currency::usd()}; ///< balance − holds
    base::Money lowBalanceThreshold{base::Currency::usd()};
    base::Money changeToday{base::Currency::usd()}; ///< `delta_hoy`
    AccountState state = AccountState::Active;
    std::optional<base::UtcMs> lastMovement;
    bool lowBalance = false;
    base::Money overdraftLimit{base::Currency::usd()}; ///< `limite_sobregiro`
    std::optional<base::Money> dailyLimit = {};        ///< `limite_diario_retiros`; none: no limit
    friend bool operator==(const Account &, const Account &) = default;
};

/// One line of a statement.
struct StatementEntry
{
    qint64 id = 0;
    QString folio;
    qint64 seq = 0;
    base::UtcMs at;
    QString localTime; ///< `fecha`
    TransactionKind kind = TransactionKind::Deposit;
    QString description;                       ///< `concepto`
    base::Money debit{base::Currency::usd()};  ///< `debe`
    base::Money credit{base::Currency::usd()}; ///< `haber`
    base::Money balance{base::Currency::usd()};
    Channel channel = Channel::Rest;
    QString user;
    TransactionState state = TransactionState::Applied;
    QString operation = {}; ///< as of a transaction
    QString reverses = {};
    QString reversedBy = {};
    friend bool operator==(const StatementEntry &, const StatementEntry &) = default;
};

/// S0-24.
struct Alert
{
    QString type; ///< LOW_BALANCE, TEST, … (S0-25)
    QString message;
    QString cedula;
    std::optional<base::Money> balance; ///< `data.saldo`
    QString localTime;
    qint64 seq = 0;
    std::optional<base::Money> amount = {}; ///< `data.monto`
    QString operation = {};                 ///< `data.operacion`; empty: none
    QString user = {};                      ///< `data.usuario`
    QString till = {};                      ///< `data.caja`
    std::optional<qint64> approvalId = {};  ///< `data.aprobacion`
    QString folio = {};                     ///< of the posting that caused it; empty: none
    base::UtcMs at = {};                    ///< `utc_ms`; 0: not told
    QString seenBy = {};                    ///< `vista_por`; empty: new (`estado` NUEVA)
    std::optional<base::UtcMs> seenAt = {}; ///< `vista_utc_ms`
    QString note = {};                      ///< `nota` of who has seen it
    friend bool operator==(const Alert &, const Alert &) = default;
};

/// One day's figures of one currency.
struct DayTotals
{
    base::Currency currency = base::Currency::usd();
    qint64 movements = 0;
    base::Money deposits{base::Currency::usd()};
    base::Money withdrawals{base::Currency::usd()};
    base::Money net{base::Currency::usd()};
    base::Money till{base::Currency::usd()}; ///< `caja`: cash held by the branch
    friend bool operator==(const DayTotals &, const DayTotals &) = default;
};

/// GET /api/v1/bank/summary.
struct Summary
{
    qint64 accounts = 0;
    qint64 lowBalanceAccounts = 0;
    std::vector<base::Money> totals; ///< one a currency
    std::vector<DayTotals> today;
    qint64 totalTransactions = 0;
    bool balanced = false; ///< `cuadrado`: Σ entries = balances at `verifiedAt`
    base::UtcMs verifiedAt;
    friend bool operator==(const Summary &, const Summary &) = default;
};

/// A keyset page and where in the event sequence it was read.
template <typename T>
struct Page
{
    std::vector<T> items;
    QString nextCursor; ///< empty: this was the last page
    QString epoch;
    qint64 seq = 0;
};

} // namespace contract
