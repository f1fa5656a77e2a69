// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/qrlinks.h"
#include "desk/qrreader.h"
#include "hub/logging.h"
#include <QBasicTimer>
#include <QObject>
#include <QTimerEvent>

using namespace Qt::StringLiterals;
using base::Result;

namespace hub {
namespace {

constexpr int beatMs = 1'000;
constexpr int maxOpen = 20'000; ///< the newest: a bank could not be asked about more of them in a day

/// Those that the bank may still pay or confirm.
Result<std::vector<QString>> openIds(desk::Reader &reader, const QString &provider)
{
    std::vector<QString> ids;
    payments::QrFilter filter;
    filter.statuses = {payments::QrStatus::Active, payments::QrStatus::Used};
    desk::PageRequest request{.limit = 500};
    do {
        const auto page = reader.qrs().qrs(filter, request);
        if (!page)
            return page.error();
        for (const payments::QrRow &row : page->items) {
            if (row.qr.provider == provider && row.qr.isIssued())
                ids.push_back(row.qr.id);
        }
        request.cursor = page->nextCursor;
    } while (!request.cursor.isEmpty() && ids.size() < maxOpen);
    return ids;
}

} // namespace

/// The reconciler and what makes it go, in the service's thread.
class QrLinks::Beat final : public QObject
{
public:
    Beat(QrReconciler::Ports ports, std::chrono::seconds askEvery)
        : reconciler(std::move(ports), askEvery)
    {
        m_timer.start(beatMs, this);
    }
    QrReconciler reconciler;

protected:
    void timerEvent(QTimerEvent *) override { reconciler.tick(); }

private:
    QBasicTimer m_timer;
};

QrLinks::QrLinks(const QrSettings &settings, Parts parts)
    : m_parts(std::move(parts))
    , m_askEvery(settings.askEvery)
    , m_bank(settings.baneco, m_parts.clock)
{
}

QrLinks::~QrLinks()
{
    stop();
}

void QrLinks::start()
{
    m_bank.start();
    m_parts.thread.call([this] { m_beat = std::make_unique<Beat>(reconcilerPorts(), m_askEvery); });
}

void QrLinks::stop()
{
    m_bank.stop(); // first, so that the service's thread need not wait for it
    if (m_beat)
        m_parts.thread.call([this] { m_beat.reset(); });
}

QrReconciler::Ports QrLinks::reconcilerPorts()
{
    return {m_parts.clock,
            m_bank,
            [this](QrReconciler::Open open) { listOpen(std::move(open)); },
            [this](payments::SyncQr command) { sync(std::move(command)); },
            [this](payments::BookBankPayment command, std::function<void(bool)> done) {
                book(std::move(command), std::move(done));
            },
            [this](std::function<void()> job) { m_parts.thread.post(std::move(job)); },
            [this](const QString &why) { onReachable(why); }};
}

void QrLinks::noticed(const QString &qrId)
{
    m_parts.thread.post([this, qrId] {
        if (m_beat)
            m_beat->reconciler.noticed(qrId);
    });
}

gateway::QrBankState QrLinks::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

void QrLinks::listOpen(QrReconciler::Open open)
{
    const auto asked = m_parts.readers.submit(
        [thread = &m_parts.thread, name = m_bank.name(), open](const Result<store::SqlReader *> &reader) {
            const auto ids = reader ? openIds(**reader, name) : Result<std::vector<QString>>(reader.error());
            if (!ids)
                qCWarning(lcHub).noquote() << "open QR codes could not be listed:" << ids.error().toString();
            else
                thread->post([open, ids = *ids] { open(ids); });
        });
    if (!asked)
        qCWarning(lcHub).noquote() << "open QR codes could not be listed:" << asked.error().toString();
}

/// What is lost here is found when the bank is asked the next time.
void QrLinks::sync(payments::SyncQr command)
{
    const QString qrId = command.qrId;
    const auto queued = m_parts.desk.submit(std::move(command), [qrId](const desk::Answer &answer) {
        if (!answer)
            qCWarning(lcHub).noquote() << "QR" << qrId << "was not brought up to date:" << answer.error().toString();
    });
    if (!queued)
        qCWarning(lcHub).noquote() << "QR" << qrId << "was not brought up to date:" << queued.error().toString();
}

void QrLinks::book(payments::BookBankPayment command, std::function<void(bool)> done)
{
    const QString id = command.payment.transactionId;
    const auto queued =
        m_parts.desk.submit(std::move(command), [thread = &m_parts.thread, id, done](const desk::Answer &answer) {
            if (!answer)
                qCWarning(lcHub).noquote() << "payment" << id << "was not booked:" << answer.error().toString();
            thread->post([done, isBooked = answer.ok()] { done(isBooked); });
        });
    if (!queued)
        qCWarning(lcHub).noquote() << "payment" << id << "was not booked:" << queued.error().toString();
}

void QrLinks::onReachable(const QString &why)
{
    {
        const std::lock_guard lock(m_mutex);
        m_state = {why.isEmpty(), why, m_parts.clock.utcNow()};
    }
    if (why.isEmpty())
        qCInfo(lcHub) << "the bank of QR codes answers again";
    else
        qCWarning(lcHub).noquote() << "the bank of QR codes cannot be asked:" << why;
    if (m_parts.onReachable)
        m_parts.onReachable(why);
}

} // namespace hub
