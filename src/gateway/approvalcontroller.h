// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/audit.h"
#include "contract/approvaljson.h"
#include "gateway/ports.h"
#include "gateway/router.h"
#include <QTimeZone>

namespace gateway {

/// Requests for approval over REST (docs/api.md "Approvals", M11). Who approves is checked here (session, or name and
/// PIN at the maker's window); whether he may is the engine's to say. Each decision leaves a line in the audit log.
/// Lives in the gateway's thread and must outlive its routes; the ports must outlive it.
class ApprovalController
{
public:
    struct Ports
    {
        AuthPort &auth;
        CommandPort &commands;
        ReaderPort &reader;
        auth::AuditPort *audit = nullptr; ///< null: nothing is remembered
    };
    ApprovalController(Ports ports, QTimeZone zone)
        : m_ports(ports)
        , m_zone(std::move(zone))
    {
    }
    void addRoutes(Router &router);

private:
    /// Who decides, from which window.
    struct Window
    {
        QString action; ///< of the audit log
        qint64 request = 0;
        QString user; ///< whose session it is
        QString address;
        Responder responder;
    };
    Outcome list(Exchange &exchange);
    Outcome one(Exchange &exchange);
    Outcome decide(Exchange &exchange, bool isApproval);
    Outcome cancel(Exchange &exchange);

    Outcome byPin(const Window &window, const contract::DecisionRequest &body, bool isApproval);
    /// These run on other threads and may outlive the controller: they get all that they use.
    static base::Result<> submit(const Ports &ports, const QTimeZone &zone, const Window &window,
                                 const QString &checker, desk::Command command);
    static void note(const Ports &ports, const QTimeZone &zone, const Window &window, const QString &checker,
                     const desk::Answer &answer);

    const Ports m_ports;
    const QTimeZone m_zone;
};

} // namespace gateway
