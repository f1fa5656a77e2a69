// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/actor.h"
#include "contract/banklines.h"
#include "gateway/ports.h"
#include <QTimeZone>

namespace gateway {

/// A whole line that answers a request, and whether it is a refusal.
struct BankReply
{
    QByteArray line;
    bool isRefused = false;
};

/// Runs what lines of the bank socket ask of desk and readers. Answers are encoded where they are found, on the desk's
/// or a reader's thread. Lives in the gateway's thread; the ports outlive it.
class BankLineRunner
{
public:
    struct Settings
    {
        QTimeZone zone;
        base::Currency currency = base::Currency::usd();
    };
    using Send = std::function<void(BankReply)>;

    BankLineRunner(CommandPort &commands, ReaderPort &reader, Settings settings)
        : m_commands(commands)
        , m_reader(reader)
        , m_settings(std::move(settings))
    {
    }
    base::Currency currency() const { return m_settings.currency; }

    /// `send` is called exactly once, from any thread; not at all when an error is returned: Busy, Unavailable, or what
    /// is wrong with the request. `id` is the request's. Booked as channel SOCKET, in the name of `who`.
    base::Result<> post(const QByteArray &id, const contract::PostLine &line, const bank::Actor &who, Send send);
    base::Result<> balance(const QByteArray &id, const contract::BalanceLine &line, base::UtcMs now, Send send);
    base::Result<> statement(const QByteArray &id, const contract::StatementLine &line, Send send);

    /// As a line, with no inner detail (that goes to the log).
    static QByteArray errorLine(const QByteArray &id, const base::Error &error, std::chrono::seconds retryAfter = {});

private:
    base::Result<> read(const QByteArray &id, std::function<base::Result<QByteArray>(desk::Reader &)> read, Send send);

    CommandPort &m_commands;
    ReaderPort &m_reader;
    Settings m_settings;
};

} // namespace gateway
