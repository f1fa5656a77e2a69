// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/tillcommands.h"
#include "contract/tillvalues.h"
#include "gateway/ports.h"
#include "gateway/router.h"
#include <QTimeZone>

namespace gateway {

/// Tills and receipts over REST (docs/api.md "Tills", "Receipts"): commands go to the desk, reads to the reader
/// threads. Lives in the gateway's thread and must outlive its routes; the ports must outlive it.
class TillController
{
public:
    struct Settings
    {
        QTimeZone zone;
        base::Currency currency = base::Currency::usd();
        QString branch; ///< the hub's name, as receipts say it
        std::vector<bank::Denominations> denominations;
        /// Whether there is such a user who may post, so that a till can be handed to him.
        std::function<bool(const QString &)> mayHoldTill;
    };
    TillController(CommandPort &commands, ReaderPort &reader, Settings settings)
        : m_commands(commands)
        , m_reader(reader)
        , m_settings(std::move(settings))
    {
    }
    void addRoutes(Router &router);

private:
    Outcome tills(Exchange &exchange);
    Outcome mine(Exchange &exchange);
    Outcome create(Exchange &exchange);
    Outcome open(Exchange &exchange);
    Outcome sessions(Exchange &exchange);
    Outcome report(Exchange &exchange);
    Outcome move(Exchange &exchange);
    Outcome showCount(Exchange &exchange);
    Outcome count(Exchange &exchange);
    Outcome submitCount(Exchange &exchange);
    Outcome close(Exchange &exchange);
    Outcome handOver(Exchange &exchange);
    Outcome closing(Exchange &exchange);
    Outcome printReceipt(Exchange &exchange);

    Outcome read(const Exchange &exchange, std::function<base::Result<QByteArray>(desk::TillReader &)> read);
    using Encode = std::function<web::HttpResponse(const desk::Answer &)>;
    Outcome submit(const Exchange &exchange, desk::Command command, Encode encode);
    Encode closedAnswer() const;

    CommandPort &m_commands;
    ReaderPort &m_reader;
    Settings m_settings;
};

} // namespace gateway
