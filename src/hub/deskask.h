// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "hub/deskthread.h"
#include <future>
#include <optional>

namespace hub {

/// Runs `call` on tables of the ledger in a transaction of its own on the desk's thread, and waits for its commit. What
/// the promise holds is shared with the job, since the desk may drop it when it stops. Not for the desk's own thread.
template <typename Tables, typename T>
base::Result<T> askDesk(DeskThread &desk, std::function<base::Result<T>(Tables &)> call)
{
    struct Reply
    {
        std::promise<base::Result<>> committed;
        std::optional<base::Result<T>> value;
    };
    const auto reply = std::make_shared<Reply>();
    auto committed = reply->committed.get_future();
    const auto taken = desk.perform(
        [reply, call = std::move(call)](store::LedgerFile &file) -> base::Result<> {
            Tables tables(file.database());
            reply->value = call(tables);
            return reply->value->ok() ? base::Result<>() : base::Result<>(reply->value->error());
        },
        [reply](base::Result<> done) { reply->committed.set_value(std::move(done)); });
    if (!taken)
        return taken.error();
    if (const auto done = committed.get(); !done)
        return done.error();
    return std::move(*reply->value);
}

} // namespace hub
