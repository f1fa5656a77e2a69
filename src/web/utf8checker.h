// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>

namespace web {

/// Checks UTF-8 that arrives in pieces (RFC 3629: no surrogates, no overlong forms, ≤ U+10FFFF).
class Utf8Checker
{
public:
    /// False as soon as the text cannot become valid; then use it no more.
    bool feed(QByteArrayView bytes);
    /// True when no sequence is open: call after the last piece.
    bool complete() const { return m_needed == 0; }

private:
    int m_needed = 0;
    quint8 m_low = 0x80;
    quint8 m_high = 0xBF;
};

} // namespace web
