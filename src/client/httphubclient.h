// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/apicaller.h"
#include "client/feedconnection.h"
#include "client/httpapprovalcalls.h"
#include "client/httpledgercalls.h"
#include "client/httpqrcalls.h"
#include "client/httptillcalls.h"
#include "client/session.h"

namespace client {

struct HubTiming
{
    std::chrono::milliseconds call{15'000};      ///< a request that moves no byte for so long is given up
    std::chrono::milliseconds betweenTries{700}; ///< before a change of unknown outcome is asked for again
    int postTries = 3;                           ///< then the person is told that the outcome is unknown
    FeedTiming feed;
};

/// HubClient over REST and WebSocket. The clock must outlive it. One thread.
class HttpHubClient final : public HubClient, private ApiCaller
{
    Q_OBJECT
public:
    HttpHubClient(HubAddress address, const base::Clock &clock, HubTiming timing = {}, QObject *parent = nullptr);
    ~HttpHubClient() override;

    Reply<User> login(QString username, QString password) override;
    Reply<> logout() override;
    Reply<> changePassword(QString current, QString fresh) override;
    Reply<Posted> postTransaction(NewTransaction transaction, IdempotencyKey key) override;
    Reply<Posted> reverseTransaction(qint64 id, QString reason, IdempotencyKey key) override;
    Reply<contract::Page<contract::Transaction>> transactions(TransactionQuery query) override;
    Reply<contract::Account> openAccount(NewAccount account) override;
    Reply<contract::Page<contract::Account>> accounts(AccountQuery query) override;
    Reply<contract::Account> account(QString cedula, std::optional<base::Currency> currency) override;
    Reply<contract::Page<contract::StatementEntry>> statement(StatementQuery query) override;
    Reply<contract::Summary> summary() override;
    Reply<contract::TransactionDeliveries> deliveries(qint64 transaction) override;
    TillCalls &tills() override { return m_tills; }
    LedgerCalls &ledger() override { return m_ledger; }
    ApprovalCalls &approvals() override { return m_approvals; }
    QrCalls &qrs() override { return m_qrs; }

    std::optional<User> user() const override { return m_session.user(); }
    HubAddress address() const override { return m_address; }
    HubInfo hub() const override { return m_feed.hub(); }
    HubLink link() const override { return m_feed.link(); }
    HubStatus status() const override { return m_feed.status(); }
    std::optional<std::chrono::milliseconds> dataAge() const override;
    void retryNow() override { m_feed.retryNow(); }

private:
    Reply<RestAnswer> call(RestRequest request) override;
    Reply<RestAnswer> change(RestRequest request) override;
    Reply<Posted> post(RestRequest request);
    template <typename T>
    Reply<T> read(RestRequest request, Decoder<T> decode)
    {
        return ask(*this, std::move(request), decode);
    }
    QCoro::Task<> giveToken(bool checkSession);
    QCoro::Task<> pause(std::chrono::milliseconds duration);

    HubAddress m_address;
    const base::Clock &m_clock;
    HubTiming m_timing;
    bool m_closing = false;
    std::vector<std::shared_ptr<WaitList>> m_pauses;
    RestCaller m_rest;
    Session m_session;
    FeedConnection m_feed;
    HttpTillCalls m_tills{*this};
    HttpApprovalCalls m_approvals{*this};
    HttpQrCalls m_qrs{*this};
    HttpLedgerCalls m_ledger{*this};
};

} // namespace client
