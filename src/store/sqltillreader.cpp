// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqltillreader.h"
#include "bank/drawer.h"
#include "store/database.h"
#include "store/sqlaccounts.h"
#include "store/sqleventlog.h"

namespace store {

using namespace Qt::StringLiterals;
using base::Result;

namespace {

constexpr int maxPage = 500;

Result<qint64> idBelow(const QString &cursor)
{
    if (cursor.isEmpty())
        return std::numeric_limits<qint64>::max();
    bool ok = false;
    const qint64 id = cursor.toLongLong(&ok);
    if (!ok || id < 1)
        return {base::ErrorCode::InvalidArgument, u"cursor: not one of ours"_s};
    return id;
}

} // namespace

template <typename T>
Result<T> SqlTillReader::inSnapshot(const std::function<Result<T>()> &read)
{
    if (auto ok = m_database.beginRead(); !ok)
        return ok.error();
    Result<T> value = read();
    static_cast<void>(m_database.commit()); // ending a read cannot lose anything
    return value;
}

Result<std::vector<base::Money>> SqlTillReader::leftIn(bank::TillId till)
{
    const auto currencies = m_tills.currenciesOf(till);
    if (!currencies)
        return currencies.error();
    SqlAccounts accounts(m_database);
    std::vector<base::Money> left;
    for (const base::Currency currency : *currencies) {
        const auto account = accounts.find(bank::tillCode(till), currency);
        if (!account)
            return account.error();
        if (*account && !(*account)->balance.isZero())
            left.push_back(bank::cashOf(**account));
    }
    return left;
}

Result<desk::TillView> SqlTillReader::view(bank::Till till)
{
    auto session = m_tills.sessionAt(till.id);
    if (!session)
        return session.error();
    if (*session)
        return desk::TillView{std::move(till), {}, std::move(*session)};
    auto left = leftIn(till.id);
    if (!left)
        return left.error();
    return desk::TillView{std::move(till), std::move(left).value(), {}};
}

Result<std::vector<desk::TillView>> SqlTillReader::tills()
{
    return inSnapshot<std::vector<desk::TillView>>([this]() -> Result<std::vector<desk::TillView>> {
        auto all = m_tills.all();
        if (!all)
            return all.error();
        std::vector<desk::TillView> views;
        for (bank::Till &till : *all) {
            auto one = view(std::move(till));
            if (!one)
                return one.error();
            views.push_back(std::move(one).value());
        }
        return views;
    });
}

Result<std::optional<bank::TillSession>> SqlTillReader::sessionOf(const QString &user)
{
    return inSnapshot<std::optional<bank::TillSession>>([&] { return m_tills.sessionOf(user); });
}

Result<desk::Page<bank::TillSession>> SqlTillReader::sessions(const desk::TillSessionFilter &filter,
                                                              const desk::PageRequest &request)
{
    using Sessions = desk::Page<bank::TillSession>;
    const auto before = idBelow(request.cursor);
    if (!before)
        return before.error();
    if (request.limit < 1 || request.limit > maxPage)
        return {base::ErrorCode::InvalidArgument, u"limit must be 1 to 500"_s};
    return inSnapshot<Sessions>([&]() -> Result<Sessions> {
        auto found = m_tills.sessions({filter.till, filter.user, filter.state}, *before, request.limit + 1);
        const auto seq = m_log.lastSequence();
        auto epoch = m_log.epoch();
        if (!found || !seq || !epoch)
            return found ? (seq ? epoch.error() : seq.error()) : found.error();
        Sessions page{std::move(found).value(), {}, std::move(epoch).value(), *seq};
        if (std::ssize(page.items) > request.limit) {
            page.items.pop_back();
            page.nextCursor = QString::number(page.items.back().id.value());
        }
        return page;
    });
}

Result<desk::TillReport> SqlTillReader::report(bank::TillSessionId id)
{
    return inSnapshot<desk::TillReport>([&]() -> Result<desk::TillReport> {
        auto session = m_tills.findSession(id);
        if (!session)
            return session.error();
        if (!*session)
            return nowhere();
        auto totals = m_tills.totalsOf(**session);
        const auto ties = m_tills.tiesOf(**session);
        if (!totals || !ties)
            return totals ? ties.error() : totals.error();
        return desk::TillReport{std::move(**session), std::move(totals).value(), *ties};
    });
}

Result<std::vector<bank::CashLine>> SqlTillReader::count(bank::TillSessionId id)
{
    return inSnapshot<std::vector<bank::CashLine>>([&]() -> Result<std::vector<bank::CashLine>> {
        const auto session = m_tills.findSession(id);
        if (!session)
            return session.error();
        if (!*session)
            return nowhere();
        return m_tills.countOf(id);
    });
}

Result<bank::TillClosing> SqlTillReader::closing(bank::TillSessionId id)
{
    return inSnapshot<bank::TillClosing>([&]() -> Result<bank::TillClosing> {
        auto z = m_tills.findClosing(id);
        if (!z)
            return z.error();
        if (!*z)
            return {base::ErrorCode::NotFound, u"the till session has not been closed"_s};
        return std::move(**z);
    });
}

} // namespace store
