// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttserver/certificatewatch.h"
#include <QDateTime>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace mqttserver {

namespace {

constexpr qint64 msPerDay = 24 * 3600 * 1000;

QString renewed(const net::TlsKeeper &keeper)
{
    const net::CertificateInfo &info = keeper.context()->certificate();
    const QString until = QDateTime::fromMSecsSinceEpoch(info.notAfter.value, Qt::UTC).toString(Qt::ISODate);
    return u"new TLS connections now get the certificate of %1, good until %2"_s.arg(info.subject, until);
}

QString kept(const base::Error &error)
{
    return u"the certificate was not renewed: "_s + error.toString();
}

} // namespace

void CertificateWatch::add(const std::shared_ptr<net::TlsKeeper> &keeper)
{
    if (keeper && std::find(m_keepers.begin(), m_keepers.end(), keeper) == m_keepers.end())
        m_keepers.push_back(keeper);
}

void CertificateWatch::reload(const Told &told)
{
    for (const auto &keeper : m_keepers) {
        const auto reloaded = keeper->reload();
        told(reloaded ? Tidings{false, renewed(*keeper)} : Tidings{true, kept(reloaded.error())});
    }
}

void CertificateWatch::look(const Told &told)
{
    for (const auto &keeper : m_keepers) {
        const auto changed = keeper->reloadIfChanged();
        if (!changed)
            told({true, kept(changed.error())});
        else if (*changed)
            told({false, renewed(*keeper)});
    }
    if (m_clock.utcNow() < m_nextWarning)
        return;
    m_nextWarning = {m_clock.utcNow().value + msPerDay};
    for (const auto &keeper : m_keepers)
        warn(*keeper, told);
}

void CertificateWatch::warn(const net::TlsKeeper &keeper, const Told &told) const
{
    const net::CertificateInfo &info = keeper.context()->certificate();
    const qint64 days = info.daysLeft(m_clock.utcNow());
    if (days < 0)
        told({true, u"the certificate of %1 has ended: TLS clients refuse it (%2)"_s.arg(info.subject,
                                                                                         keeper.files().certificate)});
    else if (days < warnDays)
        told({true, u"the certificate of %1 ends in %2 days (%3)"_s.arg(info.subject)
                        .arg(days)
                        .arg(keeper.files().certificate)});
}

} // namespace mqttserver
