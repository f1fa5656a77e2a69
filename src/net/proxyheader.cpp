// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxyheader.h"
#include <QtEndian>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace net {

namespace {

constexpr QByteArrayView signature2("\r\n\r\n\0\r\nQUIT\n", 12);
constexpr QByteArrayView signature1("PROXY ");
constexpr qsizetype longestLine = 107; // of version 1, with its end
constexpr qsizetype largest = 4096;

using Parsed = Result<std::optional<ProxyHeader>>;

Error malformed(const QString &what)
{
    return Error(ErrorCode::Malformed, u"the proxy's header is wrong: "_s + what);
}

/// Only the usual form: no "127.1", no scope.
bool parseAddress(QByteArrayView text, QAbstractSocket::NetworkLayerProtocol family, QHostAddress &address)
{
    const QString string = QString::fromLatin1(text);
    address = QHostAddress(string);
    if (address.isNull() || address.protocol() != family || string.contains(u'%'))
        return false;
    return family == QAbstractSocket::IPv6Protocol || address.toString() == string;
}

bool parsePort(QByteArrayView text, quint16 &port)
{
    const bool isNumber = !text.isEmpty() && text.size() <= 5 &&
                          std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!isNumber || (text.size() > 1 && text.front() == '0'))
        return false;
    const uint value = text.toByteArray().toUInt();
    port = static_cast<quint16>(value);
    return value <= 65'535;
}

Parsed parseLine(QByteArrayView bytes)
{
    const qsizetype end = bytes.first(qMin(bytes.size(), longestLine)).indexOf("\r\n");
    if (end < 0) {
        if (bytes.size() >= longestLine)
            return malformed(u"its line has no end"_s);
        return std::optional<ProxyHeader>();
    }
    ProxyHeader header;
    header.size = end + 2;
    const QList<QByteArray> words = bytes.first(end).toByteArray().split(' ');
    if (words.value(1) == "UNKNOWN")
        return std::optional(header);
    const bool isV6 = words.value(1) == "TCP6";
    const auto family = isV6 ? QAbstractSocket::IPv6Protocol : QAbstractSocket::IPv4Protocol;
    QHostAddress destination;
    quint16 destinationPort = 0;
    const bool isGood = words.size() == 6 && (isV6 || words[1] == "TCP4") &&
                        parseAddress(words[2], family, header.source) && parseAddress(words[3], family, destination) &&
                        parsePort(words[4], header.sourcePort) && parsePort(words[5], destinationPort);
    if (!isGood)
        return malformed(u"addresses and ports do not fit its line"_s);
    return std::optional(header);
}

Parsed parseBinary(QByteArrayView bytes)
{
    if (bytes.size() < 16)
        return std::optional<ProxyHeader>();
    const auto command = static_cast<quint8>(bytes[12]);
    const auto family = static_cast<quint8>(bytes[13]);
    const qsizetype length = qFromBigEndian<quint16>(bytes.data() + 14);
    if (command != 0x20 && command != 0x21)
        return malformed(u"unknown version or command"_s);
    if (16 + length > largest)
        return Error(ErrorCode::TooLarge, u"the proxy's header is longer than 4 KiB"_s);
    if (bytes.size() < 16 + length)
        return std::optional<ProxyHeader>();
    ProxyHeader header;
    header.size = 16 + length;
    if (command == 0x20 || family == 0x00 || (family & 0xF0) == 0x30) // itself, unknown, or a unix socket
        return std::optional(header);
    const char *addresses = bytes.data() + 16;
    if (family == 0x11 && length >= 12) {
        header.source = QHostAddress(qFromBigEndian<quint32>(addresses));
        header.sourcePort = qFromBigEndian<quint16>(addresses + 8);
    } else if (family == 0x21 && length >= 36) {
        header.source = QHostAddress(reinterpret_cast<const quint8 *>(addresses));
        header.sourcePort = qFromBigEndian<quint16>(addresses + 32);
    } else {
        return malformed(u"its addresses are too short, or not of a stream"_s);
    }
    return std::optional(header);
}

} // namespace

Parsed parseProxyHeader(QByteArrayView bytes)
{
    for (const QByteArrayView signature : {signature1, signature2}) {
        const qsizetype n = qMin(bytes.size(), signature.size());
        if (bytes.first(n) != signature.first(n))
            continue;
        if (n < signature.size())
            return std::optional<ProxyHeader>();
        return signature == signature1 ? parseLine(bytes) : parseBinary(bytes);
    }
    return malformed(u"it does not begin as one"_s);
}

} // namespace net
