// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/ports.h"
#include "gateway/rememberedanswers.h"
#include "gateway/router.h"
#include <QTimeZone>

namespace gateway {

/// The bank's REST (docs/api.md "Bank"): commands go to the desk, reads to the reader threads, and the answers are
/// encoded there too. Lives in the gateway's thread and must outlive its routes; the ports must outlive it.
class BankController
{
public:
    struct Settings
    {
        QTimeZone zone;
        base::Currency currency = base::Currency::usd();
    };
    /// `known` is where the server keeps what Responder::send() lets it remember.
    BankController(CommandPort &commands, ReaderPort &reader, RememberedAnswers &known, Settings settings)
        : m_commands(commands)
        , m_reader(reader)
        , m_known(known)
        , m_settings(std::move(settings))
    {
    }
    void addRoutes(Router &router);

private:
    Outcome post(Exchange &exchange);
    Outcome openAccount(Exchange &exchange);
    Outcome transactions(Exchange &exchange);
    Outcome accounts(Exchange &exchange);
    Outcome account(Exchange &exchange);
    Outcome statement(Exchange &exchange);
    Outcome summary(Exchange &exchange);

    /// Answers from memory, or runs `read` on a reader's thread; it gives the body or an error.
    Outcome read(const Exchange &exchange, std::function<base::Result<QByteArray>(desk::Reader &)> read);
    Outcome submit(const Exchange &exchange, desk::Command command,
                   std::function<web::HttpResponse(const desk::Answer &)> encode);

    CommandPort &m_commands;
    ReaderPort &m_reader;
    RememberedAnswers &m_known;
    Settings m_settings;
};

} // namespace gateway
