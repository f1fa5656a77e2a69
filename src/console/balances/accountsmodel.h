// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "console/listpage/rowsmodel.h"
#include "contract/values.h"

namespace console {

/// An account as the list knows it: as of a sequence of the feed.
struct AccountRow
{
    contract::Account account;
    qint64 seq = 0; ///< everything up to here is in it
    /// A movement said another balance before it than ours was: to be looked into.
    bool mismatch = false;
    friend bool operator==(const AccountRow &, const AccountRow &) = default;

    static QString idOf(const QString &cedula, base::Currency currency);
    QString id() const { return idOf(account.cedula, account.balance.currency()); }
    /// The row after a movement of its account; the row itself when the movement is in it already. `today` decides
    /// whether it counts for the change of the day.
    AccountRow after(const contract::Transaction &transaction, QDate today) const;
};

/// The list of balances: its columns (ids are the wire's words) and chips.
class AccountsModel : public RowsModel<AccountRow>
{
    Q_OBJECT
public:
    explicit AccountsModel(const DisplayFormat &format, QObject *parent = nullptr);

private:
    static std::vector<Column<AccountRow>> columns(const DisplayFormat &format);
    static QString alertText(const AccountRow &row);
    static Tone alertTone(const AccountRow &row);
};

} // namespace console
