// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>
#include <QString>
#include <array>
#include <optional>

namespace auth {

/// An address or a block of addresses (RFC 4632, RFC 4291), IPv4 as the mapped IPv6 address, so that a client is the
/// same however the listener was bound. A plain value.
class Cidr
{
public:
    /// "192.0.2.7", "192.0.2.0/24", "2001:db8::/32". Empty for anything else, a name too.
    static std::optional<Cidr> parse(QStringView text);
    bool contains(QByteArrayView address) const;

private:
    using Bytes = std::array<quint8, 16>;
    static std::optional<Bytes> bytesOf(QStringView address, bool *isIpv4);
    Bytes m_network{};
    int m_bits = 0; ///< of 128
};

} // namespace auth
