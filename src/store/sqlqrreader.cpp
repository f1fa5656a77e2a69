// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlqrreader.h"
#include "events/codec.h"
#include "store/qrrows.h"
#include "store/readsnapshot.h"
#include "store/sqlrows.h"

namespace store {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;
using payments::QrFilter;
using payments::QrPaymentFilter;

constexpr int maxPage = 500;
constexpr int maxPayments = 500;
constexpr int maxEvents = 1000;

/// The newest payment beside a QR, and why the newest one in suspense is there.
QString rowsSql()
{
    return u"SELECT "_s + qrColumns +
           u", (SELECT s.reason FROM qr_payment s WHERE s.qr_id = q.qr_id AND s.outcome = 1 ORDER BY s.number DESC"
           " LIMIT 1), "_s +
           paymentColumns +
           u" FROM qr q CROSS JOIN account a ON a.id = q.account LEFT JOIN qr_payment p ON p.number ="
           " (SELECT max(n.number) FROM qr_payment n WHERE n.qr_id = q.qr_id AND n.account = q.account)"_s;
}

base::Result<payments::QrRow> rowFrom(const Rows &rows)
{
    payments::QrRow row;
    auto qr = qrFrom(rows);
    if (!qr)
        return qr.error();
    row.qr = std::move(*qr);
    if (!rows.isNull(qrColumnCount))
        row.reason = static_cast<payments::SuspenseReason>(rows.integer(qrColumnCount));
    constexpr int first = qrColumnCount + 1;
    if (rows.isNull(first))
        return row;
    auto payment = paymentFrom(rows, first);
    if (!payment)
        return payment.error();
    row.newest = std::move(*payment);
    return row;
}

QString paymentRowsSql()
{
    return u"SELECT "_s + paymentColumns +
           u", a.owner, a.holder FROM qr_payment p LEFT JOIN account a ON a.id = p.account"_s;
}

base::Result<payments::QrPaymentRow> paymentRowFrom(const Rows &rows)
{
    auto payment = paymentFrom(rows);
    if (!payment)
        return payment.error();
    return payments::QrPaymentRow{std::move(*payment), rows.text(paymentColumnCount),
                                  rows.text(paymentColumnCount + 1)};
}

base::Result<qint64> before(const desk::PageRequest &request)
{
    if (request.limit < 1 || request.limit > maxPage)
        return {ErrorCode::InvalidArgument, u"limit must be 1 to 500"_s};
    if (request.cursor.isEmpty())
        return std::numeric_limits<qint64>::max();
    bool ok = false;
    const qint64 number = request.cursor.toLongLong(&ok);
    if (!ok || number < 1)
        return {ErrorCode::InvalidArgument, u"cursor: not one of ours"_s};
    return number;
}

/// "%Juan%" with what LIKE would take for a mark escaped.
QString like(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + text + u'%';
}

QString conditions(const QrFilter &filter)
{
    QString sql = u" WHERE q.number < ?"_s;
    if (!filter.statuses.empty()) {
        QStringList numbers;
        for (const auto status : filter.statuses)
            numbers << QString::number(static_cast<int>(status));
        sql += " AND q.status IN ("_L1 + numbers.join(u',') + u')';
    }
    if (filter.onlySuspense)
        sql += u" AND q.in_suspense > 0"_s;
    if (!filter.cedula.isEmpty())
        sql += u" AND q.account IN (SELECT id FROM account WHERE owner = ? AND id > 0)"_s;
    if (filter.only)
        sql += u" AND q.account = ?"_s;
    if (filter.from.value > 0)
        sql += u" AND q.created_utc_ms >= ?"_s;
    if (filter.to.value > 0)
        sql += u" AND q.created_utc_ms < ?"_s;
    if (!filter.search.isEmpty())
        sql += u" AND (q.qr_id LIKE ? ESCAPE '\\' OR q.transaction_id LIKE ? ESCAPE '\\' OR q.description LIKE ? ESCAPE"
               " '\\' OR EXISTS (SELECT 1 FROM qr_payment s WHERE s.qr_id = q.qr_id AND s.sender_name LIKE ? ESCAPE"
               " '\\'))"_s;
    return sql;
}

void bind(Statement &statement, const QrFilter &filter)
{
    if (!filter.cedula.isEmpty())
        statement.bind(filter.cedula);
    if (filter.only)
        statement.bind(filter.only->value());
    if (filter.from.value > 0)
        statement.bind(filter.from.value);
    if (filter.to.value > 0)
        statement.bind(filter.to.value);
    if (filter.search.isEmpty())
        return;
    for (int i = 0; i < 4; ++i)
        statement.bind(like(filter.search));
}

QString conditions(const QrPaymentFilter &filter)
{
    QString sql = u" WHERE p.number < ?"_s;
    switch (filter.which) {
    case QrPaymentFilter::Which::Waiting:
        sql += u" AND p.outcome = 1"_s;
        break;
    case QrPaymentFilter::Which::Resolved:
        sql += u" AND p.outcome IN (2, 3)"_s;
        break;
    case QrPaymentFilter::Which::Booked:
        sql += u" AND p.outcome IN (0, 2)"_s;
        break;
    }
    if (filter.from.value > 0)
        sql += u" AND p.paid_utc_ms >= ?"_s;
    if (filter.to.value > 0)
        sql += u" AND p.paid_utc_ms < ?"_s;
    if (filter.only)
        sql += u" AND p.account = ?"_s;
    return sql;
}

} // namespace

