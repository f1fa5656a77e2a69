// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/requests.h"
#include "store/statement.h"

namespace store {

/// Table `request`: idempotency keys of commands that are no posting.
class SqlRequests final : public bank::Requests
{
public:
    explicit SqlRequests(Database &database);
    base::Result<std::optional<bank::RecordedRequest>> findRequest(const QByteArray &key) override;
    base::Result<> addRequest(const QByteArray &key, const bank::RecordedRequest &request) override;

private:
    Statement m_find;
    Statement m_insert;
};

} // namespace store
