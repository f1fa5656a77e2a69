// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/deliverycontroller.h"
#include "contract/deliveryjson.h"
#include "contract/eventvalues.h"
#include "gateway/brokeranswer.h"

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;

Error noTransaction()
{
    return {ErrorCode::NotFound, u"there is no such transaction"_s};
}

/// Which event of which log has made it.
struct Cause
{
    contract::TransactionDeliveries deliveries;
    qint64 event = 0;
    QString epoch;
};

/// On a reader's thread.
base::Result<Cause> causeOf(desk::Reader &reader, qint64 id)
{
    desk::PageRequest page;
    page.limit = 1;
    page.cursor = QString::number(id + 1); // the newest one before that
    const auto found = reader.transactions({}, page);
    if (!found)
        return found.error();
    if (found->items.empty() || found->items.front().id != id)
        return noTransaction();
    const events::TransactionPosted &posted = found->items.front();
    return Cause{{id, events::folioOf(id), {}}, posted.seq, found->epoch};
}

} // namespace

void DeliveryController::addRoutes(Router &router)
{
    router.add({"GET", u"/api/v1/bank/transactions/{}/deliveries"_s, auth::Permission::BankRead,
                [this](Exchange &exchange) { return deliveries(exchange); }});
}

Outcome DeliveryController::deliveries(Exchange &exchange)
{
    bool isNumber = false;
    const qint64 id = exchange.captured.at(0).toLongLong(&isNumber);
    if (!isNumber || id < 1 || id == std::numeric_limits<qint64>::max())
        return refused(noTransaction(), exchange);
    if (!m_broker)
        return refused({ErrorCode::Unavailable, u"the broker does not run"_s}, exchange);
    const auto taken = m_reader.read(
        [responder = exchange.responder, broker = m_broker, id](const base::Result<desk::Reader *> &reader) {
            auto cause = reader ? causeOf(**reader, id) : base::Result<Cause>(reader.error());
            if (!cause) {
                responder.fail(cause.error());
                return;
            }
            const auto answer = [responder, deliveries = cause->deliveries](
                                    base::Result<std::vector<contract::BrokerTrace>> traces) mutable {
                if (!traces) {
                    responder.fail(traces.error());
                    return;
                }
                deliveries.topics = std::move(*traces);
                responder.send(jsonResponse(200, contract::toJson(deliveries)));
            };
            if (const auto asked = broker->tracesOf(cause->event, cause->epoch, answer); !asked)
                responder.fail(asked.error());
        });
    return asked(taken, exchange);
}

} // namespace gateway
