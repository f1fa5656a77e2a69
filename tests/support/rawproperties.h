// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/rawbytes.h"

namespace support::raw {

/// The properties of MQTT 5 (2.2.2.2) and how each is written.
struct Property
{
    enum class Form { Byte, Word, DoubleWord, Variable, Text, Pair };
    int id;
    const char *name;
    Form form;
};

inline const QList<Property> &allProperties()
{
    using Form = Property::Form;
    static const QList<Property> all{{0x01, "payloadFormat", Form::Byte},
                                     {0x02, "messageExpiry", Form::DoubleWord},
                                     {0x03, "contentType", Form::Text},
                                     {0x08, "responseTopic", Form::Text},
                                     {0x09, "correlation", Form::Text},
                                     {0x0B, "subscriptionId", Form::Variable},
                                     {0x11, "sessionExpiry", Form::DoubleWord},
                                     {0x12, "assignedId", Form::Text},
                                     {0x13, "serverKeepAlive", Form::Word},
                                     {0x15, "authMethod", Form::Text},
                                     {0x16, "authData", Form::Text},
                                     {0x17, "requestProblem", Form::Byte},
                                     {0x18, "willDelay", Form::DoubleWord},
                                     {0x19, "requestResponse", Form::Byte},
                                     {0x1A, "responseInfo", Form::Text},
                                     {0x1C, "serverReference", Form::Text},
                                     {0x1F, "reason", Form::Text},
                                     {0x21, "receiveMax", Form::Word},
                                     {0x22, "aliasMax", Form::Word},
                                     {0x23, "alias", Form::Word},
                                     {0x24, "maxQos", Form::Byte},
                                     {0x25, "retainAvailable", Form::Byte},
                                     {0x26, "user", Form::Pair},
                                     {0x27, "maxPacket", Form::DoubleWord},
                                     {0x28, "wildcard", Form::Byte},
                                     {0x29, "subIdAvailable", Form::Byte},
                                     {0x2A, "shared", Form::Byte}};
    return all;
}

inline QByteArray propertyValue(Property::Form form, const QByteArray &text)
{
    const qint64 number = text.toLongLong(nullptr, 0);
    switch (form) {
    case Property::Form::Byte:
        return QByteArray(1, static_cast<char>(number));
    case Property::Form::Word:
        return word16(static_cast<qsizetype>(number));
    case Property::Form::DoubleWord:
        return word32(number);
    case Property::Form::Variable:
        return variable(static_cast<qsizetype>(number));
    case Property::Form::Text:
        return text16(stretched(text));
    case Property::Form::Pair:
        return text16(text.left(text.indexOf(':'))) + text16(stretched(text.mid(text.indexOf(':') + 1)));
    }
    Q_UNREACHABLE();
}

/// Length and properties of the words `<prefix>name=value`, in their order.
inline QByteArray propertyBytes(const QList<QByteArray> &words, const QByteArray &prefix)
{
    QByteArray bytes;
    for (const QByteArray &word : words) {
        for (const Property &property : allProperties()) {
            const QByteArray start = prefix + property.name + '=';
            if (word.startsWith(start))
                bytes += static_cast<char>(property.id) + propertyValue(property.form, word.mid(start.size()));
        }
    }
    return variable(bytes.size()) + bytes;
}

inline QByteArray readValue(Property::Form form, ByteReader &reader)
{
    switch (form) {
    case Property::Form::Byte:
        return QByteArray::number(reader.byte());
    case Property::Form::Word:
        return QByteArray::number(reader.word());
    case Property::Form::DoubleWord:
        return QByteArray::number(reader.doubleWord());
    case Property::Form::Variable:
        return QByteArray::number(reader.variableInt());
    case Property::Form::Text:
        return reader.text();
    case Property::Form::Pair: {
        const QByteArray name = reader.text();
        return name + ':' + reader.text();
    }
    }
    Q_UNREACHABLE();
}

/// Each property as ` .name="value"`, in the order of arrival.
inline QByteArray propertyText(ByteReader &reader)
{
    QByteArray line;
    const qint64 size = reader.variableInt();
    const qsizetype end = reader.position() + static_cast<qsizetype>(size);
    while (!reader.failed() && reader.position() < end) {
        const int id = reader.byte();
        const auto known = std::find_if(allProperties().begin(), allProperties().end(),
                                        [id](const Property &property) { return property.id == id; });
        if (known == allProperties().end())
            return line + " MALFORMED property " + QByteArray::number(id);
        line += QByteArray(" .") + known->name + "=\"" + readValue(known->form, reader) + '"';
    }
    return reader.position() == end ? line : line + " MALFORMED length of properties";
}

} // namespace support::raw
