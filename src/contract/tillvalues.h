// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/money.h"
#include <QStringList>
#include <optional>
#include <vector>

/// API values of tills (docs/api.md "Tills"). Cash in a drawer is positive. Plain values, no thread.
namespace contract {

enum class TillState { Open, Counted, Closed }; ///< ABIERTA, CONTADA, CERRADA
enum class CashMove { In, Out, Transfer };      ///< ENTRADA, SALIDA, TRASPASO
enum class TillDestination { Vault, Carry };    ///< BOVEDA, ARRASTRE

QLatin1StringView word(TillState state);
QLatin1StringView word(CashMove move);
QLatin1StringView word(TillDestination destination);
std::optional<TillState> parseTillState(QStringView text);
std::optional<CashMove> parseCashMove(QStringView text);
std::optional<TillDestination> parseTillDestination(QStringView text);

/// So many pieces of a denomination: `{moneda, denominacion, pieza, cantidad}`; `pieza` is BILLETE (also when it is
/// missing) or MONEDA, as some amounts are both.
struct CashLine
{
    base::Money denomination{base::Currency::usd()};
    qint64 quantity = 0;
    bool isCoin = false;
    friend bool operator==(const CashLine &, const CashLine &) = default;
};

/// A session's cash of one currency: `{moneda, apertura, contado, esperado, diferencia, a_boveda, arrastre}`. The three
/// of the count are null until a count has been submitted.
struct TillCash
{
    base::Money opening{base::Currency::usd()};
    std::optional<base::Money> counted;
    std::optional<base::Money> expected;
    std::optional<base::Money> difference; ///< counted − expected: negative is short (faltante)
    base::Money settled{base::Currency::usd()};
    base::Money carried{base::Currency::usd()};
    base::Currency currency() const { return opening.currency(); }
    friend bool operator==(const TillCash &, const TillCash &) = default;
};

/// One person's time at one drawer.
struct TillSession
{
    qint64 id = 0;
    qint64 tillId = 0; ///< `caja`
    QString tillName;  ///< `caja_nombre`
    QString user;      ///< `operador`
    TillState state = TillState::Open;
    QString day;                          ///< `dia`: business day of the opening, yyyy-mm-dd
    base::UtcMs openedAt;                 ///< `apertura_utc_ms`
    std::optional<base::UtcMs> countedAt; ///< `conteo_utc_ms`
    std::optional<base::UtcMs> closedAt;  ///< `cierre_utc_ms`
    int submissions = 0;                  ///< `conteos`
    QString openingReason;                ///< `motivo_apertura`
    QString receivedFrom;                 ///< `recibida_de`
    QString handedTo;                     ///< `entregada_a`
    std::vector<TillCash> cash;           ///< `efectivo`
    friend bool operator==(const TillSession &, const TillSession &) = default;
};

/// A drawer: `{id, nombre, propuesto, sesion}`.
struct Till
{
    qint64 id = 0;
    QString name;
    std::vector<base::Money> proposed;  ///< what the last close left in it, one a currency
    std::optional<TillSession> session; ///< the one that is not closed
    friend bool operator==(const Till &, const Till &) = default;
};

/// The pieces that a currency has: `{moneda, billetes, monedas}`, greatest first.
struct Denominations
{
    base::Currency currency = base::Currency::usd();
    std::vector<base::Money> notes;
    std::vector<base::Money> coins;
    friend bool operator==(const Denominations &, const Denominations &) = default;
};

/// GET tills/mine: `{sesion, denominaciones}`.
struct MyTill
{
    std::optional<TillSession> session; ///< none: no operation at the window
    std::vector<Denominations> denominations;
    friend bool operator==(const MyTill &, const MyTill &) = default;
};

/// What a kind of operation came to: `{operacion, moneda, movimientos, entra, sale}`.
struct TillTotal
{
    QString operation; ///< APERTURA, DEPOSITO, RETIRO, REVERSO, ENTRADA, SALIDA, TRASPASO, DIFERENCIA, CIERRE
    qint64 movements = 0;
    base::Money in{base::Currency::usd()};
    base::Money out{base::Currency::usd()};
    friend bool operator==(const TillTotal &, const TillTotal &) = default;
};

/// The X: `{sesion, totales, pendientes:{aprobaciones, qr}, utc_ms}`. Expected cash is in it only after a count.
struct TillReport
{
    TillSession session;
    std::vector<TillTotal> totals;
    qint64 pendingApprovals = 0;
    qint64 activeQrs = 0;
    base::UtcMs at;
    friend bool operator==(const TillReport &, const TillReport &) = default;
};

/// The count as it stands: `{sesion, conteo, totales}`.
struct TillCount
{
    qint64 session = 0;
    std::vector<CashLine> lines;
    std::vector<base::Money> totals; ///< one a currency
    friend bool operator==(const TillCount &, const TillCount &) = default;
};

/// ENTRADA, SALIDA or TRASPASO as booked: `{id, folio, tipo, monto, moneda, sesion, caja, operador, a_caja, a_operador,
/// motivo, timestamp, utc_ms}`.
struct TillMovement
{
    qint64 id = 0; ///< number of the posting
    QString folio;
    CashMove kind = CashMove::In;
    base::Money amount{base::Currency::usd()};
    qint64 session = 0;
    qint64 tillId = 0;
    QString user;
    std::optional<qint64> toTill;
    QString toUser; ///< of a transfer: who received it
    QString reason;
    QString localTime;
    base::UtcMs at;
    friend bool operator==(const TillMovement &, const TillMovement &) = default;
};

/// The Z: `{numero, sesion, totales, conteo, cerrada_por, motivo, aprobadores, ultimo_folio, huella_diario,
/// huella_anterior, huella, verificado, siguiente, timestamp, utc_ms}`.
struct TillClosing
{
    qint64 number = 0;
    TillSession session;
    std::vector<TillTotal> totals;
    std::vector<CashLine> count;
    QString closedBy;
    QString reason;
    QStringList approvers;
    QString lastFolio;               ///< newest posting of the journal at the close
    QString journalHash;             ///< hex: the journal's chain at that posting
    QString previousHash;            ///< hex: of the Z before
    QString hash;                    ///< hex: SHA-256 over all of it
    bool isVerified = false;         ///< what is stored still gives that hash
    std::optional<TillSession> next; ///< `siguiente`: of who took it over
    QString localTime;
    base::UtcMs at;
    friend bool operator==(const TillClosing &, const TillClosing &) = default;
};

/// Bodies.
struct OpenTillRequest
{
    std::vector<CashLine> count;
    QString reason;
};
struct CashMoveRequest
{
    CashMove kind = CashMove::In;
    base::Money amount{base::Currency::usd()};
    std::optional<qint64> toTill;
    QString reason;
};
struct CloseTillRequest
{
    QString reason;
    TillDestination destination = TillDestination::Vault;
};
struct HandOverRequest
{
    QString toUser;
    QString reason;
};

} // namespace contract
