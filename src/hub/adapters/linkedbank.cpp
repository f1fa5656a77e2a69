// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/adapters/linkedbank.h"
#include "payments/qr.h"

using namespace Qt::StringLiterals;
using payments::ProviderFailure;

namespace hub {
namespace {

ProviderFailure undone(const QString &why)
{
    return {ProviderFailure::Kind::Unreachable, why, 0};
}

} // namespace

LinkedBank::LinkedBank(links::BanecoSettings settings, const base::Clock &clock)
    : m_bank(std::move(settings), clock)
{
}

LinkedBank::~LinkedBank()
{
    stop();
}

void LinkedBank::stop()
{
    m_bank.abort();
    m_thread.stop();
}

QString LinkedBank::name() const
{
    return payments::banecoProvider;
}

template <typename T, typename Call>
void LinkedBank::run(Done<T> done, Call call)
{
    const bool taken = m_thread.submit([done, call = std::move(call)](HashPool::Fate fate) {
        if (fate == HashPool::Fate::Cancelled)
            return done(undone(u"the hub is stopping"_s));
        done(call());
    });
    if (!taken)
        done(undone(u"too many questions wait for the bank"_s));
}

void LinkedBank::create(payments::QrOrder order, Done<payments::IssuedQr> done)
{
    run(std::move(done), [this, order = std::move(order)] { return m_bank.create(order); });
}

void LinkedBank::cancel(QString qrId, Done<Nothing> done)
{
    run(std::move(done), [this, qrId = std::move(qrId)] { return m_bank.cancel(qrId); });
}

void LinkedBank::status(QString qrId, Done<payments::BankQrStatus> done)
{
    run(std::move(done), [this, qrId = std::move(qrId)] { return m_bank.status(qrId); });
}

void LinkedBank::paid(QDate day, Done<std::vector<payments::BankPayment>> done)
{
    run(std::move(done), [this, day] { return m_bank.paid(day); });
}

} // namespace hub
