// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/descriptorwatch.h"
#include "net/loop.h"
#include <QEvent>
#include <QSocketNotifier>
#ifdef Q_OS_LINUX
#include "net/epolldispatcher.h"
#endif

namespace net {

/// The portable way: a notifier for each direction, made when it is first wanted.
class DescriptorWatch::Notifiers
{
public:
    void set(const Target &target, bool reading, bool writing)
    {
        apply(m_read, target, QSocketNotifier::Read, reading);
        apply(m_write, target, QSocketNotifier::Write, writing);
    }

private:
    /// Calls its user without a signal.
    class Notifier final : public QSocketNotifier
    {
    public:
        Notifier(const Target &target, Type type)
            : QSocketNotifier(target.descriptor, type)
            , m_user(target.user)
        {
        }

    protected:
        bool event(QEvent *event) override
        {
            if (event->type() != QEvent::SockAct)
                return QSocketNotifier::event(event);
            m_user->descriptorReady(type() == Read, type() == Write);
            return true; // this object may be gone
        }

    private:
        DescriptorUser *m_user;
    };

    /// Switched off, never deleted meanwhile: we may be inside its event.
    static void apply(std::unique_ptr<Notifier> &notifier, const Target &target, QSocketNotifier::Type type, bool on)
    {
        if (on && !notifier)
            notifier = std::make_unique<Notifier>(target, type);
        else if (notifier && notifier->isEnabled() != on)
            notifier->setEnabled(on);
    }

    std::unique_ptr<Notifier> m_read;
    std::unique_ptr<Notifier> m_write;
};

DescriptorWatch::DescriptorWatch() = default;
DescriptorWatch::~DescriptorWatch() = default;

void DescriptorWatch::set(const Target &target, bool reading, bool writing)
{
    if (reading == m_reading && writing == m_writing)
        return;
    m_reading = reading;
    m_writing = writing;
#ifdef Q_OS_LINUX
    if (EpollDispatcher *dispatcher = target.loop.epollDispatcher()) {
        dispatcher->watch(target.descriptor, target.user, {reading, writing});
        return;
    }
#endif
    if (!m_notifiers)
        m_notifiers = std::make_unique<Notifiers>();
    m_notifiers->set(target, reading, writing);
}

} // namespace net
