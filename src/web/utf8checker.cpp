// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/utf8checker.h"

namespace web {

bool Utf8Checker::feed(QByteArrayView bytes)
{
    for (const char c : bytes) {
        const auto byte = static_cast<quint8>(c);
        if (m_needed > 0) {
            if (byte < m_low || byte > m_high)
                return false;
            m_low = 0x80;
            m_high = 0xBF;
            --m_needed;
        } else if (byte >= 0xC2 && byte <= 0xDF) {
            m_needed = 1;
        } else if (byte >= 0xE0 && byte <= 0xEF) {
            m_needed = 2;
            m_low = byte == 0xE0 ? 0xA0 : 0x80;  // no overlong forms
            m_high = byte == 0xED ? 0x9F : 0xBF; // no surrogates
        } else if (byte >= 0xF0 && byte <= 0xF4) {
            m_needed = 3;
            m_low = byte == 0xF0 ? 0x90 : 0x80;
            m_high = byte == 0xF4 ? 0x8F : 0xBF; // nothing above U+10FFFF
        } else if (byte >= 0x80) {
            return false;
        }
    }
    return true;
}

} // namespace web
