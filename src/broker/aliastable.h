// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mqtt/codec.h"
#include <string>
#include <vector>

namespace broker {

/// The topics that one connection's client knows by a number (topic alias, MQTT 5, 3.3.2.3.4), given by us. A topic's
/// place follows from its hash alone, so that every client with as many places has the same number for it and a
/// fan-out may share its heads. A place goes to another topic only after that has been asked for as often as the one
/// that has it was used.
class AliasTable
{
public:
    explicit AliasTable(quint16 places)
        : m_entries(places)
    {
    }

    struct Use
    {
        quint16 alias = 0;    ///< 0: send the topic alone
        bool isKnown = false; ///< the client has the topic under the alias: send the alias alone
        friend bool operator==(const Use &, const Use &) = default;
    };
    /// For a PUBLISH that is certainly sent: after it the client knows the topic under the alias. `hash` of the topic,
    /// the same for the same topic at every call.
    Use use(QByteArrayView topic, size_t hash);
    /// Puts use() into a head, unless the packet would become larger than the client takes. True: the packet sets the
    /// alias and must not get lost.
    bool apply(mqtt::PublishHead &head, qsizetype maxPacket);

    /// What an alias may add to a packet: the property, and one byte more in two lengths.
    static constexpr qsizetype overhead = 5;

private:
    struct Entry
    {
        std::string topic;
        int uses = 0;
    };
    std::vector<Entry> m_entries;
};

} // namespace broker
