// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/events.h"
#include "broker/statistics.h"
#include <QHash>
#include <array>
#include <chrono>
#include <vector>

namespace mqttserver {

/// Bytes of the process's heap; 0: not known on this system.
struct HeapFigures
{
    qint64 current = 0;
    qint64 maximum = 0; ///< of those seen in rounds
};
qint64 currentHeap();

/// The `$SYS/broker/…` topics, under the names and with the meanings of Mosquitto 2.0, which dashboards read; ours
/// beside them: `messages/dropped/<cause>`, `listeners/<name>/connections`. QoS 0, retained, said again only when
/// changed. One object a server, in its thread.
class SysTree
{
public:
    /// The messages of one round: all the first time, later those whose text is another one.
    std::vector<broker::PublishInternal> round(const broker::Statistics &statistics, base::Monotonic uptime);

private:
    /// A counter's growth a minute, averaged over 1, 5 and 15 minutes (exponentially, as Mosquitto's).
    struct Load
    {
        quint64 last = 0;
        std::array<double, 3> perMinute{};
    };
    using Messages = std::vector<broker::PublishInternal>;
    void say(Messages &messages, const QByteArray &topic, const QByteArray &text);
    void sayCounts(Messages &messages, const broker::Statistics &statistics);
    void sayTraffic(Messages &messages, const broker::Statistics &statistics);
    void sayDrops(Messages &messages, const broker::Statistics &statistics);
    void sayLoad(Messages &messages, const QByteArray &name, quint64 counter, base::Monotonic elapsed);

    QHash<QByteArray, QByteArray> m_said; ///< text by topic
    QHash<QByteArray, Load> m_loads;
    HeapFigures m_heap;
    base::Monotonic m_last{};
};

} // namespace mqttserver
