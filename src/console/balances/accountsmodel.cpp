// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/balances/accountsmodel.h"
#include "console/listpage/cedulacolumn.h"
#include "console/transactions/bankwords.h"

namespace console {
namespace {

using Row = AccountRow;

Column<Row> moneyColumn(ColumnInfo info, const DisplayFormat &format, base::Money contract::Account::*member,
                        bool isSigned)
{
    info.alignment = Qt::AlignRight;
    info.glows = true;
    Column<Row> column{info, [format, member, isSigned](const Row &row) {
                           const base::Money &money = row.account.*member;
                           return isSigned ? format.signedMoney(money) : format.money(money);
                       }};
    column.sortKey = [member](const Row &row) {
        return SortKey{(row.account.*member).minor(), (row.account.*member).currency().toString()};
    };
    column.search = [format, member](const Row &row) { return format.searchedMoney(row.account.*member); };
    column.exportValue = [member](const Row &row) { return ExportValue(row.account.*member); };
    return column;
}

} // namespace

QString AccountRow::idOf(const QString &cedula, base::Currency currency)
{
    return cedula + u'/' + currency.toString();
}

AccountRow AccountRow::after(const contract::Transaction &t, QDate today) const
{
    if (t.seq <= seq || idOf(t.cedula, t.balanceAfter.currency()) != id())
        return *this;
    AccountRow next = *this;
    next.seq = t.seq;
    next.mismatch = mismatch || t.balanceBefore != account.balance;
    const auto held = account.balance.minus(account.available);
    next.account.balance = t.balanceAfter;
    next.account.available = held ? t.balanceAfter.minus(*held).valueOr(t.balanceAfter) : t.balanceAfter;
    next.account.lastMovement = t.at;
    next.account.lowBalance = t.balanceAfter < account.lowBalanceThreshold;
    if (t.localTime.startsWith(today.toString(Qt::ISODate))) {
        const base::Money change = t.kind == contract::TransactionKind::Deposit ? t.amount : t.amount.negated();
        next.account.changeToday = account.changeToday.plus(change).valueOr(account.changeToday);
    }
    return next;
}

AccountsModel::AccountsModel(const DisplayFormat &format, QObject *parent)
    : RowsModel<Row>(
          columns(format), [](const Row &row) { return row.id(); }, {NewRows::AtEnd, defaultCap}, parent)
{
    setChips({{{u"low"_qs, u"alert"_qs, [] { return tr("Low balance"); }},
               [](const Row &row) { return row.account.lowBalance; }},
              {{u"moved"_qs, u"moved"_qs, [] { return tr("Moved today"); }},
               [](const Row &row) { return !row.account.changeToday.isZero(); }}});
}

std::vector<Column<Row>> AccountsModel::columns(const DisplayFormat &format)
{
    const Column<Row> cedula = cedulaColumn<Row>({u"cedula"_qs, [] { return tr("Cédula"); }, Qt::AlignLeft, false, 106},
                                                 format, [](const Row &row) { return row.account.cedula; });
    Column<Row> name{{u"nombre"_qs, [] { return tr("Name"); }, Qt::AlignLeft, false, 146},
                     [](const Row &row) { return row.account.holderName; }};
    Column<Row> currency{{u"moneda"_qs, [] { return tr("Currency"); }, Qt::AlignLeft, true, 80},
                         [](const Row &row) { return row.account.balance.currency().toString(); }};
    Column<Row> last{{u"ultimo_movimiento"_qs, [] { return tr("Latest"); }, Qt::AlignLeft, false, 84},
                     [format](const Row &row) {
                         return row.account.lastMovement ? format.lately(*row.account.lastMovement) : u"—"_qs;
                     }};
    last.sortKey = [](const Row &row) { return SortKey{row.account.lastMovement.value_or(base::UtcMs{}).value, {}}; };
    last.toolTip = [](const Row &row) {
        return row.account.lastMovement ? DisplayFormat::fullTime(*row.account.lastMovement) : QString();
    };
    last.exportValue = [](const Row &row) {
        return row.account.lastMovement ? ExportValue(DisplayFormat::fullTime(*row.account.lastMovement))
                                        : ExportValue();
    };
    Column<Row> change = moneyColumn({u"delta_hoy"_qs, [] { return tr("Δ today"); }, {}, false, 120}, format,
                                     &contract::Account::changeToday, true);
    change.tone = [](const Row &row) {
        const base::Money &delta = row.account.changeToday;
        return delta.isPositive() ? Tone::Good : delta.isNegative() ? Tone::Warn : Tone::Muted;
    };
    Column<Row> alert{{u"alerta"_qs, [] { return tr("Alert"); }, Qt::AlignLeft, false, 78}, alertText};
    alert.tone = alertTone;
    return {cedula,
            name,
            moneyColumn({u"saldo"_qs, [] { return tr("Balance"); }, {}, false, 126}, format,
                        &contract::Account::balance, false),
            currency,
            last,
            change,
            alert};
}

QString AccountsModel::alertText(const AccountRow &row)
{
    if (row.mismatch)
        return u"✖ "_qs + tr("Mismatch");
    if (row.account.state == contract::AccountState::Blocked)
        return u"■ "_qs + BankWords::state(row.account.state);
    return row.account.lowBalance ? u"▼ "_qs + tr("Low") : QString();
}

Tone AccountsModel::alertTone(const AccountRow &row)
{
    if (row.mismatch)
        return Tone::Bad;
    return row.account.state == contract::AccountState::Blocked ? Tone::Muted : Tone::Warn;
}

} // namespace console
