// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/admission.h"

namespace net {

Ticket Admission::admit(const QHostAddress &address)
{
    const std::scoped_lock lock(m_mutex);
    int &ofAddress = m_byAddress[address];
    if (m_open >= m_max || ofAddress >= m_maxPerAddress) {
        ++m_refused;
        if (ofAddress == 0)
            m_byAddress.remove(address);
        return {};
    }
    ++m_open;
    ++ofAddress;
    // The pointer is only a token; its deleter is the point. It keeps the counts alive beyond the listener.
    return Ticket(this, [self = shared_from_this(), address](void *) { self->leave(address); });
}

void Admission::leave(const QHostAddress &address)
{
    const std::scoped_lock lock(m_mutex);
    --m_open;
    if (--m_byAddress[address] == 0)
        m_byAddress.remove(address);
}

int Admission::connections() const
{
    const std::scoped_lock lock(m_mutex);
    return m_open;
}

quint64 Admission::refused() const
{
    const std::scoped_lock lock(m_mutex);
    return m_refused;
}

} // namespace net
