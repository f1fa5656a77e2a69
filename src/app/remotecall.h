// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/accessapi.h"
#include <QNetworkAccessManager>
#include <QUrl>

class QNetworkReply;

namespace app {

/// Sends a command's call to a running hub as an administrator would: logs in, asks, logs out. Waits for each answer
/// in an event loop of its own; for subcommands, which have nothing else to do. One thread.
class RemoteCall
{
public:
    explicit RemoteCall(QUrl hub)
        : m_hub(std::move(hub))
    {
    }
    /// Unauthenticated, LimitExceeded, Unavailable.
    base::Result<> login(const QString &user, const QString &password);
    /// The hub's answer, or its refusal as an error.
    base::Result<gateway::AccessReply> call(const gateway::AccessCall &call);
    void logout();

private:
    base::Result<gateway::AccessReply> send(const QByteArray &method, const QUrl &url, const QJsonObject &body);
    QUrl urlOf(const QStringList &segments) const;

    const QUrl m_hub;
    QNetworkAccessManager m_network;
    QByteArray m_accessToken;
    QString m_refreshToken;
};

} // namespace app
