// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mqtt/packet.h"
#include <array>
#include <optional>
#include <string>

namespace broker {

/// The authorizer's last answers about one session's publishing: devices publish to few topics, and rules may be many.
/// An answer holds for the number of the rules under which it was given.
class VerdictCache
{
public:
    struct Question
    {
        QByteArrayView topic;
        mqtt::QoS qos;
        bool retain;
        quint64 rules; ///< number of the rules in force
    };
    std::optional<bool> find(const Question &question) const
    {
        for (const Entry &entry : m_entries) {
            if (entry.rules == question.rules && entry.qos == question.qos && entry.retain == question.retain &&
                QByteArrayView(entry.topic) == question.topic)
                return entry.allowed;
        }
        return std::nullopt;
    }
    void add(const Question &question, bool allowed);

private:
    struct Entry
    {
        std::string topic;
        quint64 rules = 0;
        mqtt::QoS qos = mqtt::QoS::AtMostOnce;
        bool retain = false;
        bool allowed = false;
    };
    std::array<Entry, 4> m_entries;
    size_t m_next = 0;
};

} // namespace broker
