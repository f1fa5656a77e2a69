// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubclient.h"
#include <QPointer>

namespace client {

namespace detail {
template <typename T, typename Callback>
QCoro::Task<> awaitReply(Reply<T> reply, QPointer<QObject> context, Callback callback)
{
    base::Result<T> result = co_await reply;
    if (context)
        callback(std::move(result));
}
} // namespace detail

/// Calls `callback(base::Result<T>)` with the answer, unless `context` has been destroyed by then. The safe way to use
/// an answer in a widget without writing a coroutine. `context` lives on the calling thread.
template <typename T, typename Callback>
void whenDone(Reply<T> reply, QObject *context, Callback callback)
{
    detail::awaitReply<T, Callback>(std::move(reply), QPointer<QObject>(context), std::move(callback));
}

} // namespace client
