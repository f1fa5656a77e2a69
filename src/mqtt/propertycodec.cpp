// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/propertycodec.h"
#include "mqtt/codec.h"
#include "mqtt/writer.h"

namespace mqtt {

namespace {

using Text = std::optional<QByteArray> Properties::*;
using Binary = std::optional<base::Bytes> Properties::*;
using Byte = std::optional<quint8> Properties::*;
using Word = std::optional<quint16> Properties::*;
using DoubleWord = std::optional<quint32> Properties::*;
using Identifiers = std::vector<quint32> Properties::*;
using Pairs = std::vector<std::pair<QByteArray, QByteArray>> Properties::*;
using Member = std::variant<Byte, Word, DoubleWord, Text, Binary, Identifiers, Pairs>;

enum class Range : quint8 { Any, Flag, NotZero };

struct Property
{
    quint8 id;
    Member member;
    quint32 places; ///< bits of PropertyPlace
    Range range = Range::Any;
};

template <typename... P>
constexpr quint32 in(P... places)
{
    return ((1u << static_cast<quint8>(places)) | ...);
}

using P = PropertyPlace;
using F = Properties;
constexpr quint32 message = in(P::Publish, P::Will);
constexpr quint32 opening = in(P::Connect, P::Connack);
constexpr quint32 answers =
    in(P::Connack, P::Puback, P::Pubrec, P::Pubrel, P::Pubcomp, P::Suback, P::Unsuback, P::Disconnect, P::Auth);
constexpr quint32 anywhere = answers | in(P::Connect, P::Publish, P::Will, P::Subscribe, P::Unsubscribe);

/// MQTT 5, table 2-4.
const std::array<Property, 27> properties = {{
    {0x01, &F::payloadFormatIndicator, message, Range::Flag},
    {0x02, &F::messageExpiryInterval, message},
    {0x03, &F::contentType, message},
    {0x08, &F::responseTopic, message},
    {0x09, &F::correlationData, message},
    {0x0B, &F::subscriptionIdentifiers, in(P::Publish, P::Subscribe), Range::NotZero},
    {0x11, &F::sessionExpiryInterval, opening | in(P::Disconnect)},
    {0x12, &F::assignedClientIdentifier, in(P::Connack)},
    {0x13, &F::serverKeepAlive, in(P::Connack)},
    {0x15, &F::authenticationMethod, opening | in(P::Auth)},
    {0x16, &F::authenticationData, opening | in(P::Auth)},
    {0x17, &F::requestProblemInformation, in(P::Connect), Range::Flag},
    {0x18, &F::willDelayInterval, in(P::Will)},
    {0x19, &F::requestResponseInformation, in(P::Connect), Range::Flag},
    {0x1A, &F::responseInformation, in(P::Connack)},
    {0x1C, &F::serverReference, in(P::Connack, P::Disconnect)},
    {0x1F, &F::reasonString, answers},
    {0x21, &F::receiveMaximum, opening, Range::NotZero},
    {0x22, &F::topicAliasMaximum, opening},
    {0x23, &F::topicAlias, in(P::Publish)},
    {0x24, &F::maximumQoS, in(P::Connack), Range::Flag},
    {0x25, &F::retainAvailable, in(P::Connack), Range::Flag},
    {0x26, &F::userProperties, anywhere},
    {0x27, &F::maximumPacketSize, opening, Range::NotZero},
    {0x28, &F::wildcardSubscriptionAvailable, in(P::Connack), Range::Flag},
    {0x29, &F::subscriptionIdentifierAvailable, in(P::Connack), Range::Flag},
    {0x2A, &F::sharedSubscriptionAvailable, in(P::Connack), Range::Flag},
}};

const Property *find(quint32 id)
{
    const auto it = std::lower_bound(properties.begin(), properties.end(), id,
                                     [](const Property &p, quint32 wanted) { return p.id < wanted; });
    return it != properties.end() && it->id == id ? &*it : nullptr;
}

/// Reads one property's value into its member.
struct Decoder
{
    Reader &reader;
    Properties &into;
    const Property &property;

