// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/healthcontroller.h"
#include "contract/json.h"
#include "gateway/problemresponse.h"

namespace gateway {

HealthController::HealthController(QString version, auth::Profile profile, const base::Clock &clock)
    : m_version(std::move(version))
    , m_profile(profile)
    , m_clock(clock)
    , m_started(clock.monotonicNow())
{
}

void HealthController::addRoutes(Router &router)
{
    router.add({"GET", u"/health"_qs, {}, [this](Exchange &) { return health(); }});
    router.add({"GET",
                u"/ready"_qs,
                {},
                [this](Exchange &) { return ready(); },
                {"Health",
                 "Whether the hub serves everything, for load balancers",
                 {},
                 {},
                 {"200 {status:'ready', missing:[string]}", "503 {status:'not_ready'|'stopping', missing:[string]}"}}});
    router.add({"GET", u"/"_qs, {}, [this](Exchange &) { return welcome(); }});
}

web::HttpResponse HealthController::health() const
{
    const bool well = m_figures.mqttUp && m_figures.ledgerUp;
    const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(m_clock.monotonicNow() - m_started);
    contract::JsonWriter out;
    out.beginObject()
        .member(QLatin1StringView("status"), QLatin1StringView(well ? "ok" : "error"))
        .member(QLatin1StringView("version"), m_version)
        .member(QLatin1StringView("uptime_s"), qint64{uptime.count()})
        .member(QLatin1StringView("mqtt"), m_figures.mqttUp)
        .member(QLatin1StringView("ledger"), m_figures.ledgerUp)
        .member(QLatin1StringView("profile"), auth::word(m_profile))
        .endObject();
    return jsonResponse(well ? 200 : 503, out.take());
}

/// That this is answered at all means that the ledger was opened and migrated before; it may have failed since.
web::HttpResponse HealthController::ready() const
{
    const std::pair<QLatin1StringView, bool> parts[] = {
        {QLatin1StringView("ledger"), m_figures.ledgerUp},
        {QLatin1StringView("mqtt"), m_figures.mqttUp},
        {QLatin1StringView("event_log"), m_figures.logReplayed},
        {QLatin1StringView("mqtt_persistence"), m_figures.sessionsSaved},
    };
    const bool isWhole = std::all_of(std::begin(parts), std::end(parts), [](const auto &part) { return part.second; });
    const char *status = m_isStopping ? "stopping" : isWhole ? "ready" : "not_ready";
    contract::JsonWriter out;
    out.beginObject()
        .member(QLatin1StringView("status"), QLatin1StringView(status))
        .key(QLatin1StringView("missing"))
        .beginArray();
    for (const auto &[name, isThere] : parts) {
        if (!isThere)
            out.value(name);
    }
    out.endArray().endObject();
    web::HttpResponse response = jsonResponse(isWhole && !m_isStopping ? 200 : 503, out.take());
    if (response.status == 503)
        response.set("Retry-After", "1");
    return response;
}

web::HttpResponse HealthController::welcome() const
{
    web::HttpResponse response;
    response.set("Content-Type", "text/plain; charset=utf-8");
    const QString text =
        u"Ventanilla "_qs % m_version % u"\nThe API is described in docs/api.md; GET /health says how the hub is.\n"_qs;
    response.body = text.toUtf8();
    return response;
}

} // namespace gateway
