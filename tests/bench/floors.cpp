// SPDX-License-Identifier: GPL-3.0-or-later
#include "floors.h"
#include <QJsonObject>
#include <cstdio>
#include <optional>

namespace bench {

namespace {

/// One figure among the medians.
struct Figure
{
    const char *workload;
    const char *server;
    const char *metric;
};

/// What is demanded: `value` at most (or at least) `factor` times `other`; without an `other`, `factor` itself.
struct Demand
{
    const char *text;
    Figure value;
    std::optional<Figure> other;
    double factor;
    bool atLeast = false;
};

const Demand demands[] = {
    {"SSE 1,000 singly: CPU an event no worse than nchan's",
     {"SSE 1000 singly", "ours", "CPU us/event"},
     Figure{"SSE 1000 singly", "nchan", "CPU us/event"},
     1},
    {"SSE 5,000 singly: CPU an event no worse than nchan's",
     {"SSE 5000 singly", "ours", "CPU us/event"},
     Figure{"SSE 5000 singly", "nchan", "CPU us/event"},
     1},
    {"WebSocket 1,000 singly: CPU an event no worse than nchan's",
     {"WebSocket 1000 singly", "ours", "CPU us/event"},
     Figure{"WebSocket 1000 singly", "nchan", "CPU us/event"},
     1},
    {"WebSocket 5,000 singly: CPU an event no worse than nchan's",
     {"WebSocket 5000 singly", "ours", "CPU us/event"},
     Figure{"WebSocket 5000 singly", "nchan", "CPU us/event"},
     1},
    {"SSE 1,000 in bursts of 10: CPU us an event", {"SSE 1000 bursts", "ours", "CPU us/event"}, {}, 1.2},
    {"SSE 5,000 in bursts of 10: CPU us an event", {"SSE 5000 bursts", "ours", "CPU us/event"}, {}, 1.2},
    {"WebSocket 1,000 in bursts of 10: CPU us an event", {"WebSocket 1000 bursts", "ours", "CPU us/event"}, {}, 1.2},
    {"WebSocket 5,000 in bursts of 10: CPU us an event", {"WebSocket 5000 bursts", "ours", "CPU us/event"}, {}, 1.2},
    {"GET of an account: requests/s at least nginx's / 1.5",
     {"GET detail", "ours", "requests/s"},
     Figure{"GET detail", "nginx", "requests/s"},
     1 / 1.5,
     true},
    {"GET /health: requests/s at least nginx's / 1.5",
     {"GET health", "ours", "requests/s"},
     Figure{"GET health", "nginx", "requests/s"},
     1 / 1.5,
     true},
    {"…with 5,000 idle SSE clients: at least 0.9 of it without",
     {"GET detail, 5000 idle SSE", "ours", "requests/s"},
     Figure{"GET detail", "ours", "requests/s"},
     0.9,
     true},
    {"KB an idle SSE client", {"SSE 5000 connections", "ours", "KB RSS/connection"}, {}, 6},
    {"deposit, 1,000 SSE clients: answer to last client p99, ms",
     {"post, 1000 SSE", "ours", "answer to last p99, ms"},
     {},
     25},
    {"…at most 1.2 times nchan's, post to last client",
     {"post, 1000 SSE", "ours", "answer to last p99, ms"},
     Figure{"post, 1000 SSE", "nchan", "post to last p99, ms"},
     1.2},
    {"the deposit's own answer p99 within 1.5 times of it without clients",
     {"post, 1000 SSE", "ours", "post to answer p99, ms"},
     Figure{"post, nobody listens", "ours", "post to answer p99, ms"},
     1.5},
};

std::optional<double> find(const QJsonArray &medians, const Figure &figure)
{
    for (const QJsonValue &value : medians) {
        const QJsonObject row = value.toObject();
        if (row[u"workload"_qs] != QString::fromLatin1(figure.workload) ||
            row[u"broker"_qs] != QString::fromLatin1(figure.server))
            continue;
        const QJsonValue metric = row[u"metrics"_qs].toObject()[QString::fromLatin1(figure.metric)];
        return metric.isDouble() ? std::optional(metric.toDouble()) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

bool printFloors(const QJsonArray &medians)
{
    bool all = true;
    std::printf("\n%-70s %10s %10s\n", "demanded", "limit", "ours");
    for (const Demand &demand : demands) {
        const auto value = find(medians, demand.value);
        const auto other = demand.other ? find(medians, *demand.other) : std::optional(1.0);
        if (!value || !other)
            continue;
        const double limit = demand.factor * *other;
        const bool good = demand.atLeast ? *value >= limit : *value <= limit;
        all = all && good;
        std::printf("%-70s %10.2f %10.2f  %s\n", demand.text, limit, *value, good ? "reached" : "MISSED");
    }
    return all;
}

} // namespace bench
