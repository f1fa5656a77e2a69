// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArray>

namespace payments {

/// The squares of a QR symbol. A value.
class QrMatrix
{
public:
    /// The smallest symbol that holds `text` (any bytes but NUL) with error correction M (15 % may be lost): what is on
    /// paper and screens. InvalidArgument for an empty text or a NUL, TooLarge beyond 2,331 bytes (fewer than that many
    /// characters where they are not ASCII).
    static base::Result<QrMatrix> of(const QByteArray &text);

    /// Squares a side, without a quiet zone: 21, 25 … 177.
    int size() const { return m_size; }
    bool isDark(int x, int y) const { return m_dark[static_cast<qsizetype>(y) * m_size + x] != 0; }

private:
    QrMatrix(int size, QByteArray dark)
        : m_size(size)
        , m_dark(std::move(dark))
    {
    }
    int m_size;
    QByteArray m_dark; ///< row by row, 0 or 1
};

} // namespace payments
