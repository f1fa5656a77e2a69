// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/packedaddress.h"
#include <QNetworkInterface>
#include <cstring>

namespace net {

PackedAddress::PackedAddress(const QHostAddress &address)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        m_kind = Kind::V4;
        const quint32 number = address.toIPv4Address();
        std::memcpy(m_bytes.data(), &number, sizeof number);
    } else if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        m_kind = Kind::V6;
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        std::memcpy(m_bytes.data(), bytes.c, m_bytes.size());
        if (const QString scope = address.scopeId(); !scope.isEmpty())
            m_scope = static_cast<quint32>(QNetworkInterface::interfaceIndexFromName(scope));
    }
}

QHostAddress PackedAddress::unpacked() const
{
    if (m_kind == Kind::None)
        return {};
    if (m_kind == Kind::V4) {
        quint32 number = 0;
        std::memcpy(&number, m_bytes.data(), sizeof number);
        return QHostAddress(number);
    }
    QHostAddress address(m_bytes.data());
    if (m_scope != 0)
        address.setScopeId(QNetworkInterface::interfaceNameFromIndex(static_cast<int>(m_scope)));
    return address;
}

} // namespace net
