// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/banklinerunner.h"
#include "contract/eventvalues.h"
#include "gateway/approvalforms.h"
#include "gateway/bankforms.h"
#include "gateway/logging.h"
#include "gateway/problemresponse.h"

namespace gateway {

using base::Result;

QByteArray BankLineRunner::errorLine(const QByteArray &id, const base::Error &error, std::chrono::seconds retryAfter)
{
    const QString shown = shownDetail(error);
    if (shown != error.message())
        qCWarning(lcBankSocket).noquote() << "failed:" << error.toString();
    return contract::bankErrorLine(id, base::Error(error.code(), shown), retryAfter);
}

Result<> BankLineRunner::post(const QByteArray &id, const contract::PostLine &line, const bank::Actor &who, Send send)
{
    const auto cedula = base::Cedula::fromWire(line.posting.cedula);
    if (!cedula)
        return cedula.error();
    bank::Post post{contract::kindOf(line.posting.kind),
                    *cedula,
                    line.posting.amount,
                    events::Channel::Socket,
                    who.user,
                    line.posting.description,
                    line.key,
                    {},
                    who.rank};
    return m_commands.submit(
        std::move(post), [id, send = std::move(send), zone = m_settings.zone](const desk::Answer &answer) {
            if (!answer) {
                send({errorLine(id, answer.error()), true});
                return;
            }
            if (const auto *const awaiting = std::get_if<bank::ApprovalAnswer>(&*answer)) {
                send({contract::awaitingLine(id, approvalForm(*awaiting, zone), awaiting->replayed), false});
                return;
            }
            const auto &posted = std::get<bank::Posted>(*answer);
            send({contract::postedLine(id, contract::transactionOf(posted.transaction, zone), posted.replayed), false});
        });
}

Result<> BankLineRunner::read(const QByteArray &id, std::function<Result<QByteArray>(desk::Reader &)> read, Send send)
{
    return m_reader.read([id, send = std::move(send), read = std::move(read)](const Result<desk::Reader *> &reader) {
        auto line = reader ? read(**reader) : Result<QByteArray>(reader.error());
        if (line)
            send({std::move(*line), false});
        else
            send({errorLine(id, line.error()), true});
    });
}

Result<> BankLineRunner::balance(const QByteArray &id, const contract::BalanceLine &line, base::UtcMs now, Send send)
{
    const QDate today = bank::businessDay(now, m_settings.zone);
    return read(
        id,
        [id, line, today](desk::Reader &reader) -> Result<QByteArray> {
            const auto found = reader.account(line.cedula, line.currency);
            if (!found)
                return found.error();
            return contract::balanceLine(id, accountForm(found->value, today));
        },
        std::move(send));
}

Result<> BankLineRunner::statement(const QByteArray &id, const contract::StatementLine &line, Send send)
{
    return read(
        id,
        [id, line, zone = m_settings.zone](desk::Reader &reader) -> Result<QByteArray> {
            const bank::TransactionFilter filter{line.cedula, line.currency, {}, line.from, line.to};
            const auto found = reader.statement(filter, {line.limit, line.cursor});
            if (!found)
                return found.error();
            contract::Page<contract::StatementEntry> page;
            page.items.reserve(found->items.size());
            for (const events::TransactionPosted &posted : found->items)
                page.items.push_back(contract::statementEntryOf(posted, zone));
            page.nextCursor = found->nextCursor;
            page.epoch = found->epoch;
            page.seq = found->seq;
            return contract::statementLine(id, line, page);
        },
        std::move(send));
}

} // namespace gateway
