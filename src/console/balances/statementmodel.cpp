// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/balances/statementmodel.h"
#include "console/transactions/bankwords.h"

namespace console {
namespace {

using Row = contract::StatementEntry;

/// Debit and credit: one of them is empty on each line.
Column<Row> moneyColumn(ColumnInfo info, const DisplayFormat &format, base::Money Row::*member, bool zeroIsEmpty)
{
    info.alignment = Qt::AlignRight;
    Column<Row> column{info, [format, member, zeroIsEmpty](const Row &row) {
                           return zeroIsEmpty && (row.*member).isZero() ? QString() : format.amount(row.*member);
                       }};
    column.sortKey = [member](const Row &row) { return SortKey{(row.*member).minor(), {}}; };
    column.search = [format, member, zeroIsEmpty](const Row &row) {
        return zeroIsEmpty && (row.*member).isZero() ? QString() : format.searchedMoney(row.*member);
    };
    column.exportValue = [member](const Row &row) { return ExportValue(row.*member); };
    return column;
}

} // namespace

StatementModel::StatementModel(const DisplayFormat &format, std::function<QString()> currency, QObject *parent)
    : RowsModel<Row>(
          columns(format, currency), [](const Row &row) { return QString::number(row.id); }, {}, parent)
{
}

contract::StatementEntry StatementModel::entryOf(const contract::Transaction &t)
{
    contract::StatementEntry entry;
    entry.id = t.id;
    entry.folio = t.folio;
    entry.seq = t.seq;
    entry.at = t.at;
    entry.localTime = t.localTime;
    entry.kind = t.kind;
    entry.description = t.description;
    const bool deposit = t.kind == contract::TransactionKind::Deposit;
    const base::Money nothing(t.amount.currency());
    entry.debit = deposit ? nothing : t.amount;
    entry.credit = deposit ? t.amount : nothing;
    entry.balance = t.balanceAfter;
    entry.channel = t.channel;
    entry.user = t.user;
    entry.state = t.state;
    return entry;
}

std::vector<Column<Row>> StatementModel::columns(const DisplayFormat &format, const std::function<QString()> &currency)
{
    const auto in = [currency](const std::function<QString()> &name) {
        return [currency, name]() -> QString { return name() + u' ' + currency(); };
    };
    Column<Row> date{{u"fecha"_qs, [] { return tr("Date"); }, Qt::AlignLeft, false, 104},
                     [format](const Row &row) { return format.wallMinute(row.localTime, row.at); }};
    date.sortKey = [](const Row &row) { return SortKey{row.at.value, {}}; };
    date.toolTip = [](const Row &row) { return DisplayFormat::fullTime(row.at); };
    date.exportValue = [](const Row &row) { return ExportValue(DisplayFormat::fullTime(row.at)); };
    Column<Row> folio{{u"folio"_qs, [] { return tr("Folio"); }, Qt::AlignLeft, false, 72},
                      [](const Row &row) { return row.folio; }};
    folio.sortKey = [](const Row &row) { return SortKey{row.id, {}}; };
    Column<Row> concept_{{u"concepto"_qs, [] { return tr("Concept"); }, Qt::AlignLeft, false, 93}, [](const Row &row) {
                             return row.description.isEmpty() ? BankWords::kind(row.kind) : row.description;
                         }};
    Column<Row> debit =
        moneyColumn({u"debe"_qs, in([] { return tr("Debit"); }), {}, false, 93}, format, &Row::debit, true);
    debit.tone = [](const Row &) { return Tone::Warn; };
    Column<Row> credit =
        moneyColumn({u"haber"_qs, in([] { return tr("Credit"); }), {}, false, 98}, format, &Row::credit, true);
    credit.tone = [](const Row &) { return Tone::Good; };
    Column<Row> channel{{u"canal"_qs, [] { return tr("Channel"); }, Qt::AlignLeft, false, 66},
                        [](const Row &row) { return BankWords::channel(row.channel); }};
    channel.exportValue = [](const Row &row) { return ExportValue(QString(contract::word(row.channel))); };
    Column<Row> user{{u"usuario"_qs, [] { return tr("User"); }, Qt::AlignLeft, false, 80},
                     [](const Row &row) { return row.user; }};
    return {date,
            folio,
            concept_,
            debit,
            credit,
            moneyColumn({u"saldo"_qs, in([] { return tr("Balance"); }), {}, false, 112}, format, &Row::balance, false),
            channel,
            user};
}

} // namespace console
