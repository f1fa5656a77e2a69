// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>
#include <string>
#include <vector>

namespace broker {

/// The topics that one connection's client knows by a number (topic alias, MQTT 5, 3.3.2.3.4), given by us. A topic's
/// place follows from its hash alone, so that every client with as many places has the same number for it and a
/// fan-out may share its heads. A topic must come twice as often as the one in its place to take it over.
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
    };
    /// For a PUBLISH that is certainly sent: after it the client knows the topic under the alias. `hash` of the topic.
    Use use(QByteArrayView topic, size_t hash);

private:
    struct Entry
    {
        std::string topic;
        int uses = 0;
    };
    std::vector<Entry> m_entries;
};

} // namespace broker
