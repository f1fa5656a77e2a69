// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <algorithm>
#include <array>

namespace fuzz {

/// The fuzzer's bytes, taken from the front; zeros behind their end.
struct Input
{
    const quint8 *at;
    const quint8 *end;

    bool isEmpty() const { return at == end; }
    quint8 byte() { return at == end ? quint8(0) : *at++; }
    /// 0 to below `below`.
    int number(int below) { return byte() % below; }
    bool flag() { return (byte() & 1) != 0; }
    QByteArrayView take(qsizetype size)
    {
        const qsizetype taken = std::min<qsizetype>(size, end - at);
        const QByteArrayView view(reinterpret_cast<const char *>(at), taken);
        at += taken;
        return view;
    }
    template <size_t N>
    QByteArray oneOf(const std::array<const char *, N> &words)
    {
        return words[static_cast<size_t>(number(static_cast<int>(N)))];
    }
};

} // namespace fuzz
