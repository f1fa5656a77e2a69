// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/mailbox.h"
#include <QCoreApplication>
#include <QEvent>

namespace net {

void MailboxWaker::wake()
{
    auto event = std::make_unique<QEvent>(QEvent::User);
    m_woken.fetch_add(1, std::memory_order_release);
    QCoreApplication::postEvent(this, event.release()); // Qt takes ownership
}

bool MailboxWaker::event(QEvent *event)
{
    m_woken.load(std::memory_order_acquire);
    if (event->type() != QEvent::User)
        return QObject::event(event);
    m_deliver();
    return true;
}

} // namespace net