SqlQrReader::SqlQrReader(Database &database, SqlEventLog &log)
    : m_database(database)
    , m_log(log)
{
}

Statement &SqlQrReader::prepared(const QString &sql)
{
    auto &slot = m_statements[sql];
    if (!slot)
        slot = std::make_unique<Statement>(m_database, sql);
    return *slot;
}

base::Result<> SqlQrReader::stamp(QString &epoch, qint64 &seq)
{
    auto last = m_log.lastSequence();
    auto name = m_log.epoch();
    if (!last || !name)
        return !last ? last.error() : name.error();
    seq = *last;
    epoch = std::move(*name);
    return {};
}

base::Result<desk::Page<payments::QrRow>> SqlQrReader::qrs(const QrFilter &filter, const desk::PageRequest &request)
{
    const auto below = before(request);
    if (!below)
        return below.error();
    auto snapshot = ReadSnapshot::begin(m_database);
    if (!snapshot)
        return snapshot.error();
    Statement &statement = prepared(rowsSql() + conditions(filter) + u" ORDER BY q.number DESC LIMIT ?"_s);
    statement.bind(*below);
    bind(statement, filter);
    auto items = rowsOf<payments::QrRow>(statement.bind(request.limit + 1), rowFrom);
    if (!items)
        return items.error();
    auto page = pageOf(std::move(*items), request.limit,
                       [](const payments::QrRow &row) { return QString::number(row.qr.number); });
    if (auto ok = stamp(page.epoch, page.seq); !ok)
        return ok.error();
    return page;
}

base::Result<desk::Snapshot<payments::QrHistory>> SqlQrReader::qr(const QString &qrId,
                                                                  const std::optional<bank::AccountId> &only)
{
    auto snapshot = ReadSnapshot::begin(m_database);
    if (!snapshot)
        return snapshot.error();
    auto found = rowsOf<payments::QrRow>(prepared(rowsSql() + u" WHERE q.qr_id = ?"_s).bind(qrId), rowFrom);
    if (!found)
        return found.error();
    if (found->empty() || (only && found->front().qr.account != *only))
        return {ErrorCode::NotFound, u"there is no such QR"_s};
    desk::Snapshot<payments::QrHistory> answer{{std::move(found->front()), {}, {}}, {}, 0};
    if (auto ok = readHistory(answer.value); !ok)
        return ok.error();
    if (auto ok = stamp(answer.epoch, answer.seq); !ok)
        return ok.error();
    return answer;
}

