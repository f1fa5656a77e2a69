// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/canonical.h"

namespace bank {

Canonical &Canonical::add(QByteArrayView bytes)
{
    m_bytes.append(QByteArray::number(bytes.size()));
    m_bytes.append(':');
    m_bytes.append(bytes);
    m_bytes.append(',');
    return *this;
}

Canonical &Canonical::add(qint64 number)
{
    return add(QByteArrayView(QByteArray::number(number)));
}

Canonical &Canonical::add(const base::Money &amount)
{
    return add(amount.currency().code()).add(amount.minor());
}

Canonical &Canonical::add(const std::optional<qint64> &number)
{
    return number ? add(*number) : add(QByteArrayView("-"));
}

} // namespace bank
