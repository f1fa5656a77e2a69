// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "payments/commands.h"
#include <QSet>
#include <deque>
#include <memory>

namespace hub {

/// Asks the bank what has become of our QR codes and hands what it confirms to the desk (SPEC 2.6): the status of each
/// open QR in turn, at once for those that a notice came for (which is never believed itself), and the list of the
/// day's payments, which finds what the rest missed. One question at a time. A bank that does not answer is left alone
/// for 5 s, then twice as long each time, 5 min at most. Belongs to one thread, which calls tick() about once a second.
class QrReconciler
{
public:
    using Open = std::function<void(std::vector<QString>)>;
    struct Ports
    {
        const base::Clock &clock;
        payments::QrProvider &bank;
        /// The ids of this bank's QR codes that may still be paid or confirmed; answered in the own thread.
        std::function<void(Open)> openQrs;
        /// To the desk; `done` tells in the own thread whether it was booked (or known already).
        std::function<void(payments::SyncQr)> sync;
        std::function<void(payments::BookBankPayment, std::function<void(bool)> done)> book;
        /// Runs a job in the own thread, later. From any thread.
        std::function<void(std::function<void()>)> post;
        /// The bank answers again (empty), or since now it does not (why).
        std::function<void(const QString &why)> onReachable;
    };

    QrReconciler(Ports ports, std::chrono::seconds askEvery);
    ~QrReconciler();
    QrReconciler(const QrReconciler &) = delete;
    QrReconciler &operator=(const QrReconciler &) = delete;

    void tick();
    /// Somebody says that this QR was paid: ask before all others. At most 500 wait; more are found in their turn.
    void noticed(const QString &qrId);
    /// How many wait to be asked about; for tests and gauges.
    size_t waiting() const { return m_noticed.size() + m_queue.size(); }

private:
    void askNext();
    void askStatus(const QString &qrId, bool isNoticed);
    void askPaid(QDate day);
    void onStatus(const QString &qrId, bool isNoticed, const payments::ProviderAnswer<payments::BankQrStatus> &answer);
    void onPaid(QDate day, const payments::ProviderAnswer<std::vector<payments::BankPayment>> &answer);
    void succeed();
    void fail(const payments::ProviderFailure &failure);
    void planDays();

    const Ports m_ports;
    const std::chrono::seconds m_askEvery;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    std::deque<QString> m_noticed;
    std::deque<QString> m_queue;
    std::deque<QDate> m_days;
    QDate m_lastDay;
    QSet<QString> m_booked; ///< payments of the lists that are booked: not offered again
    base::Monotonic m_nextList{0};
    base::Monotonic m_nextPaid{0};
    base::Monotonic m_pauseUntil{0};
    int m_failures = 0;
    bool m_isDown = false;
    bool m_isBusy = false;
};

} // namespace hub
