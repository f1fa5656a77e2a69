// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/values.h"
#include <QDate>

/// API values of the ledger beyond movements (docs/api.md "Ledger"). Plain values, no thread.
namespace contract {

enum class HoldState { Active, Released, Expired }; ///< ACTIVA, LIBERADA, VENCIDA
QLatin1StringView word(HoldState state);
std::optional<HoldState> parseHoldState(QStringView text);

/// `{id, cedula, monto, moneda, motivo, estado, creada_utc_ms, creada_por, vence_utc_ms|null, fin_utc_ms|null,
/// fin_por}`
struct Hold
{
    qint64 id = 0;
    QString cedula;
    base::Money amount{base::Currency::usd()};
    QString reason;
    HoldState state = HoldState::Active;
    base::UtcMs placedAt;
    QString placedBy;
    std::optional<base::UtcMs> expiresAt;
    std::optional<base::UtcMs> endedAt;
    QString endedBy;
    friend bool operator==(const Hold &, const Hold &) = default;
};

/// `{campo, antes, despues}`
struct FieldChange
{
    QString field;
    QString before;
    QString after;
    friend bool operator==(const FieldChange &, const FieldChange &) = default;
};

/// One entry of an account's history: `{seq, utc_ms, timestamp, usuario, aprobadores, motivo, cambios:[…], cuenta}`; of
/// a hold `retencion` in place of `cambios`. `cuenta` is the account as it was after it.
struct AccountChange
{
    qint64 seq = 0;
    base::UtcMs at;
    QString localTime;
    QString user;
    QStringList approvers;
    QString reason;
    std::vector<FieldChange> changes;
    std::optional<Hold> hold;       ///< that was placed or has ended
    std::optional<Account> account; ///< none for a hold
    friend bool operator==(const AccountChange &, const AccountChange &) = default;
};

/// A closed day's anchor: `{dia, utc_ms, usuario, folio, asientos, hash, clave, firma}` (hash, firma: hexadecimal).
struct DayClose
{
    qint64 seq = 0;
    QDate day;
    base::UtcMs at;
    QString user;
    qint64 lastPosting = 0; ///< `asientos`: how many postings there are; `folio` is the last one's
    QByteArray lastHash;
    QByteArray keyId;     ///< `clave`; empty: not signed
    QByteArray signature; ///< `firma`
    friend bool operator==(const DayClose &, const DayClose &) = default;
};

/// The ledger's proof: `{cuadrado, utc_ms, asientos, partidas, cuentas, eventos, anclas, hash, problemas:[…],
/// problemas_total, tardo_ms}`
struct Proof
{
    bool ok = false;
    base::UtcMs at; ///< 0: none was made yet
    qint64 postings = 0;
    qint64 entries = 0;
    qint64 accounts = 0;
    qint64 events = 0;
    qint64 anchors = 0; ///< closed days whose anchor was checked
    QByteArray lastHash;
    QStringList problems;
    qint64 problemCount = 0;
    qint64 tookMs = 0;
    friend bool operator==(const Proof &, const Proof &) = default;
};

/// An account of the bank's own: `{codigo, moneda, saldo, cuenta}`; credit-positive.
struct ChartAccount
{
    qint64 id = 0;
    QString code;
    base::Money balance{base::Currency::usd()};
    friend bool operator==(const ChartAccount &, const ChartAccount &) = default;
};

/// The chart: the bank's accounts, and what all clients of a currency have (`clientes:[{moneda, saldo}]`).
struct Chart
{
    std::vector<ChartAccount> accounts;
    std::vector<base::Money> clients;
    friend bool operator==(const Chart &, const Chart &) = default;
};

/// A line of the journal: `{id, folio, seq, timestamp, utc_ms, operacion, cuenta_debe, cuenta_haber, monto, moneda,
/// canal, usuario, caja?, concepto, motivo?, aprobadores?, reverso_de?}`
struct JournalLine
{
    qint64 id = 0;
    QString folio;
    base::UtcMs at;
    QString localTime;
    QString operation;
    QString debit;  ///< owner of the account that is debited: cédula or code
    QString credit; ///< and credited
    base::Money amount{base::Currency::usd()};
    Channel channel = Channel::Rest;
    QString user;
    QString till;
    QString description;
    QString reason;
    QStringList approvers;
    QString reverses;
    friend bool operator==(const JournalLine &, const JournalLine &) = default;
};

/// `{por, clave, moneda, asientos, monto}`: what a group of the day's postings comes to. `por`: operacion, caja,
/// usuario.
struct JournalTotal
{
    QString by;
    QString key;
    qint64 postings = 0;
    base::Money amount{base::Currency::usd()};
    friend bool operator==(const JournalTotal &, const JournalTotal &) = default;
};

/// A day's journal, a page of it: `{dia, items, totales, next_cursor, cierre|null}`; totals are the whole day's.
struct Journal
{
    QDate day;
    std::vector<JournalLine> items;
    std::vector<JournalTotal> totals;
    QString nextCursor;
    std::optional<DayClose> close;
    friend bool operator==(const Journal &, const Journal &) = default;
};

/// Body of POST …/accounts/{cedula}/holds.
struct HoldRequest
{
    base::Money amount{base::Currency::usd()};
    QString reason;
    std::optional<base::UtcMs> expiresAt;
    friend bool operator==(const HoldRequest &, const HoldRequest &) = default;
};

/// Body of PATCH …/accounts/{cedula}: what is not there stays. `limite_diario_retiros: null` takes the limit away.
struct AccountPatch
{
    base::Currency currency = base::Currency::usd(); ///< which account; in the query, not in the body
    std::optional<base::Money> lowBalanceThreshold = {};
    std::optional<base::Money> overdraftLimit = {};
    std::optional<std::optional<base::Money>> dailyLimit = {};
    std::optional<QString> holderName = {};
    friend bool operator==(const AccountPatch &, const AccountPatch &) = default;
};

} // namespace contract
