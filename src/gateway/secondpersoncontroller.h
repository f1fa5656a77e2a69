// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/ports.h"
#include "gateway/router.h"
#include <QTimeZone>

namespace gateway {

/// REST of what no one does alone (SPEC 2.4): reversing a movement, blocking and unblocking an account. Each answers
/// 202 with the request that now waits for a second person (docs/api.md "Approvals"), or, for a retry under the same
/// key, what became of it. Lives in the gateway's thread and must outlive its routes; the port must outlive it.
class SecondPersonController
{
public:
    struct Settings
    {
        QTimeZone zone;
        base::Currency currency = base::Currency::usd();
    };
    SecondPersonController(CommandPort &commands, Settings settings)
        : m_commands(commands)
        , m_settings(std::move(settings))
    {
    }
    void addRoutes(Router &router);

private:
    Outcome reverse(Exchange &exchange);
    Outcome setState(Exchange &exchange, bank::AccountState state);
    Outcome submit(const Exchange &exchange, desk::Command command);

    CommandPort &m_commands;
    Settings m_settings;
};

} // namespace gateway
