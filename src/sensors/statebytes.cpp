// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/statebytes.h"
#include <bit>
#include <cmath>

namespace sensors {

void StateWriter::put(quint64 value, int size)
{
    for (int i = 0; i < size; ++i)
        m_bytes.append(char(quint8(value >> (8 * i))));
}

void StateWriter::byte(quint8 value)
{
    put(value, 1);
}
void StateWriter::word(quint16 value)
{
    put(value, 2);
}
void StateWriter::number(qint64 value)
{
    put(quint64(value), 8);
}
void StateWriter::real(double value)
{
    put(std::bit_cast<quint64>(value), 8);
}
void StateWriter::shortReal(double value)
{
    put(std::bit_cast<quint32>(float(value)), 4);
}

quint64 StateReader::take(int size)
{
    if (m_bytes.size() - m_at < size) {
        m_ok = false;
        m_at = m_bytes.size();
        return 0;
    }
    quint64 value = 0;
    for (int i = 0; i < size; ++i)
        value |= quint64(quint8(m_bytes[m_at + i])) << (8 * i);
    m_at += size;
    return value;
}

double StateReader::checked(double value)
{
    if (std::isfinite(value))
        return value;
    m_ok = false;
    return 0;
}

quint8 StateReader::byte()
{
    return quint8(take(1));
}
quint16 StateReader::word()
{
    return quint16(take(2));
}
qint64 StateReader::number()
{
    return qint64(take(8));
}
double StateReader::real()
{
    return checked(std::bit_cast<double>(take(8)));
}
double StateReader::shortReal()
{
    return checked(double(std::bit_cast<float>(quint32(take(4)))));
}

} // namespace sensors
