// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/qrreconciler.h"
#include <QTimeZone>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using payments::BankPayment;
using payments::BankQrStatus;
using payments::ProviderAnswer;
using payments::ProviderFailure;
using Kind = payments::ProviderFailure::Kind;

namespace hub {
namespace {

constexpr size_t maxNoticed = 500;
constexpr qsizetype maxBooked = 50'000;
constexpr auto paidEvery = 5min;
constexpr std::chrono::seconds firstPause = 5s;
constexpr std::chrono::seconds longestPause = 5min;
constexpr int refusalsBeforePause = 3; ///< one may be about one QR; several are about us

QDate dayInLaPaz(base::UtcMs at)
{
    return QDateTime::fromMSecsSinceEpoch(at.value, QTimeZone("America/La_Paz")).date();
}

std::chrono::seconds pauseAfter(int failures)
{
    const int doublings = std::min(failures - 1, 10);
    return std::min(longestPause, std::chrono::seconds(firstPause.count() << doublings));
}

bool isRefusal(const ProviderFailure &failure)
{
    return failure.kind == Kind::Refused || failure.kind == Kind::NotFound;
}

} // namespace

QrReconciler::QrReconciler(Ports ports, std::chrono::seconds askEvery)
    : m_ports(std::move(ports))
    , m_askEvery(askEvery)
{
}

QrReconciler::~QrReconciler()
{
    *m_alive = false;
}

void QrReconciler::noticed(const QString &qrId)
{
    if (m_noticed.size() < maxNoticed && std::find(m_noticed.begin(), m_noticed.end(), qrId) == m_noticed.end())
        m_noticed.push_back(qrId);
    askNext();
}

void QrReconciler::tick()
{
    const base::Monotonic now = m_ports.clock.monotonicNow();
    if (now >= m_nextPaid) {
        m_nextPaid = now + paidEvery;
        planDays();
    }
    if (now >= m_nextList && m_queue.empty()) {
        m_nextList = now + m_askEvery;
        const auto take = [this](std::vector<QString> ids) {
            m_queue.assign(ids.begin(), ids.end());
            askNext();
        };
        m_ports.openQrs([alive = m_alive, take](std::vector<QString> ids) {
            if (*alive)
                take(std::move(ids));
        });
    }
    askNext();
}

/// Today; and yesterday at the start and once after midnight, since what was paid in its last minutes shows late.
void QrReconciler::planDays()
{
    const QDate today = dayInLaPaz(m_ports.clock.utcNow());
    if (today != m_lastDay)
        m_days.push_back(today.addDays(-1));
    m_lastDay = today;
    if (std::find(m_days.begin(), m_days.end(), today) == m_days.end())
        m_days.push_back(today);
}

void QrReconciler::askNext()
{
    if (m_isBusy || m_ports.clock.monotonicNow() < m_pauseUntil)
        return;
    if (!m_noticed.empty())
        return askStatus(m_noticed.front(), true);
    if (!m_days.empty())
        return askPaid(m_days.front());
    if (!m_queue.empty())
        askStatus(m_queue.front(), false);
}

// Answers come in the bank's thread and perhaps after our end: they are posted to ours, and dropped when we are gone.

void QrReconciler::askStatus(const QString &qrId, bool isNoticed)
{
    m_isBusy = true;
    m_ports.bank.status(qrId, [this, post = m_ports.post, alive = m_alive, qrId,
                               isNoticed](const ProviderAnswer<BankQrStatus> &answer) {
        post([this, alive, qrId, isNoticed, answer] {
            if (*alive)
                onStatus(qrId, isNoticed, answer);
        });
    });
}

void QrReconciler::onStatus(const QString &qrId, bool isNoticed, const ProviderAnswer<BankQrStatus> &answer)
{
    m_isBusy = false;
    const auto *failure = std::get_if<ProviderFailure>(&answer);
    if (!failure || isRefusal(*failure)) {
        std::erase(isNoticed ? m_noticed : m_queue, qrId);
        if (isNoticed)
            std::erase(m_queue, qrId); // asked just now
    }
    if (failure)
        return fail(*failure);
    m_ports.sync({qrId, m_ports.bank.name(), std::get<BankQrStatus>(answer), isNoticed});
    succeed();
}

void QrReconciler::askPaid(QDate day)
{
    m_isBusy = true;
    m_ports.bank.paid(
        day, [this, post = m_ports.post, alive = m_alive, day](const ProviderAnswer<std::vector<BankPayment>> &answer) {
            post([this, alive, day, answer] {
                if (*alive)
                    onPaid(day, answer);
            });
        });
}

void QrReconciler::onPaid(QDate day, const ProviderAnswer<std::vector<BankPayment>> &answer)
{
    m_isBusy = false;
    const auto *failure = std::get_if<ProviderFailure>(&answer);
    if (!failure || isRefusal(*failure))
        std::erase(m_days, day);
    if (failure)
        return fail(*failure);
    if (m_booked.size() > maxBooked)
        m_booked.clear(); // the desk knows them anyway
    for (const BankPayment &payment : std::get<std::vector<BankPayment>>(answer)) {
        if (m_booked.contains(payment.transactionId))
            continue;
        m_ports.book({m_ports.bank.name(), payment},
                     [this, alive = m_alive, id = payment.transactionId](bool isBooked) {
                         if (*alive && isBooked)
                             m_booked.insert(id);
                     });
    }
    succeed();
}

void QrReconciler::succeed()
{
    m_failures = 0;
    if (m_isDown)
        m_ports.onReachable({});
    m_isDown = false;
    askNext();
}

void QrReconciler::fail(const ProviderFailure &failure)
{
    ++m_failures;
    if (isRefusal(failure) && m_failures < refusalsBeforePause)
        return askNext();
    m_pauseUntil = m_ports.clock.monotonicNow() + pauseAfter(m_failures);
    if (!m_isDown)
        m_ports.onReachable(failure.message);
    m_isDown = true;
}

} // namespace hub
