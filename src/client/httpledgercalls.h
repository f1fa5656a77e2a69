// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/apicaller.h"
#include "client/ledgercalls.h"

namespace client {

/// LedgerCalls over REST. `api` outlives it and every call.
class HttpLedgerCalls final : public LedgerCalls
{
public:
    explicit HttpLedgerCalls(ApiCaller &api)
        : m_api(api)
    {
    }
    Reply<contract::Account> changeAccount(QString cedula, contract::AccountPatch patch) override;
    Reply<std::vector<contract::Hold>> holds(QString cedula, base::Currency currency) override;
    Reply<contract::Hold> placeHold(QString cedula, contract::HoldRequest request, IdempotencyKey key) override;
    Reply<contract::Hold> releaseHold(qint64 hold) override;
    Reply<contract::Page<contract::AccountChange>> accountChanges(QString cedula, base::Currency currency,
                                                                  QString cursor) override;
    Reply<contract::Chart> chart() override;
    Reply<contract::Journal> journal(QDate day, QString cursor) override;
    Reply<std::vector<contract::DayClose>> closedDays() override;
    Reply<contract::DayClose> closeDay(QDate day) override;
    Reply<contract::Proof> lastProof() override;
    Reply<contract::Proof> prove() override;

private:
    ApiCaller &m_api;
};

} // namespace client