base::Result<> SqlQrReader::readHistory(payments::QrHistory &history)
{
    payments::Qr &qr = history.row.qr;
    auto image = rowsOf<QByteArray>(prepared(u"SELECT image FROM qr WHERE number = ?"_s).bind(qr.number),
                                    [](const Rows &rows) { return base::Result<QByteArray>(rows.blob(0)); });
    if (!image)
        return image.error();
    qr.image = image->empty() ? QByteArray() : image->front();
    auto paid = rowsOf<payments::QrPaymentRow>(
        prepared(paymentRowsSql() + u" WHERE p.qr_id = ? AND p.account = ? ORDER BY p.number DESC LIMIT ?"_s)
            .bind(qr.id)
            .bind(qr.account.value())
            .bind(maxPayments),
        paymentRowFrom);
    if (!paid)
        return paid.error();
    history.payments = std::move(*paid);
    // Created and changed under the QR's id, paid under the payment's (ledger0005).
    auto told = rowsOf<events::Event>(
        prepared(u"SELECT e.seq, e.at_utc_ms, e.type, e.version, e.payload FROM event e WHERE e.seq IN"
                 " (SELECT seq FROM qr_event WHERE key = ? AND kind IN (0, 2) AND account = ? UNION ALL"
                 " SELECT k.seq FROM qr_payment p CROSS JOIN qr_event k ON k.key = p.transaction_id AND k.kind = 1"
                 " WHERE p.qr_id = ? AND k.account = ?) ORDER BY e.seq LIMIT ?"_s)
            .bind(qr.id)
            .bind(qr.account.value())
            .bind(qr.id)
            .bind(qr.account.value())
            .bind(maxEvents),
        [](const Rows &rows) {
            return events::decode(rows.text(2), static_cast<int>(rows.integer(3)), rows.blob(4), rows.integer(0),
                                  {rows.integer(1)});
        });
    if (!told)
        return told.error();
    history.events = std::move(*told);
    return {};
}

base::Result<desk::Page<payments::QrPaymentRow>> SqlQrReader::payments(const QrPaymentFilter &filter,
                                                                       const desk::PageRequest &request)
{
    const auto below = before(request);
    if (!below)
        return below.error();
    auto snapshot = ReadSnapshot::begin(m_database);
    if (!snapshot)
        return snapshot.error();
    Statement &statement = prepared(paymentRowsSql() + conditions(filter) + u" ORDER BY p.number DESC LIMIT ?"_s);
    statement.bind(*below);
    if (filter.from.value > 0)
        statement.bind(filter.from.value);
    if (filter.to.value > 0)
        statement.bind(filter.to.value);
    if (filter.only)
        statement.bind(filter.only->value());
    auto items = rowsOf<payments::QrPaymentRow>(statement.bind(request.limit + 1), paymentRowFrom);
    if (!items)
        return items.error();
    auto page = pageOf(std::move(*items), request.limit,
                       [](const payments::QrPaymentRow &row) { return QString::number(row.payment.number); });
    if (auto ok = stamp(page.epoch, page.seq); !ok)
        return ok.error();
    return page;
}

base::Result<std::optional<base::UtcMs>> SqlQrReader::firstDue()
{
    auto due = rowsOf<std::optional<qint64>>(
        prepared(u"SELECT min(due_utc_ms) FROM qr WHERE status = 0 AND qr_id IS NOT NULL"_s),
        [](const Rows &rows) { return base::Result<std::optional<qint64>>(rows.optionalInteger(0)); });
    if (!due)
        return due.error();
    if (due->empty() || !due->front())
        return std::optional<base::UtcMs>();
    return std::optional(base::UtcMs{*due->front()});
}

} // namespace store
