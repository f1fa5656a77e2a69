// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include <QByteArray>
#include <span>

namespace sensors {

/// Packs a model's state: little-endian numbers one after the other. Who reads must know the order.
class StateWriter
{
public:
    void byte(quint8 value);
    void word(quint16 value);
    void number(qint64 value);
    void number(base::UtcMs value) { number(value.value); }
    void real(double value);
    /// As float: seven digits are more than a model's memory is worth.
    void shortReal(double value);
    QByteArray bytes() && { return std::move(m_bytes); }

private:
    void put(quint64 value, int size);
    QByteArray m_bytes;
};

/// Reads it back. After the end everything reads as 0 and ok() is false.
class StateReader
{
public:
    explicit StateReader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }
    quint8 byte();
    quint16 word();
    qint64 number();
    base::UtcMs time() { return {number()}; }
    /// A real that is not finite makes ok() false.
    double real();
    double shortReal();
    /// Nothing was missing or odd so far.
    bool ok() const { return m_ok; }
    bool atEnd() const { return m_at == m_bytes.size(); }

private:
    quint64 take(int size);
    double checked(double value);
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_ok = true;
};

} // namespace sensors
