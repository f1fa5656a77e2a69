// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/transactionsmodel.h"
#include "console/listpage/cedulacolumn.h"
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
    , m_format(format)
    , m_ranges(std::make_shared<Ranges>())
{
    setChips(chips(format, m_ranges));
    setFacet({{}, u"user"_qs, {}, [] { return tr("User"); }}, [](const Row &row) { return row.user; });
    setRank([](const Row &row) { return -row.id; });
}

void TransactionsModel::setDayRange(const DayRange &range)
{
    m_ranges->days = range;
    chipsEdited();
    setChipActive(u"days"_qs, !range.isEmpty());
}

void TransactionsModel::setAmountRange(const AmountRange &range)
{
    m_ranges->amounts = range;
    chipsEdited();
    setChipActive(u"amounts"_qs, !range.isEmpty());
}

/// The active chip of a group that has one alone.
QString TransactionsModel::onlyChip(const QString &group) const
{
    QString only;
    for (int i = 0; i < chipCount(); ++i) {
        if (chip(i).group != group || !isChipActive(chip(i).id))
            continue;
        if (!only.isEmpty())
            return {};
        only = chip(i).id;
    }
    return only;
}

client::TransactionQuery TransactionsModel::query() const
{
    client::TransactionQuery query;
    const QString day = onlyChip(u"day"_qs);
    DayRange days;
    if (day == u"days")
        days = m_ranges->days;
    else if (!day.isEmpty())
        days.from = days.to = m_format.today().addDays(day == u"today" ? 0 : -1);
    query.from = days.from ? days.from->toString(Qt::ISODate) : QString();
    query.to = days.to ? days.to->toString(Qt::ISODate) : QString();
    const QString kind = onlyChip(u"kind"_qs);
    if (!kind.isEmpty())
        query.kind = kind == u"deposits" ? contract::TransactionKind::Deposit : contract::TransactionKind::Withdrawal;
    query.channel = contract::parseChannel(onlyChip(u"channel"_qs));
    query.state = contract::parseTransactionState(onlyChip(u"state"_qs));
    query.user = onlyChip(u"user"_qs).mid(qsizetype(sizeof("user:")) - 1);
    const auto money = [](const std::optional<qint64> &minor) -> std::optional<base::Money> {
        const auto amount = minor ? base::Money::fromMinor(*minor, base::Currency::usd())
                                  : base::Result<base::Money>(base::Error(base::ErrorCode::NotFound, {}));
        return amount ? std::optional(*amount) : std::nullopt;
    };
    if (isChipActive(u"amounts"_qs)) {
        query.least = money(m_ranges->amounts.least);
        query.most = money(m_ranges->amounts.most);
    }
    query.search = filter().simplified();
    return query;
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
        cedulaColumn<Row>({u"cedula"_qs, [] { return tr("Cédula"); }, Qt::AlignLeft, false, 110}, format,
                          [](const Row &row) { return row.cedula; }),
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

std::vector<Chip<Row>> TransactionsModel::chips(const DisplayFormat &format, const std::shared_ptr<Ranges> &ranges)
{
    const auto onDay = [format](int daysAgo) {
        return [format, daysAgo](const Row &row) { return format.isDaysAgo(row.localTime, row.at, daysAgo); };
    };
    const auto inDays = [ranges](const Row &row) {
        return ranges->days.contains(QDate::fromString(row.localTime.left(10), Qt::ISODate));
    };
    const auto inAmounts = [ranges](const Row &row) { return ranges->amounts.contains(row.amount.minor()); };
    const auto ofKind = [](contract::TransactionKind kind) {
        return [kind](const Row &row) { return row.kind == kind; };
    };
    const auto rangeTitle = [format, ranges] {
        return ranges->days.isEmpty() ? tr("Days…") : ranges->days.text(format.locale());
    };
    const auto amountTitle = [format, ranges] {
        return ranges->amounts.isEmpty() ? tr("Amount…") : ranges->amounts.text(format.locale());
    };
    std::vector<Chip<Row>> all{
        {{u"today"_qs, u"day"_qs, [] { return tr("Today"); }}, onDay(0)},
        {{u"yesterday"_qs, u"day"_qs, [] { return tr("Yesterday"); }}, onDay(1)},
        {{u"days"_qs, u"day"_qs, rangeTitle, {}, true}, inDays},
        {{u"deposits"_qs, u"kind"_qs, [] { return tr("Deposits"); }}, ofKind(contract::TransactionKind::Deposit)},
        {{u"withdrawals"_qs, u"kind"_qs, [] { return tr("Withdrawals"); }},
         ofKind(contract::TransactionKind::Withdrawal)},
        {{u"amounts"_qs, u"amount"_qs, amountTitle, {}, true}, inAmounts}};
    using contract::Channel;
    for (const Channel channel : {Channel::Till, Channel::Rest, Channel::Socket, Channel::Qr}) {
        ChipInfo info{contract::word(channel), u"channel"_qs, [channel] { return BankWords::channel(channel); },
                      [] { return tr("Channel"); }};
        all.push_back({info, [channel](const Row &row) { return row.channel == channel; }});
    }
    using State = contract::TransactionState;
    for (const State state : {State::Applied, State::Pending, State::Rejected, State::Reversed}) {
        ChipInfo info{contract::word(state), u"state"_qs, [state] { return BankWords::state(state); },
                      [] { return tr("State"); }};
        all.push_back({info, [state](const Row &row) { return row.state == state; }});
    }
    return all;
}

} // namespace console
