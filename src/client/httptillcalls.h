// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/apicaller.h"
#include "client/tillcalls.h"

namespace client {

/// TillCalls over REST. `api` outlives it and every call.
class HttpTillCalls final : public TillCalls
{
public:
    explicit HttpTillCalls(ApiCaller &api)
        : m_api(api)
    {
    }
    Reply<std::vector<contract::Till>> tills() override;
    Reply<contract::Till> createTill(QString name) override;
    Reply<contract::MyTill> myTill() override;
    Reply<OrApproval<contract::TillSession>> openTill(qint64 till, contract::OpenTillRequest request,
                                                      IdempotencyKey key) override;
    Reply<contract::Page<contract::TillSession>> tillSessions(TillSessionQuery query) override;
    Reply<contract::TillReport> tillReport(qint64 session) override;
    Reply<contract::TillMovement> moveCash(qint64 session, contract::CashMoveRequest request,
                                           IdempotencyKey key) override;
    Reply<contract::TillCount> tillCount(qint64 session) override;
    Reply<contract::TillCount> countCash(qint64 session, contract::CashLine line) override;
    Reply<contract::TillSession> submitCount(qint64 session) override;
    Reply<OrApproval<contract::TillClosing>> closeTill(qint64 session, contract::CloseTillRequest request,
                                                       IdempotencyKey key) override;
    Reply<OrApproval<contract::TillClosing>> handOver(qint64 session, contract::HandOverRequest request,
                                                      IdempotencyKey key) override;
    Reply<contract::TillClosing> closing(qint64 session) override;
    Reply<contract::Receipt> receipt(qint64 transaction, IdempotencyKey key) override;

private:
    ApiCaller &m_api;
};

} // namespace client
