// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/adminport.h"
#include "hub/readerpool.h"
#include "store/sqlauditlog.h"

namespace hub {

/// The gateway's reads of the audit log go to the reader threads. Any thread.
class AuditReads final : public gateway::AuditReadPort
{
public:
    explicit AuditReads(ReaderPool &readers)
        : m_readers(readers)
    {
    }
    base::Result<> read(auth::AuditFilter filter, Answer answer) override
    {
        return m_readers.submit(
            [filter = std::move(filter), answer = std::move(answer)](base::Result<store::SqlReader *> reader) {
                answer(reader ? store::SqlAuditLog((*reader)->database()).read(filter)
                              : base::Result<std::vector<auth::AuditRecord>>(reader.error()));
            });
    }

private:
    ReaderPool &m_readers;
};

} // namespace hub
