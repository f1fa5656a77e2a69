// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrmodel.h"

namespace console {
namespace {

using Row = QrRow;

Column<Row> textColumn(const char *id, std::function<QString()> title, int width, bool hidden,
                       QString contract::Qr::*member)
{
    const ColumnInfo info{QString::fromLatin1(id), std::move(title), Qt::AlignLeft, hidden, width};
    return Column<Row>{info, [member](const Row &row) { return row.qr.*member; }};
}

Column<Row> senderColumn(const char *id, std::function<QString()> title, int width, bool hidden,
                         std::function<QString(const contract::QrSender &)> text)
{
    const ColumnInfo info{QString::fromLatin1(id), std::move(title), Qt::AlignLeft, hidden, width};
    return Column<Row>{
        info, [text = std::move(text)](const Row &row) { return row.qr.sender ? text(*row.qr.sender) : QString(); }};
}

Column<Row> timeColumn(const char *id, std::function<QString()> title, const DisplayFormat &format, bool hidden,
                       std::function<std::optional<base::UtcMs>(const Row &)> at)
{
    const ColumnInfo info{QString::fromLatin1(id), std::move(title), Qt::AlignLeft, hidden, 92};
    Column<Row> column{info, [format, at](const Row &row) {
                           const auto moment = at(row);
                           return moment ? format.moment(*moment) : QString();
                       }};
    column.sortKey = [at](const Row &row) { return SortKey{at(row).value_or(base::UtcMs{}).value, {}}; };
    column.toolTip = [at](const Row &row) {
        const auto moment = at(row);
        return moment ? DisplayFormat::fullTime(*moment) : QString();
    };
    column.exportValue = [at](const Row &row) {
        const auto moment = at(row);
        return moment ? ExportValue(DisplayFormat::fullTime(*moment)) : ExportValue();
    };
    return column;
}

Column<Row> moneyColumn(ColumnInfo info, const DisplayFormat &format, base::Money contract::Qr::*member,
                        const std::function<QString()> &zero)
{
    info.alignment = Qt::AlignRight;
    Column<Row> column{info, [format, member, zero](const Row &row) {
                           const base::Money &money = row.qr.*member;
                           return money.isZero() ? zero() : format.money(money);
                       }};
    column.sortKey = [member](const Row &row) {
        return SortKey{(row.qr.*member).minor(), (row.qr.*member).currency().toString()};
    };
    column.search = [format, member](const Row &row) { return format.searchedMoney(row.qr.*member); };
    column.exportValue = [member](const Row &row) { return ExportValue(row.qr.*member); };
    return column;
}

Column<Row> stateColumn(const base::Clock &clock)
{
    Column<Row> state{{u"estado"_qs, [] { return QrModel::tr("State"); }, Qt::AlignLeft, false, 142},
                      [](const Row &row) {
                          const QString word = QrWords::stateWithSign(row.shown);
                          return row.isUnverified ? QrModel::tr("%1, not verified").arg(word) : word;
                      }};
    state.tone = [&clock](const Row &row) {
        const auto left = timeLeft(row.qr, clock.utcNow());
        return row.isUnverified || (left && *left <= qrLastMinute) ? Tone::Warn : QrWords::tone(row.shown);
    };
    state.sortKey = [](const Row &row) { return SortKey{static_cast<qint64>(row.shown), {}}; };
    state.exportValue = [](const Row &row) { return ExportValue(QrWords::fileWord(row.shown)); };
    return state;
}

/// The countdown while it can be paid, else the moment.
Column<Row> dueColumn(const DisplayFormat &format, const base::Clock &clock)
{
    Column<Row> due = timeColumn(
        "dueDate", [] { return QrModel::tr("Expires in"); }, format, false,
        [](const Row &row) { return std::optional(row.qr.dueDate); });
    due.search = due.text; // the moment: a countdown is another every second
    due.text = [format, &clock](const Row &row) {
        const auto left = timeLeft(row.qr, clock.utcNow());
        if (!left)
            return format.moment(row.qr.dueDate);
        return QString((*left <= qrLastMinute ? u"⚠ "_qs : QString()) + QrWords::duration(*left));
    };
    due.tone = [&clock](const Row &row) {
        const auto left = timeLeft(row.qr, clock.utcNow());
        return !left ? Tone::Muted : *left <= qrLastMinute ? Tone::Warn : Tone::Plain;
    };
    return due;
}

} // namespace

QrModel::QrModel(const DisplayFormat &format, const base::Clock &clock, QObject *parent)
    : RowsModel<Row>(
          columns(format, clock), [](const Row &row) { return row.id(); }, {}, parent)
    , m_clock(clock)
{
    setChips(chips(format));
}

std::vector<Column<Row>> QrModel::columns(const DisplayFormat &format, const base::Clock &clock)
{
    Column<Row> status{{u"status"_qs, [] { return tr("Status"); }, Qt::AlignLeft, true, 90},
                       [](const Row &row) { return QString(contract::word(row.qr.status)); }};
    Column<Row> currency{{u"currency"_qs, [] { return tr("Currency"); }, Qt::AlignLeft, true, 74},
                         [](const Row &row) { return row.qr.amount.currency().toString(); }};
    Column<Row> source{{u"syncSource"_qs, [] { return tr("Origin"); }, Qt::AlignLeft, true, 100}, [](const Row &row) {
                           return row.qr.syncSource ? QrWords::source(*row.qr.syncSource) : QString();
                       }};
    source.exportValue = [](const Row &row) {
        return row.qr.syncSource ? ExportValue(QString(contract::word(*row.qr.syncSource))) : ExportValue();
    };
    std::vector<Column<Row>> all{
        stateColumn(clock),
        timeColumn(
            "createdAt", [] { return tr("Time"); }, format, false,
            [](const Row &row) { return std::optional(row.qr.createdAt); }),
        textColumn(
            "qrId", [] { return tr("QR number"); }, 170, true, &contract::Qr::qrId),
        textColumn(
            "transactionId", [] { return tr("Reference"); }, 150, true, &contract::Qr::transactionId),
        moneyColumn({u"amount"_qs, [] { return tr("Amount"); }, {}, false, 112}, format, &contract::Qr::amount,
                    [] { return tr("open"); }),
        moneyColumn({u"paid"_qs, [] { return tr("Paid"); }, {}, true, 112}, format, &contract::Qr::paid,
                    [] { return QString(); }),
        currency,
        textColumn(
            "description", [] { return tr("Description"); }, 150, false, &contract::Qr::description),
        dueColumn(format, clock),
    };
    for (Column<Row> &column : payerColumns())
        all.push_back(std::move(column));
    all.push_back(source);
    all.push_back(textColumn(
        "cedula", [] { return tr("Cédula"); }, 106, true, &contract::Qr::cedula));
    all.push_back(textColumn(
        "nombre", [] { return tr("Name"); }, 150, true, &contract::Qr::holderName));
    all.push_back(timeColumn(
        "paidAt", [] { return tr("Paid at"); }, format, true, [](const Row &row) { return row.qr.paidAt; }));
    all.push_back(status);
    return all;
}

std::vector<Column<Row>> QrModel::payerColumns()
{
    return {senderColumn(
                "senderName", [] { return tr("Payer"); }, 140, false,
                [](const contract::QrSender &sender) { return sender.name; }),
            senderColumn(
                "senderDocumentId", [] { return tr("Document"); }, 100, true,
                [](const contract::QrSender &sender) { return sender.documentId; }),
            senderColumn(
                "senderBankCode", [] { return tr("Bank"); }, 120, true,
                [](const contract::QrSender &sender) {
                    return sender.bankName.isEmpty() ? sender.bankCode : sender.bankName;
                }),
            senderColumn(
                "senderAccount", [] { return tr("Account"); }, 110, true,
                [](const contract::QrSender &sender) { return sender.account; })};
}

std::vector<Chip<Row>> QrModel::chips(const DisplayFormat &format)
{
    std::vector<Chip<Row>> chips;
    const auto state = [&chips](QrShown shown) {
        chips.push_back({{QrWords::fileWord(shown), u"state"_qs, [shown] { return QrWords::state(shown); }},
                         [shown](const Row &row) { return row.shown == shown; }});
    };
    for (const QrShown shown : {QrShown::Pending, QrShown::Paid, QrShown::PaidLate, QrShown::AmountDiffers,
                                QrShown::InSuspense, QrShown::Expired, QrShown::Cancelled, QrShown::Uncertain})
        state(shown);
    const auto onDay = [format](int daysAgo) {
        return [format, daysAgo](const Row &row) { return format.isDaysAgo(row.qr.createdAt, daysAgo); };
    };
    chips.push_back({{u"today"_qs, u"day"_qs, [] { return tr("Today"); }}, onDay(0)});
    chips.push_back({{u"yesterday"_qs, u"day"_qs, [] { return tr("Yesterday"); }}, onDay(1)});
    return chips;
}

QStringList QrModel::alwaysExported()
{
    return {u"status"_qs, u"senderName"_qs, u"senderDocumentId"_qs, u"senderBankCode"_qs, u"senderAccount"_qs};
}

// --- rows ------------------------------------------------------------------------------------------------------------

QrRow QrModel::toRow(const contract::Qr &qr)
{
    const QrShown shown = shownOf(qr, m_clock.utcNow());
    QrRow row{qr, shown, m_railDown && shown == QrShown::Pending};
    if (shown == QrShown::Pending)
        m_pending.insert(row.id());
    return row;
}

std::vector<QrRow> QrModel::rowsOf(const std::vector<contract::Qr> &qrs)
{
    std::vector<QrRow> rows;
    for (const contract::Qr &qr : qrs) {
        rows.push_back(toRow(qr));
        if (!qr.qrId.isEmpty())
            m_idOfQrId.insert(qr.qrId, rows.back().id());
    }
    return rows;
}

void QrModel::replaceQrs(const std::vector<contract::Qr> &qrs)
{
    m_idOfQrId.clear();
    m_pending.clear();
    replaceAll(rowsOf(qrs));
}

void QrModel::appendOlderQrs(const std::vector<contract::Qr> &qrs)
{
    appendOlder(rowsOf(qrs));
}

void QrModel::stageQr(const contract::Qr &qr)
{
    const QrRow *known = newest(QString::number(qr.number));
    if (!known || known->qr.seq <= qr.seq)
        stage(rowsOf({qr}).front());
}

bool QrModel::stageNews(const contract::QrNews &news)
{
    const QrRow *known = byQrId(news.qrId);
    if (!known)
        return false;
    if (known->qr.seq >= news.seq)
        return true; // it is in it
    contract::Qr qr = known->qr;
    qr.seq = news.seq;
    qr.status = news.status;
    if (news.source)
        qr.syncSource = news.source;
    if (news.what == contract::QrNews::What::Paid) {
        ++qr.payments;
        qr.sender = news.sender;
        qr.paidAt = news.at;
        if (news.newBalance) // else it waits in suspense; reading the QR will tell why
            qr.paid = qr.paid.plus(news.amount).valueOr(qr.paid);
    }
    stage(toRow(qr));
    return true;
}

const QrRow *QrModel::byQrId(const QString &qrId) const
{
    const auto id = m_idOfQrId.constFind(qrId);
    return id == m_idOfQrId.constEnd() ? nullptr : newest(*id);
}

void QrModel::forEach(const std::function<void(const QrRow &)> &look) const
{
    for (const QString &id : m_idOfQrId) {
        if (const QrRow *row = newest(id))
            look(*row);
    }
}

void QrModel::setRailDown(bool down)
{
    if (std::exchange(m_railDown, down) == down)
        return;
    const QSet<QString> pending = m_pending;
    for (const QString &id : pending) {
        if (const QrRow *row = newest(id))
            stage(toRow(contract::Qr(row->qr)));
    }
}

bool QrModel::beat()
{
    int first = -1;
    int last = -1;
    bool staged = false;
    const base::UtcMs now = m_clock.utcNow();
    const QSet<QString> pending = std::exchange(m_pending, {});
    for (const QString &id : pending) {
        const QrRow *row = newest(id);
        if (!row || row->shown != QrShown::Pending)
            continue;
        if (now > row->qr.dueDate) {
            stage(toRow(contract::Qr(row->qr)));
            staged = true;
            continue;
        }
        m_pending.insert(id);
        if (const int at = rowOf(id); at >= 0) {
            first = first < 0 ? at : std::min(first, at);
            last = std::max(last, at);
        }
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
    return staged;
}

} // namespace console
