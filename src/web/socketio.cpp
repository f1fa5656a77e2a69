// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/socketio.h"
#include "web/jsonscan.h"
#include <algorithm>

namespace web {
namespace {

using base::Error;
using base::ErrorCode;
using Type = SocketPacketType;

/// More than any client counts to; so many digits fit into the number.
constexpr qsizetype maxIdDigits = 15;
constexpr qsizetype maxNamespace = 256;

Error malformed(const char *what)
{
    return {ErrorCode::Malformed, QString::fromLatin1(what)};
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Takes the digits off the front.
QByteArrayView takeDigits(QByteArrayView &rest)
{
    qsizetype size = 0;
    while (size < rest.size() && isDigit(rest[size]))
        ++size;
    const QByteArrayView digits = rest.first(size);
    rest = rest.sliced(size);
    return digits;
}

base::Result<> readAttachments(QByteArrayView &rest, int most, SocketPacket &packet)
{
    const QByteArrayView digits = takeDigits(rest);
    if (digits.isEmpty() || digits.size() > 6 || !rest.startsWith('-'))
        return malformed("the number of attachments is missing");
    rest = rest.sliced(1);
    packet.attachments = digits.toInt();
    if (packet.attachments > most)
        return Error(ErrorCode::TooLarge, QStringLiteral("too many attachments"));
    return {};
}

base::Result<> readNamespace(QByteArrayView &rest, SocketPacket &packet)
{
    if (!rest.startsWith('/'))
        return {};
    const qsizetype comma = rest.indexOf(',');
    QByteArrayView name = comma < 0 ? rest : rest.first(comma);
    rest = comma < 0 ? QByteArrayView() : rest.sliced(comma + 1);
    if (const qsizetype query = name.indexOf('?'); query >= 0)
        name = name.first(query);
    if (name.size() > maxNamespace)
        return malformed("the namespace is too long");
    packet.nsp = name.toByteArray();
    return {};
}

base::Result<> readEvent(QByteArrayView text, SocketPacket &packet)
{
    const auto items = jsonItems(text);
    if (!items || items->empty() || !isJsonString(items->front()))
        return malformed("an event is a list that begins with its name");
    packet.event = jsonStringValue(items->front());
    if (isReservedEvent(packet.event))
        return malformed("this name is no event's");
    for (size_t i = 1; i < items->size(); ++i)
        packet.arguments.push_back((*items)[i].toByteArray());
    return {};
}

base::Result<> readData(QByteArrayView text, SocketPacket &packet)
{
    const bool isAnswerable = packet.type != Type::Connect && packet.type != Type::Disconnect;
    if (packet.id && !isAnswerable)
        return malformed("only events and acknowledgements have a number");
    switch (packet.type) {
    case Type::Connect:
        if (text.isEmpty())
            return {};
        if (!isJsonObject(text) || !isJson(text))
            return malformed("what a client says at its connection is an object");
        packet.arguments.push_back(text.toByteArray());
        return {};
    case Type::Disconnect:
        return text.isEmpty() ? base::Result<>() : malformed("a disconnection says nothing more");
    case Type::Event:
    case Type::BinaryEvent:
        return readEvent(text, packet);
    case Type::Ack:
    case Type::BinaryAck:
        if (const auto items = jsonItems(text)) {
            for (const QByteArrayView item : *items)
                packet.arguments.push_back(item.toByteArray());
            return packet.id ? base::Result<>() : malformed("an acknowledgement has a number");
        }
        return malformed("an acknowledgement is a list");
    case Type::ConnectError:
        break;
    }
    return malformed("only the server refuses connections");
}

/// Type, namespace and id of a packet of ours.
QByteArray head(Type type, QByteArrayView nsp, std::optional<quint64> id = {})
{
    QByteArray text(1, static_cast<char>('0' + static_cast<int>(type)));
    if (nsp != "/")
        text.append(nsp).append(',');
    if (id)
        text.append(QByteArray::number(*id));
    return text;
}

EngineMessage message(const QByteArray &text)
{
    return engineText(EnginePacketType::Message, text);
}

} // namespace

base::Result<SocketPacket> decodeSocketPacket(QByteArrayView text, int maxAttachments)
{
    if (text.isEmpty() || text[0] < '0' || text[0] > '6')
        return malformed("this is no Socket.IO packet");
    SocketPacket packet;
    packet.type = static_cast<Type>(text[0] - '0');
    QByteArrayView rest = text.sliced(1);
    if (packet.type == Type::BinaryEvent || packet.type == Type::BinaryAck) {
        if (const auto read = readAttachments(rest, maxAttachments, packet); !read)
            return read.error();
    }
    if (const auto read = readNamespace(rest, packet); !read)
        return read.error();
    const QByteArrayView digits = takeDigits(rest);
    if (digits.size() > maxIdDigits)
        return malformed("the acknowledgement's number is too long");
    if (!digits.isEmpty())
        packet.id = digits.toULongLong();
    if (const auto read = readData(rest, packet); !read)
        return read.error();
    return packet;
}

bool isReservedEvent(QByteArrayView name)
{
    static constexpr QByteArrayView reserved[] = {"connect",       "connect_error", "disconnect",
                                                  "disconnecting", "newListener",   "removeListener"};
    return std::find(std::begin(reserved), std::end(reserved), name) != std::end(reserved);
}

EngineMessage socketConnected(QByteArrayView nsp, QByteArrayView sid)
{
    return message(head(Type::Connect, nsp).append("{\"sid\":\"").append(sid).append("\"}"));
}

EngineMessage socketRefused(QByteArrayView nsp, QByteArrayView why)
{
    return message(head(Type::ConnectError, nsp).append("{\"message\":\"").append(why).append("\"}"));
}

EngineMessage socketDisconnected(QByteArrayView nsp)
{
    return message(head(Type::Disconnect, nsp));
}

EngineMessage socketEvent(QByteArrayView nsp, QByteArrayView name, QByteArrayView json)
{
    Q_ASSERT(!isReservedEvent(name));
    QByteArray text = head(Type::Event, nsp);
    text.reserve(text.size() + name.size() + json.size() + 5);
    text.append("[\"").append(name).append('"');
    if (!json.isEmpty())
        text.append(',').append(json);
    return message(text.append(']'));
}

EngineMessage socketAck(QByteArrayView nsp, quint64 id, QByteArrayView json)
{
    return message(head(Type::Ack, nsp, id).append('[').append(json).append(']'));
}

std::vector<EngineMessage> socketBinary(SocketPacketType type, QByteArrayView nsp, std::optional<quint64> id,
                                        QByteArrayView list, std::span<const base::Bytes> attachments)
{
    QByteArray text = head(type, nsp, id);
    text.insert(1, QByteArray::number(static_cast<qint64>(attachments.size())) + '-');
    std::vector<EngineMessage> messages;
    messages.reserve(attachments.size() + 1);
    messages.push_back(message(text.append(list)));
    for (const base::Bytes &attachment : attachments)
        messages.push_back(engineBinary(attachment.view()));
    return messages;
}

} // namespace web
