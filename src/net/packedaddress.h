// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHostAddress>
#include <array>

namespace net {

/// An IP address in 24 bytes: a QHostAddress has 64 more on the heap, for each connection.
class PackedAddress
{
public:
    PackedAddress() = default;
    explicit PackedAddress(const QHostAddress &address);
    QHostAddress unpacked() const;

    friend bool operator==(const PackedAddress &, const PackedAddress &) = default;
    friend size_t qHash(const PackedAddress &address, size_t seed)
    {
        return qHashBits(address.m_bytes.data(), address.m_bytes.size(), seed ^ address.m_scope);
    }

private:
    enum class Kind : quint8 { None, V4, V6 };
    std::array<quint8, 16> m_bytes{};
    quint32 m_scope = 0; ///< index of the interface of a link-local one
    Kind m_kind = Kind::None;
};

} // namespace net
