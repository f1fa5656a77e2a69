// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/journalwalk.h"
#include "store/rowvalues.h"

namespace store {

using namespace Qt::StringLiterals;

namespace {

// Columns of the walk's SELECT.
enum Column {
    Id,
    Seq,
    Key,
    BodyHash,
    Kind,
    At,
    Day,
    ChannelOf,
    Operator,
    Description,
    Reverses,
    Hash,
    Leg,
    Account,
    Amount,
    BalanceAfter,
    CurrencyOf,
    EventType,
    Operation,
    TillSession,
    Approvers,
    Reason
};

QString numbered(qint64 id)
{
    return events::folioOf(id);
}

} // namespace

base::Result<> JournalWalk::run(qint64 firstPosting)
{
    m_isWhole = firstPosting <= 1;
    if (auto ok = start(firstPosting); !ok)
        return ok;
    if (auto ok = readPostings(firstPosting); !ok)
        return ok;
    m_report.lastHash = m_previousHash;
    if (auto ok = compareAccounts(); !ok)
        return ok;
    return countStrays();
}

base::Result<> JournalWalk::start(qint64 firstPosting)
{
    m_previousHash = bank::genesisHash();
    m_previousId = firstPosting - 1;
    if (m_isWhole)
        return {};
    Statement statement(m_database, u"SELECT hash FROM posting WHERE id = ?"_s);
    auto rows = statement.bind(m_previousId).select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (*has)
        m_previousHash = rows->blob(0);
    else
        note(m_report, u"posting %1 is missing"_s.arg(numbered(m_previousId)));
    return {};
}

base::Result<> JournalWalk::readPostings(qint64 firstPosting)
{
    Statement statement(m_database,
                        u"SELECT p.id, p.seq, p.idem_key, p.body_hash, p.kind, p.at_utc_ms, p.branch_day, p.channel,"
                        " p.operator, p.description, p.reverses, p.hash, e.leg, e.account, e.amount, e.balance_after,"
                        " a.currency, v.type, p.operation, p.till_session, p.approvers, p.reason FROM posting p LEFT "
                        "JOIN entry e ON e.posting = p.id"
                        " LEFT JOIN account a ON a.id = e.account LEFT JOIN event v ON v.seq = p.seq"
                        " WHERE p.id >= ? ORDER BY p.id, e.leg"_s);
    auto rows = statement.bind(firstPosting).select();
    if (!rows)
        return rows.error();
    while (true) {
        auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            break;
        if (auto ok = addRow(*rows); !ok)
            return ok;
    }
    finishPosting();
    return {};
}

bank::Posting JournalWalk::postingOf(const Rows &rows)
{
    const auto kind = kindFrom(rows.integer(Kind));
    const auto channel = channelFrom(rows.integer(ChannelOf));
    const auto operation = operationFrom(rows.text(Operation));
    bank::Posting posting;
    posting.id = rows.integer(Id);
    if (!kind || !channel || !operation)
        note(m_report, u"posting %1 holds an unknown word"_s.arg(numbered(posting.id)));
    posting.seq = rows.integer(Seq);
    posting.key = rows.text(Key).toLatin1();
    posting.bodyHash = rows.blob(BodyHash);
    posting.kind = kind.valueOr(events::MovementKind::Deposit);
    posting.at.value = rows.integer(At);
    posting.businessDay = dayOf(rows.integer(Day));
    posting.channel = channel.valueOr(events::Channel::Till);
    posting.user = rows.text(Operator);
    posting.description = rows.text(Description);
    posting.reverses = rows.optionalInteger(Reverses);
    posting.operation = operation.valueOr(std::nullopt);
    posting.tillSession = rows.optionalInteger(TillSession);
    posting.approvers = rows.text(Approvers).split(u' ', Qt::SkipEmptyParts);
    posting.reason = rows.text(Reason);
    return posting;
}

base::Result<> JournalWalk::addRow(const Rows &rows)
{
    const qint64 id = rows.integer(Id);
    if (!m_posting || m_posting->id != id) {
        finishPosting();
        m_posting = postingOf(rows);
        m_storedHash = rows.blob(Hash);
        m_eventType = rows.text(EventType);
    }
    if (rows.isNull(Leg))
        return {}; // a posting without legs: checkLegs() says so
    ++m_report.entries;
    const auto currency = currencyFrom(rows.text(CurrencyOf));
    if (!currency) {
        note(m_report, u"posting %1 moves an account that is not there"_s.arg(numbered(id)));
        return {};
    }
    const auto amount = base::Money::fromMinor(rows.integer(Amount), *currency);
    const auto balance = base::Money::fromMinor(rows.integer(BalanceAfter), *currency);
    if (!amount || !balance) {
        note(m_report, u"posting %1 holds an amount out of range"_s.arg(numbered(id)));
        return {};
    }
    m_posting->legs.push_back({bank::AccountId(rows.integer(Account)), *amount, *balance});
    return {};
}

void JournalWalk::checkLegs()
{
    if (auto ok = checkBalanced(*m_posting); !ok)
        note(m_report, u"posting %1: %2"_s.arg(numbered(m_posting->id), ok.error().message()));
    for (const bank::Leg &leg : m_posting->legs) {
        const auto [known, isNew] = m_balances.try_emplace(leg.account.value(), 0);
        // Beginning in the middle, an account's balance is taken from the first entry met.
        if (isNew && !m_isWhole)
            known->second = leg.balanceAfter.minor() - leg.amount.minor();
        known->second += leg.amount.minor();
        if (known->second != leg.balanceAfter.minor()) {
            note(m_report,
                 u"posting %1: the balance after it does not continue the one before"_s.arg(numbered(m_posting->id)));
            known->second = leg.balanceAfter.minor();
        }
    }
}

/// A client's movement is logged as such, the bank's own as cash that moved.
void JournalWalk::checkEvent()
{
    const bool isClients = !m_posting->legs.empty() && m_posting->legs.front().account.value() > 0;
    if (m_eventType != (isClients ? "transaction_posted"_L1 : "cash_moved"_L1))
        note(m_report, u"posting %1 is not in the event log"_s.arg(numbered(m_posting->id)));
}

void JournalWalk::finishPosting()
{
    if (!m_posting)
        return;
    if (m_posting->id != m_previousId + 1)
        note(m_report, u"before posting %1 there is a gap"_s.arg(numbered(m_posting->id)));
    checkEvent();
    checkLegs();
    if (bank::chainHash(m_previousHash, *m_posting) != m_storedHash)
        note(m_report, u"posting %1 does not fit the hash chain"_s.arg(numbered(m_posting->id)));
    // Going on from the stored hash finds each break once, not every posting after it.
    m_previousHash = m_storedHash;
    m_previousId = m_posting->id;
    ++m_report.postings;
    m_posting.reset();
}

base::Result<> JournalWalk::compareAccounts()
{
    Statement statement(m_database, u"SELECT id, owner, currency, balance FROM account"_s);
    auto rows = statement.select();
    if (!rows)
        return rows.error();
    while (true) {
        auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return {};
        ++m_report.accounts;
        const auto walked = m_balances.find(rows->integer(0));
        if (walked == m_balances.end() && !m_isWhole)
            continue;
        const qint64 sum = walked == m_balances.end() ? 0 : walked->second;
        if (sum != rows->integer(3))
            note(m_report, u"the balance of account %1 (%2 %3) is not the sum of its entries"_s.arg(
                               rows->text(0), rows->text(1), rows->text(2)));
    }
}

base::Result<> JournalWalk::countStrays()
{
    if (!m_isWhole)
        return {};
    auto entries = Statement(m_database, u"SELECT count(*) FROM entry"_s).integer();
    if (!entries)
        return entries.error();
    if (*entries != m_report.entries)
        note(m_report, u"there are entries without a posting"_s);
    return {};
}

} // namespace store
