// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubvalues.h"
#include "contract/tillvalues.h"
#include <QHash>
#include <QRandomGenerator>

namespace app {

/// A person of the demo, with a cédula that passes the check and belongs to nobody in particular.
struct DemoPerson
{
    QString cedula;
    QString name;
    qint64 openingMinor; ///< first deposit, USD cents
};

/// Who plays in the demo and what they do next. No I/O; the same seed gives the same play.
class DemoCast
{
public:
    explicit DemoCast(quint32 seed)
        : m_random(seed)
    {
    }

    static const std::vector<DemoPerson> &people();

    /// What a till is opened with: the dollars that were left in it, or three thousand from the vault.
    static contract::OpenTillRequest openingCash(const std::vector<base::Money> &left);

    /// The next movement at the counter: mostly small, now and then one that brings a balance under the alert's
    /// threshold. Never more than the balance that was told by setBalance().
    client::NewTransaction nextMovement();
    void setBalance(const QString &cedula, const base::Money &balance) { m_balances.insert(cedula, balance); }

    /// Milliseconds until the next customer.
    int nextPause() { return m_random.bounded(700, 2600); }

    /// A flat reading as the ESP32 sketch sends it (S1-49).
    QByteArray flatReading(const QByteArray &deviceId, qint64 uptimeMs);
    /// A nested reading as the Raspberry Pi script sends it (S1-51).
    QByteArray nestedReading(const QByteArray &deviceId, qint64 unixSeconds);

private:
    QString oneDecimal(double centre, double spread);
    QRandomGenerator m_random;
    QHash<QString, base::Money> m_balances;
};

} // namespace app
