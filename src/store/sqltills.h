// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/tills.h"
#include "store/statement.h"
#include <memory>
#include <unordered_map>

namespace store {

/// Tables `till`, `till_…` and `receipt`. What only reads works on a read-only connection too.
class SqlTills final : public bank::Tills
{
public:
    explicit SqlTills(Database &database)
        : m_database(database)
    {
    }

    base::Result<std::optional<bank::Till>> findTill(bank::TillId id) override;
    base::Result<std::optional<bank::Till>> findTill(const QString &name) override;
    base::Result<bank::Till> addTill(bank::Till draft) override;
    base::Result<std::optional<bank::TillSession>> findSession(bank::TillSessionId id) override;
    base::Result<std::optional<bank::TillSession>> sessionOf(const QString &user) override;
    base::Result<std::optional<bank::TillSession>> sessionAt(bank::TillId till) override;
    base::Result<bank::TillSession> addSession(bank::TillSession draft) override;
    base::Result<> updateSession(const bank::TillSession &session) override;
    base::Result<std::vector<base::Currency>> currenciesOf(bank::TillId till) override;
    base::Result<> addCount(bank::TillSessionId session, const bank::CashLine &line, const QString &user,
                            base::UtcMs at) override;
    base::Result<> addOpening(const bank::TillSession &session, const std::vector<bank::CashLine> &lines) override;
    base::Result<> addSubmission(const bank::TillSession &session, const QString &user) override;
    base::Result<> addTransfer(qint64 posting, bank::TillSessionId to) override;
    base::Result<std::optional<bank::TillSession>> receiverOf(qint64 posting) override;
    base::Result<std::vector<bank::CashLine>> countOf(bank::TillSessionId session) override;
    base::Result<std::vector<bank::TillTotal>> totalsOf(const bank::TillSession &session) override;
    base::Result<std::optional<events::TransactionPosted>> findTransaction(qint64 posting) override;
    base::Result<int> receiptCount(qint64 posting) override;
    base::Result<> addReceipt(qint64 posting, int copy, const QString &user, base::UtcMs at) override;
    base::Result<bank::ChainEnd> journalEnd() override;
    base::Result<std::pair<qint64, QByteArray>> nextClosing() override;
    base::Result<> addClosing(const bank::TillClosing &closing) override;
    base::Result<std::optional<bank::TillClosing>> findClosing(bank::TillSessionId session) override;

    /// All of them, by id.
    base::Result<std::vector<bank::Till>> all();
    /// Newest first, below `before`; fields that are empty do not restrict.
    struct SessionFilter
    {
        std::optional<bank::TillId> till;
        QString user;
        std::optional<bank::TillState> state;
    };
    base::Result<std::vector<bank::TillSession>> sessions(const SessionFilter &filter, qint64 before, int limit);

private:
    Statement &prepared(const QString &sql);
    base::Result<std::optional<bank::TillSession>> oneSession(Statement &select);
    base::Result<bank::TillSession> withCash(bank::TillSession session);
    struct CountRow
    {
        bank::TillSessionId session;
        bool isOpening = false;
        QString user;
        base::UtcMs at;
    };
    base::Result<> insertCount(const CountRow &row, const bank::CashLine &line);

    Database &m_database;
    std::unordered_map<QString, std::unique_ptr<Statement>> m_statements; ///< by text; there are few
};

} // namespace store
