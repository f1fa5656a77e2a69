// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/tills.h"
#include "desk/page.h"

namespace desk {

/// A drawer, what is in it when nobody has it open, and who has.
struct TillView
{
    bank::Till till;
    std::vector<base::Money> left; ///< by the last close, one a currency; empty while it is open
    std::optional<bank::TillSession> session;
};

/// The X.
struct TillReport
{
    bank::TillSession session;
    std::vector<bank::TillTotal> totals;
    bank::TillTies ties;
};

/// Empty fields do not restrict.
struct TillSessionFilter
{
    std::optional<bank::TillId> till = {};
    QString user = {};
    std::optional<bank::TillState> state = {};
};

/// Port: tills as they are read without a command. Threads as Reader. NotFound where there is no such session. The
/// defaults are a branch without tills.
class TillReader
{
public:
    virtual ~TillReader() = default;
    /// By id.
    virtual base::Result<std::vector<TillView>> tills() { return std::vector<TillView>(); }
    /// The user's, if he has one open.
    virtual base::Result<std::optional<bank::TillSession>> sessionOf(const QString &)
    {
        return std::optional<bank::TillSession>();
    }
    /// Newest first.
    virtual base::Result<Page<bank::TillSession>> sessions(const TillSessionFilter &, const PageRequest &)
    {
        return Page<bank::TillSession>();
    }
    virtual base::Result<TillReport> report(bank::TillSessionId) { return nowhere(); }
    virtual base::Result<std::vector<bank::CashLine>> count(bank::TillSessionId) { return nowhere(); }
    virtual base::Result<bank::TillClosing> closing(bank::TillSessionId) { return nowhere(); }

protected:
    static base::Error nowhere()
    {
        return {base::ErrorCode::NotFound, QStringLiteral("there is no such till session")};
    }
};

} // namespace desk
