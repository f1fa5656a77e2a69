// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/ports.h"
#include "gateway/router.h"
#include <QTimeZone>

namespace gateway {

/// Port: makes the ledger prove itself, from the first posting to the last (store::checkLedger).
class ProofPort
{
public:
    virtual ~ProofPort() = default;
    /// Runs beside everything else, and notes the outcome before it answers. Busy while one is under way.
    virtual base::Result<> prove(std::function<void(base::Result<bank::Proof>)> answer) = 0;
};

/// Holds, limits, history, chart, journal, proof and closed days over REST (docs/api.md "Ledger"). Lives in the
/// gateway's thread and must outlive its routes; the ports must outlive it.
class LedgerController
{
public:
    struct Settings
    {
        QTimeZone zone;
        base::Currency currency = base::Currency::usd();
    };
    /// `proof`: null where nobody makes any; asking for one answers 503.
    LedgerController(CommandPort &commands, ReaderPort &reader, ProofPort *proof, Settings settings)
        : m_commands(commands)
        , m_reader(reader)
        , m_proof(proof)
        , m_settings(std::move(settings))
    {
    }
    void addRoutes(Router &router);

private:
    Outcome change(Exchange &exchange);
    Outcome holds(Exchange &exchange);
    Outcome placeHold(Exchange &exchange);
    Outcome releaseHold(Exchange &exchange);
    Outcome changes(Exchange &exchange);
    Outcome chart(Exchange &exchange);
    Outcome journal(Exchange &exchange);
    Outcome days(Exchange &exchange);
    Outcome closeDay(Exchange &exchange);
    Outcome proof(Exchange &exchange);
    Outcome prove(Exchange &exchange);

    Outcome read(const Exchange &exchange, std::function<base::Result<QByteArray>(desk::LedgerReader &)> read);
    Outcome submit(const Exchange &exchange, desk::Command command,
                   std::function<web::HttpResponse(const desk::Answer &)> encode);

    CommandPort &m_commands;
    ReaderPort &m_reader;
    ProofPort *m_proof;
    Settings m_settings;
};

} // namespace gateway
