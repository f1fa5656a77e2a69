// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/mailbox.h"
#include <QCoreApplication>
#include <QEvent>

namespace net {

void MailboxWaker::wake()
{
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

bool MailboxWaker::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    m_deliver();
    return true;
}

} // namespace net
