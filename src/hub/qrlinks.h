// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/qrbank.h"
#include "hub/adapters/linkedbank.h"
#include "hub/deskthread.h"
#include "hub/qrreconciler.h"
#include "hub/qrsettings.h"
#include "hub/readerpool.h"
#include "net/thread.h"
#include <mutex>

namespace hub {

/// The outside bank of QR codes, wired: its calls on a thread of their own, its reconciliation on the service's, what
/// it confirms to the desk. Made and destroyed by whoever composes the hub; the port's calls are for any thread.
class QrLinks final : public gateway::QrBank
{
public:
    struct Parts
    {
        const base::Clock &clock;
        DeskThread &desk;
        ReaderPool &readers;
        net::HubThread &thread; ///< the service's
        /// The bank answers again (empty), or since now it does not (why). In the service's thread.
        std::function<void(const QString &why)> onReachable;
    };

    /// The parts outlive it. `settings.provider` is no local one.
    QrLinks(const QrSettings &settings, Parts parts);
    ~QrLinks() override;

    void start();
    /// Ends the call that runs. Idempotent.
    void stop();

    payments::QrProvider &provider() override { return m_bank; }
    void noticed(const QString &qrId) override;
    gateway::QrBankState state() const override;

private:
    class Beat;
    QrReconciler::Ports reconcilerPorts();
    void listOpen(QrReconciler::Open open);
    void sync(payments::SyncQr command);
    void book(payments::BookBankPayment command, std::function<void(bool)> done);
    void onReachable(const QString &why);

    const Parts m_parts;
    const std::chrono::seconds m_askEvery;
    LinkedBank m_bank;
    std::unique_ptr<Beat> m_beat; ///< service's thread
    mutable std::mutex m_mutex;   ///< guards the state
    gateway::QrBankState m_state;
};

} // namespace hub