    template <typename T>
    void number(std::optional<T> Properties::*member, T value)
    {
        if ((property.range == Range::Flag && value > 1) || (property.range == Range::NotZero && value == 0))
            reader.forbidden(
                QStringLiteral("property 0x%1 is out of its range").arg(property.id, 2, 16, QLatin1Char('0')));
        set(member, value);
    }
    template <typename T>
    void set(std::optional<T> Properties::*member, T value)
    {
        if ((into.*member).has_value())
            reader.forbidden(QStringLiteral("property 0x%1 is there twice").arg(property.id, 2, 16, QLatin1Char('0')));
        into.*member = std::move(value);
    }
    void operator()(Byte member) { number(member, reader.byte()); }
    void operator()(Word member) { number(member, reader.word()); }
    void operator()(DoubleWord member) { number(member, reader.doubleWord()); }
    void operator()(Text member) { set(member, reader.text().toByteArray()); }
    void operator()(Binary member) { set(member, base::Bytes::copyOf(reader.binary())); }
    void operator()(Identifiers member)
    {
        const quint32 id = reader.variable();
        if (id == 0)
            reader.forbidden(QStringLiteral("subscription identifier 0"));
        (into.*member).push_back(id);
    }
    void operator()(Pairs member)
    {
        QByteArray name = reader.text().toByteArray();
        (into.*member).emplace_back(std::move(name), reader.text().toByteArray());
    }
};

/// Writes a property where it is present.
struct Encoder
{
    Writer &writer;
    const Properties &from;
    quint8 id;

    void operator()(Byte member) const
    {
        if (from.*member)
            writer.byte(id).byte(*(from.*member));
    }
    void operator()(Word member) const
    {
        if (from.*member)
            writer.byte(id).word(*(from.*member));
    }
    void operator()(DoubleWord member) const
    {
        if (from.*member)
            writer.byte(id).doubleWord(*(from.*member));
    }
    void operator()(Text member) const
    {
        if (from.*member)
            writer.byte(id).binary(*(from.*member));
    }
    void operator()(Binary member) const
    {
        if (from.*member)
            writer.byte(id).binary((from.*member)->view());
    }
    void operator()(Identifiers member) const
    {
        for (const quint32 identifier : from.*member)
            writer.byte(id).variable(identifier);
    }
    void operator()(Pairs member) const
    {
        for (const auto &[name, value] : from.*member)
            writer.byte(id).binary(name).binary(value);
    }
};

} // namespace

PropertiesRef readProperties(Reader &reader, PropertyPlace place)
{
    Reader part = reader.part(reader.variable());
    if (part.failed() || part.remaining() == 0) {
        reader.adopt(part);
        return {};
    }
    auto result = std::make_shared<Properties>();
    while (part.remaining() > 0) {
        const quint32 id = part.variable();
        const Property *property = find(id);
        if (!property)
            part.malformed(QStringLiteral("unknown property 0x%1").arg(id, 2, 16, QLatin1Char('0')));
        else if (!(property->places & in(place)))
            part.forbidden(QStringLiteral("property 0x%1 does not belong here").arg(id, 2, 16, QLatin1Char('0')));
        else
            std::visit(Decoder{part, *result, *property}, property->member);
    }
    if (result->subscriptionIdentifiers.size() > 1 && place == PropertyPlace::Subscribe)
        part.forbidden(QStringLiteral("two subscription identifiers"));
    if (result->responseTopic && !isValidTopicName(*result->responseTopic)) // MQTT5-3.3.2-14
        part.forbidden(QStringLiteral("the response topic is no valid topic name"));
    if (result->authenticationData && !result->authenticationMethod)
        part.forbidden(QStringLiteral("authentication data without a method"));
    reader.adopt(part);
    return result;
}

QByteArray encodeMessageProperties(const Properties &from)
{
    Writer values;
    for (const quint32 id : {0x01u, 0x03u, 0x08u, 0x09u, 0x26u}) {
        const Property &property = *find(id);
        std::visit(Encoder{values, from, property.id}, property.member);
    }
    return values.take();
}

QByteArray encodeProperties(const Properties *properties_)
{
    Writer values;
    if (properties_) {
        for (const Property &property : properties)
            std::visit(Encoder{values, *properties_, property.id}, property.member);
    }
    Writer whole;
    whole.variable(static_cast<quint32>(values.size())).raw(values.view());
    return whole.take();
}

} // namespace mqtt
