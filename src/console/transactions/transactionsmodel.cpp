// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/transactionsmodel.h"
#include "console/transactions/bankwords.h"

namespace console {
namespace {

using Row = contract::Transaction;

Column<Row> moneyColumn(ColumnInfo info, const DisplayFormat &format, base::Money Row::*member)
{
    info.alignment = Qt::AlignRight;
    Column<Row> column{info, [format, member](const Row &row) { return format.money(row.*member); }};
    column.sortKey = [member](const Row &row) {
        return SortKey{(row.*member).minor(), (row.*member).currency().toString()};
    };
    column.search = [format, member](const Row &row) { return format.searchedMoney(row.*member); };
    column.exportValue = [member](const Row &row) { return ExportValue(row.*member); };
    return column;
}

template <typename Word>
ExportValue wireWord(Word value)
{
    return QString(contract::word(value));
}

} // namespace

TransactionsModel::TransactionsModel(const DisplayFormat &format, QObject *parent)
    : RowsModel<Row>(
          columns(format), [](const Row &row) { return QString::number(row.id); }, {}, parent)
{
    setChips(chips(format));
}

std::vector<Column<Row>> TransactionsModel::columns(const DisplayFormat &format)
{
    const auto text = [](const char *id, std::function<QString()> title, int width, bool hidden, QString Row::*member) {
        const ColumnInfo info{QString::fromLatin1(id), std::move(title), Qt::AlignLeft, hidden, width};
        return Column<Row>{info, [member](const Row &row) { return row.*member; }};
    };
    Column<Row> time{{u"timestamp"_qs, [] { return tr("Time"); }, Qt::AlignLeft, false, 118},
                     [format](const Row &row) { return format.wallTime(row.localTime, row.at); }};
    time.sortKey = [](const Row &row) { return SortKey{row.at.value, {}}; };
    time.toolTip = [](const Row &row) { return DisplayFormat::fullTime(row.at); };
    time.exportValue = [](const Row &row) { return ExportValue(DisplayFormat::fullTime(row.at)); };
    Column<Row> folio = text(
        "folio", [] { return tr("Folio"); }, 80, false, &Row::folio);
    folio.sortKey = [](const Row &row) { return SortKey{row.id, {}}; };
    Column<Row> kind{{u"tipo"_qs, [] { return tr("Type"); }, Qt::AlignLeft, false, 115},
                     [](const Row &row) { return BankWords::kindWithSign(row.kind); }};
    kind.tone = [](const Row &row) { return BankWords::tone(row.kind); };
    kind.exportValue = [](const Row &row) { return wireWord(row.kind); };
    Column<Row> amount = moneyColumn({u"monto"_qs, [] { return tr("Amount"); }, {}, false, 130}, format, &Row::amount);
    amount.tone = kind.tone;
    Column<Row> currency{{u"moneda"_qs, [] { return tr("Currency"); }, Qt::AlignLeft, true, 80},
                         [](const Row &row) { return row.amount.currency().toString(); }};
    Column<Row> channel{{u"canal"_qs, [] { return tr("Channel"); }, Qt::AlignLeft, false, 80},
                        [](const Row &row) { return BankWords::channel(row.channel); }};
    channel.exportValue = [](const Row &row) { return wireWord(row.channel); };
    Column<Row> state{{u"estado"_qs, [] { return tr("State"); }, Qt::AlignLeft, false, 90},
                      [](const Row &row) { return BankWords::state(row.state); }};
    state.tone = [](const Row &row) { return BankWords::tone(row.state); };
    state.exportValue = [](const Row &row) { return wireWord(row.state); };
    return {
        time,
        folio,
        kind,
        text(
            "cedula", [] { return tr("Cédula"); }, 110, false, &Row::cedula),
        text(
            "nombre", [] { return tr("Name"); }, 180, true, &Row::holderName),
        amount,
        moneyColumn({u"saldo_anterior"_qs, [] { return tr("Balance before"); }, {}, true, 150}, format,
                    &Row::balanceBefore),
        moneyColumn({u"saldo_nuevo"_qs, [] { return tr("New balance"); }, {}, false, 140}, format, &Row::balanceAfter),
        currency,
        channel,
        text(
            "usuario", [] { return tr("User"); }, 84, false, &Row::user),
        state,
        text(
            "concepto", [] { return tr("Concept"); }, 220, true, &Row::description)};
}

std::vector<Chip<Row>> TransactionsModel::chips(const DisplayFormat &format)
{
    const auto onDay = [format](int daysAgo) {
        return [format, daysAgo](const Row &row) { return format.isDaysAgo(row.localTime, row.at, daysAgo); };
    };
    const auto ofKind = [](contract::TransactionKind kind) {
        return [kind](const Row &row) { return row.kind == kind; };
    };
    const auto byChannel = [](contract::Channel channel) {
        return [channel](const Row &row) { return row.channel == channel; };
    };
    return {{{u"today"_qs, u"day"_qs, [] { return tr("Today"); }}, onDay(0)},
            {{u"yesterday"_qs, u"day"_qs, [] { return tr("Yesterday"); }}, onDay(1)},
            {{u"deposits"_qs, u"kind"_qs, [] { return tr("Deposits"); }}, ofKind(contract::TransactionKind::Deposit)},
            {{u"withdrawals"_qs, u"kind"_qs, [] { return tr("Withdrawals"); }},
             ofKind(contract::TransactionKind::Withdrawal)},
            {{u"till"_qs, u"channel"_qs, [] { return BankWords::channel(contract::Channel::Till); }},
             byChannel(contract::Channel::Till)},
            {{u"rest"_qs, u"channel"_qs, [] { return BankWords::channel(contract::Channel::Rest); }},
             byChannel(contract::Channel::Rest)},
            {{u"socket"_qs, u"channel"_qs, [] { return BankWords::channel(contract::Channel::Socket); }},
             byChannel(contract::Channel::Socket)},
            {{u"qr"_qs, u"channel"_qs, [] { return BankWords::channel(contract::Channel::Qr); }},
             byChannel(contract::Channel::Qr)}};
}

} // namespace console
