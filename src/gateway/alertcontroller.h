// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/ports.h"
#include "gateway/router.h"
#include <QTimeZone>

namespace gateway {

/// Alerts, their acknowledgement, and unusual operations over REST (docs/api.md "Alerts", S0-25). Lives in the
/// gateway's thread and must outlive its routes; the ports must outlive it.
class AlertController
{
public:
    struct Settings
    {
        QTimeZone zone;
        base::Currency currency = base::Currency::usd();
        qint64 unusualMinor = 10'000'00; ///< `bank.unusual.threshold`, minor units of any currency
        int unusualDays = 30;            ///< `bank.unusual.days`
    };
    AlertController(CommandPort &commands, ReaderPort &reader, Settings settings)
        : m_commands(commands)
        , m_reader(reader)
        , m_settings(std::move(settings))
    {
    }
    void addRoutes(Router &router);

private:
    Outcome list(Exchange &exchange);
    Outcome acknowledge(Exchange &exchange);
    Outcome unusual(Exchange &exchange);

    CommandPort &m_commands;
    ReaderPort &m_reader;
    const Settings m_settings;
};

} // namespace gateway
