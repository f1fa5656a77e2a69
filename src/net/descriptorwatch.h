// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <memory>

namespace net {

class Loop;

/// Who is told of a descriptor's readiness. Called from the event loop alone.
class DescriptorUser
{
public:
    /// Errors and hang-ups count as both. Only what is being watched; the object may be deleted inside.
    virtual void descriptorReady(bool readable, bool writable) = 0;

protected:
    DescriptorUser() = default;
    virtual ~DescriptorUser() = default;
};

/// Watches one descriptor for its user. With our own dispatcher (epoll) an entry in its table and no object at all: a
/// QSocketNotifier takes 200 bytes and an event of Qt's each time. With another dispatcher it makes notifiers.
class DescriptorWatch
{
public:
    DescriptorWatch();
    ~DescriptorWatch();
    DescriptorWatch(const DescriptorWatch &) = delete;
    DescriptorWatch &operator=(const DescriptorWatch &) = delete;

    struct Target
    {
        Loop &loop;
        int descriptor; ///< open; must be the same as long as anything is watched
        DescriptorUser *user;
    };
    /// Takes effect before the loop waits again. Must be called with both false before the descriptor is closed.
    void set(const Target &target, bool reading, bool writing);
    bool isReading() const { return m_reading; }
    bool isWriting() const { return m_writing; }

private:
    class Notifiers;
    std::unique_ptr<Notifiers> m_notifiers; ///< without our own dispatcher
    bool m_reading = false;
    bool m_writing = false;
};

} // namespace net
