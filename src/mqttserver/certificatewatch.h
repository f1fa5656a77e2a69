// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "net/tlskeeper.h"
#include <functional>
#include <vector>

namespace mqttserver {

/// One sentence for operators.
struct Tidings
{
    bool isProblem = false;
    QString text;
};

/// Keeps the certificates of the listeners fresh: reads changed files, warns before one ends. Listeners may share
/// one. In the server's thread.
class CertificateWatch
{
public:
    using Told = std::function<void(const Tidings &)>;
    static constexpr int warnDays = 30; ///< before the end, once a day

    explicit CertificateWatch(const base::Clock &clock)
        : m_clock(clock)
    {
    }
    void add(const std::shared_ptr<net::TlsKeeper> &keeper);
    /// Reads all again.
    void reload(const Told &told);
    /// Reads those whose files have changed, and looks at the dates. Call it about once a minute.
    void look(const Told &told);

private:
    void warn(const net::TlsKeeper &keeper, const Told &told) const;

    const base::Clock &m_clock;
    std::vector<std::shared_ptr<net::TlsKeeper>> m_keepers;
    base::UtcMs m_nextWarning;
};

} // namespace mqttserver
