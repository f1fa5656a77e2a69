// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <coroutine>
#include <utility>
#include <vector>

namespace client {

/// Coroutines that wait for one thing: `co_await list.wait()`; whoever brings the thing calls resumeAll(). Whoever
/// owns a list must resume it before it goes, or the waiters would leak. One thread.
class WaitList
{
public:
    struct Waiter
    {
        WaitList &list;
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> waiting) { list.m_waiting.push_back(waiting); }
        void await_resume() const noexcept {}
    };

    Waiter wait() { return Waiter{*this}; }
    /// The list may be destroyed by one of those it resumes.
    void resumeAll()
    {
        for (const std::coroutine_handle<> waiting : std::exchange(m_waiting, {}))
            waiting.resume();
    }

private:
    std::vector<std::coroutine_handle<>> m_waiting;
};

} // namespace client
