// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/approvalforms.h"
#include "contract/approvaljson.h"
#include "contract/eventvalues.h"
#include "gateway/problemresponse.h"

namespace gateway {

contract::Approval approvalForm(const bank::ApprovalAnswer &answer, const QTimeZone &zone)
{
    contract::Approval form = contract::approvalOf(bank::changeOf(answer.request, answer.request.decidedAt));
    if (answer.transaction)
        form.transaction = contract::transactionOf(*answer.transaction, zone);
    return form;
}

contract::Alert alertForm(const bank::AlertRecord &record, const QTimeZone &zone)
{
    contract::Alert form = contract::alertOf(record.alert, zone);
    if (record.isSeen()) {
        form.seenBy = record.seenBy;
        form.seenAt = record.seenAt;
        form.note = record.note;
    }
    return form;
}

contract::UnusualReport unusualForm(const std::vector<bank::UnusualCash> &found, const bank::UnusualFilter &filter,
                                    QDate today)
{
    contract::UnusualReport report{
        filter.from.toString(Qt::ISODate), today.toString(Qt::ISODate), filter.threshold, {}};
    for (const bank::UnusualCash &one : found) {
        const base::Money total = one.deposits.plus(one.withdrawals).valueOr(one.deposits);
        report.items.push_back({one.cedula, one.holderName, one.deposits, one.withdrawals, total, one.movements});
    }
    return report;
}

web::HttpResponse awaitingResponse(const bank::ApprovalAnswer &answer, const QTimeZone &zone)
{
    web::HttpResponse response = jsonResponse(202, contract::toJson(approvalForm(answer, zone)));
    if (answer.replayed)
        response.set("Idempotency-Hit", "true");
    return response;
}

} // namespace gateway
