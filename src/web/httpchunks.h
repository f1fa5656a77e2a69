// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/httpparser.h"

namespace web {

/// Reads a chunked body (RFC 9112 7.1) at any split, strictly: CR LF line ends, sizes of at most 16 hexadecimal digits,
/// no control characters. Extensions and trailers are checked and dropped. Ours instead of Beast's, whose chunk reader
/// of 1.74 runs into an assertion on a last chunk that ends in a bare LF (found by fuzzing,
/// tests/fuzz/corpus/fuzz_http).
class HttpChunkReader
{
public:
    /// Bytes of one chunk's size line, and of all trailers together.
    static constexpr qsizetype maxLine = 4 * 1024;

    explicit HttpChunkReader(qsizetype bodyLimit)
        : m_bodyLimit(bodyLimit)
    {
    }
    /// Takes bytes and appends what they hold to `body`; the answer is how many were taken. Stops behind the last one
    /// of the body, and at a fault.
    qsizetype feed(QByteArrayView bytes, QByteArray &body);
    bool isDone() const { return m_state == State::Done; }
    const std::optional<HttpFault> &fault() const { return m_fault; }

private:
    enum class State {
        SizeStart,
        Size,
        Extension,
        SizeLf,
        Data,
        DataCr,
        DataLf,
        TrailerStart,
        Trailer,
        TrailerLf,
        EndLf,
        Done
    };
    State next(char c, qsizetype bodySize);
    State nextOfSize(char c);
    State nextOfTrailer(char c);
    State afterSize(qsizetype bodySize);
    State expect(char c, char wanted, State then);
    State refuse(int status, const QString &detail);

    qsizetype m_bodyLimit;
    State m_state = State::SizeStart;
    quint64 m_left = 0; ///< of the size being read, then of the chunk's data
    int m_digits = 0;
    qsizetype m_line = 0;
    std::optional<HttpFault> m_fault;
};

} // namespace web
