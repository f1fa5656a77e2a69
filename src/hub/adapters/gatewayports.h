// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/ports.h"
#include "hub/deskthread.h"
#include "hub/readerpool.h"

namespace hub {

/// The gateway's commands go to the desk's thread. Any thread.
class DeskCommands final : public gateway::CommandPort
{
public:
    explicit DeskCommands(DeskThread &desk)
        : m_desk(desk)
    {
    }
    base::Result<> submit(desk::Command command, std::function<void(desk::Answer)> answer) override
    {
        return m_desk.submit(std::move(command), std::move(answer));
    }

private:
    DeskThread &m_desk;
};

/// The gateway's reads go to the reader threads. Any thread.
class PooledReads final : public gateway::ReaderPort
{
public:
    PooledReads(ReaderPool &readers, const DeskThread &desk)
        : m_readers(readers)
        , m_desk(desk)
    {
    }
    std::optional<quint64> version() const override { return m_desk.version(); }
    base::Result<> read(Job job) override
    {
        return m_readers.submit([job = std::move(job)](base::Result<store::SqlReader *> reader) {
            job(reader ? base::Result<desk::Reader *>(*reader) : base::Result<desk::Reader *>(reader.error()));
        });
    }

private:
    ReaderPool &m_readers;
    const DeskThread &m_desk;
};

} // namespace hub
