// SPDX-License-Identifier: GPL-3.0-or-later
#include "poller.h"
#include <algorithm>
#include <chrono>
#include <unistd.h>

namespace bench {

Poller::Poller()
    : m_epoll(epoll_create1(EPOLL_CLOEXEC))
{
}

Poller::~Poller()
{
    ::close(m_epoll);
}

void Poller::add(int descriptor, quint64 number)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = number;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
}

void Poller::setWriting(int descriptor, quint64 number, bool on)
{
    epoll_event event{};
    event.events = EPOLLIN | (on ? EPOLLOUT : 0u);
    event.data.u64 = number;
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, descriptor, &event);
}

std::span<const epoll_event> Poller::wait(int timeoutMs)
{
    const int n = ::epoll_wait(m_epoll, m_events.data(), static_cast<int>(m_events.size()), timeoutMs);
    return std::span(m_events).first(static_cast<size_t>(std::max(n, 0)));
}

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace bench
