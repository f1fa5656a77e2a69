// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <array>
#include <span>
#include <sys/epoll.h>

namespace bench {

/// epoll, with a number for each descriptor.
class Poller
{
public:
    Poller();
    ~Poller();
    Poller(const Poller &) = delete;
    Poller &operator=(const Poller &) = delete;

    void add(int descriptor, quint64 number);
    void setWriting(int descriptor, quint64 number, bool on);
    std::span<const epoll_event> wait(int timeoutMs);
    /// Readable while something in it is: one Poller can watch another.
    int descriptor() const { return m_epoll; }

private:
    int m_epoll;
    std::array<epoll_event, 512> m_events;
};

/// Seconds of the monotonic clock.
double now();

} // namespace bench
