// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/httpchunks.h"

namespace web {
namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool isText(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

} // namespace

HttpChunkReader::State HttpChunkReader::refuse(int status, const QString &detail)
{
    m_fault = HttpFault{status, detail};
    return m_state;
}

HttpChunkReader::State HttpChunkReader::expect(char c, char wanted, State then)
{
    return c == wanted ? then : refuse(400, u"the chunked body is not framed by CR LF"_qs);
}

HttpChunkReader::State HttpChunkReader::nextOfSize(char c)
{
    const int digit = hexValue(c);
    if (digit >= 0) {
        if (++m_digits > 16)
            return refuse(400, u"a chunk's size is no number of 64 bits"_qs);
        m_left = m_left * 16 + static_cast<quint64>(digit);
        return State::Size;
    }
    if (m_digits == 0)
        return refuse(400, u"a chunk begins without its size"_qs);
    if (c == ';')
        return State::Extension;
    return expect(c, '\r', State::SizeLf);
}

HttpChunkReader::State HttpChunkReader::afterSize(qsizetype bodySize)
{
    m_digits = 0;
    m_line = 0;
    if (m_left == 0)
        return State::TrailerStart;
    if (m_left > static_cast<quint64>(m_bodyLimit - bodySize))
        return refuse(413, u"the body is larger than %1 bytes"_qs.arg(m_bodyLimit));
    return State::Data;
}

HttpChunkReader::State HttpChunkReader::nextOfTrailer(char c)
{
    if (c == '\r')
        return m_state == State::TrailerStart ? State::EndLf : State::TrailerLf;
    const bool folded = m_state == State::TrailerStart && (c == ' ' || c == '\t');
    return isText(c) && !folded ? State::Trailer : refuse(400, u"a trailer holds what no header may hold"_qs);
}

HttpChunkReader::State HttpChunkReader::next(char c, qsizetype bodySize)
{
    if (++m_line > maxLine)
        return refuse(400, u"a line inside the chunked body is too long"_qs);
    switch (m_state) {
    case State::SizeStart:
    case State::Size:
        return nextOfSize(c);
    case State::Extension:
        if (c == '\r')
            return State::SizeLf;
        return isText(c) ? State::Extension : refuse(400, u"a chunk extension holds control characters"_qs);
    case State::SizeLf:
        return c == '\n' ? afterSize(bodySize) : expect(c, '\n', State::Data);
    case State::DataCr:
        return expect(c, '\r', State::DataLf);
    case State::DataLf:
        m_line = 0;
        return expect(c, '\n', State::SizeStart);
    case State::TrailerStart:
    case State::Trailer:
        return nextOfTrailer(c);
    case State::TrailerLf:
        return expect(c, '\n', State::TrailerStart);
    case State::EndLf:
        return expect(c, '\n', State::Done);
    case State::Data:
    case State::Done:
        break;
    }
    return m_state;
}

qsizetype HttpChunkReader::feed(QByteArrayView bytes, QByteArray &body)
{
    qsizetype taken = 0;
    while (taken < bytes.size() && !isDone() && !m_fault) {
        if (m_state != State::Data) {
            m_state = next(bytes.at(taken++), body.size());
            continue;
        }
        const qsizetype part = std::min(static_cast<qsizetype>(m_left), bytes.size() - taken);
        body.append(bytes.sliced(taken, part));
        taken += part;
        m_left -= static_cast<quint64>(part);
        if (m_left == 0) {
            m_line = 0;
            m_state = State::DataCr;
        }
    }
    return taken;
}

} // namespace web
