// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "hub/hashpool.h"
#include "links/banecobank.h"

namespace hub {

/// BANECO behind payments' port: calls wait in a queue of 200 and run one after the other on a thread of its own, where
/// they are answered. A full queue and a stopped one answer Unreachable at once, from the caller's thread.
class LinkedBank final : public payments::QrProvider
{
public:
    /// `clock` outlives it.
    LinkedBank(links::BanecoSettings settings, const base::Clock &clock);
    ~LinkedBank() override;

    void start() { m_thread.start(); }
    /// Ends the call that runs and answers what waits; a second call does nothing.
    void stop();

    QString name() const override;
    void create(payments::QrOrder order, Done<payments::IssuedQr> done) override;
    void cancel(QString qrId, Done<Nothing> done) override;
    void status(QString qrId, Done<payments::BankQrStatus> done) override;
    void paid(QDate day, Done<std::vector<payments::BankPayment>> done) override;

private:
    template <typename T, typename Call>
    void run(Done<T> done, Call call);

    links::BanecoBank m_bank; ///< m_thread's, but for abort()
    HashPool m_thread;
};

} // namespace hub
