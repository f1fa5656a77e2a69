// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/tillcalls.h"
#include <map>

namespace support {

/// Tills in memory for tests of the console: one drawer, whose session goes through opening, count and close as at a
/// hub. `expected` is what the ledger has; a difference beyond `tolerance` waits for approval. Answers at once.
class FakeTillCalls final : public client::TillCalls
{
public:
    std::vector<contract::Till> drawers{{1, QStringLiteral("Caja 1"), {}, {}}};
    contract::MyTill mine{{}, {{base::Currency::usd(), {cents(100'00), cents(20'00)}, {cents(1'00), cents(25)}}}};
    std::vector<contract::TillTotal> totals;
    base::Money expected = cents(0);
    base::Money tolerance = cents(5'00);
    QString operatorName = QStringLiteral("ana");
    QStringList calls; ///< names, in order
    std::vector<contract::CashLine> keystrokes;
    std::optional<base::Error> refusal; ///< set: the next call fails with it
    qint64 openQrs = 0;
    qint64 openApprovals = 0;
    std::map<qint64, int> copies; ///< of receipts, by transaction

    static base::Money cents(qint64 minor) { return *base::Money::fromMinor(minor, base::Currency::usd()); }

    client::Reply<std::vector<contract::Till>> tills() override { co_return did(u"tills"_qs, drawers); }
    client::Reply<contract::Till> createTill(QString name) override
    {
        contract::Till till;
        till.id = static_cast<qint64>(drawers.size()) + 1;
        till.name = name;
        drawers.push_back(till);
        co_return did(u"createTill"_qs, till);
    }
    client::Reply<contract::MyTill> myTill() override { co_return did(u"myTill"_qs, mine); }
    client::Reply<client::OrApproval<contract::TillSession>> openTill(qint64 till, contract::OpenTillRequest request,
                                                                      client::IdempotencyKey) override
    {
        using Answer = client::OrApproval<contract::TillSession>;
        if (refusal)
            co_return did(u"openTill"_qs, Answer());
        contract::TillSession session;
        session.id = 1;
        session.tillId = till;
        session.tillName = drawers.front().name;
        session.user = operatorName;
        session.openingReason = request.reason;
        contract::TillCash cash;
        cash.opening = sum(request.count);
        session.cash.push_back(cash);
        mine.session = session;
        expected = cash.opening;
        co_return did(u"openTill"_qs, Answer{session, {}});
    }
    client::Reply<contract::Page<contract::TillSession>> tillSessions(client::TillSessionQuery) override
    {
        contract::Page<contract::TillSession> page;
        if (mine.session)
            page.items.push_back(*mine.session);
        co_return did(u"tillSessions"_qs, page);
    }
    client::Reply<contract::TillReport> tillReport(qint64) override
    {
        if (!mine.session)
            co_return base::Error(base::ErrorCode::NotFound, u"no such session"_qs);
        co_return did(u"tillReport"_qs,
                      contract::TillReport{*mine.session, totals, openApprovals, openQrs, base::UtcMs{0}});
    }
    client::Reply<contract::TillMovement> moveCash(qint64 session, contract::CashMoveRequest request,
                                                   client::IdempotencyKey) override
    {
        contract::TillMovement movement;
        movement.id = 7;
        movement.folio = u"000007"_qs;
        movement.kind = request.kind;
        movement.amount = request.amount;
        movement.session = session;
        movement.toTill = request.toTill;
        movement.reason = request.reason;
        if (!refusal)
            expected =
                *expected.plus(request.kind == contract::CashMove::In ? request.amount : request.amount.negated());
        co_return did(u"moveCash"_qs, movement);
    }
    client::Reply<contract::TillCount> tillCount(qint64 session) override
    {
        co_return did(u"tillCount"_qs, countNow(session));
    }
    client::Reply<contract::TillCount> countCash(qint64 session, contract::CashLine line) override
    {
        if (!refusal) {
            keystrokes.push_back(line);
            m_count[line.denomination.minor()] = line;
            if (mine.session)
                mine.session->state = contract::TillState::Open;
        }
        co_return did(u"countCash"_qs, countNow(session));
    }
    client::Reply<contract::TillSession> submitCount(qint64) override
    {
        if (!mine.session)
            co_return base::Error(base::ErrorCode::Conflict, u"open a till first"_qs);
        contract::TillCash &cash = mine.session->cash.front();
        cash.counted = sum(lines());
        cash.expected = expected;
        cash.difference = *cash.counted->minus(expected);
        mine.session->state = contract::TillState::Counted;
        ++mine.session->submissions;
        co_return did(u"submitCount"_qs, *mine.session);
    }
    client::Reply<client::OrApproval<contract::TillClosing>> closeTill(qint64, contract::CloseTillRequest request,
                                                                       client::IdempotencyKey) override
    {
        co_return did(u"closeTill"_qs, close(request.reason, {}));
    }
    client::Reply<client::OrApproval<contract::TillClosing>> handOver(qint64, contract::HandOverRequest request,
                                                                      client::IdempotencyKey) override
    {
        co_return did(u"handOver"_qs, close(request.reason, request.toUser));
    }
    client::Reply<contract::TillClosing> closing(qint64) override { co_return did(u"closing"_qs, m_z); }
    client::Reply<contract::Receipt> receipt(qint64 transaction, client::IdempotencyKey) override
    {
        contract::Receipt receipt;
        receipt.copy = ++copies[transaction];
        receipt.printedBy = operatorName;
        receipt.transaction.id = transaction;
        co_return did(u"receipt"_qs, receipt);
    }

private:
    template <typename T>
    base::Result<T> did(const QString &call, T value)
    {
        calls << call;
        if (refusal) {
            const base::Error error = *refusal;
            refusal.reset();
            return error;
        }
        return value;
    }
    static base::Money sum(const std::vector<contract::CashLine> &lines)
    {
        qint64 minor = 0;
        for (const contract::CashLine &line : lines)
            minor += line.denomination.minor() * line.quantity;
        return cents(minor);
    }
    std::vector<contract::CashLine> lines() const
    {
        std::vector<contract::CashLine> all;
        for (auto line = m_count.rbegin(); line != m_count.rend(); ++line)
            all.push_back(line->second);
        return all;
    }
    contract::TillCount countNow(qint64 session) const { return {session, lines(), {sum(lines())}}; }
    client::OrApproval<contract::TillClosing> close(const QString &reason, const QString &toUser)
    {
        const base::Money difference = mine.session->cash.front().difference.value_or(cents(0));
        if (difference > tolerance || difference < tolerance.negated())
            return {{}, client::AwaitsApproval{1, "00"}};
        m_z = {};
        m_z.number = 1;
        m_z.reason = reason;
        m_z.session = *mine.session;
        m_z.session.state = contract::TillState::Closed;
        m_z.session.handedTo = toUser;
        m_z.totals = totals;
        m_z.count = lines();
        m_z.isVerified = true;
        mine.session.reset();
        return {m_z, {}};
    }

    std::map<qint64, contract::CashLine> m_count; ///< by denomination
    contract::TillClosing m_z;
};

} // namespace support
