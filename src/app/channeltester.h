// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QNetworkAccessManager>
#include <QUrl>
#include <QWebSocket>
#include <chrono>
#include <memory>

namespace app {

/// Tries a hub's WebSocket channels from outside, as `ventanilla ws-test` does (S3-47 … S3-51). Waits for each answer
/// in an event loop of its own; for a subcommand, which has nothing else to do. One thread.
class ChannelTester
{
public:
    using Milliseconds = std::chrono::milliseconds;

    /// "ws://host:port/api/v1/ws" of what a user may type: a ws, wss, http or https address, with or without a path.
    /// InvalidArgument for anything else.
    static base::Result<QUrl> addressOf(const QString &text);

    /// `address` as addressOf() gives it; `token`: an access token or an API key, empty: none.
    ChannelTester(QUrl address, QString token);
    ~ChannelTester();

    /// Opens a connection and waits for its connection event; how long that took. Unavailable, Timeout, Malformed.
    base::Result<Milliseconds> connect(const QString &channel);
    void disconnect();
    bool isConnected() const;
    /// Sends a test event and waits until it comes on the open connection; how long that took.
    base::Result<Milliseconds> roundTrip(const QString &channel, const QString &message);
    /// How many clients it went to. The hub's refusal as it words it.
    base::Result<qint64> sendTestEvent(const QString &channel, const QString &message);
    /// As JSON with line ends; of all channels when `channel` is empty.
    base::Result<QString> statistics(const QString &channel = {});
    /// Ends every waiting at once, for good: Ctrl+C.
    void cancel();
    bool isCancelled() const { return m_cancelled; }
    /// Waits, unless it is cancelled.
    void pause(Milliseconds span);

private:
    base::Result<QByteArray> ask(const QByteArray &method, const QString &path,
                                 const QList<std::pair<QString, QString>> &query);
    bool waitFor(const std::function<bool()> &holds, Milliseconds patience);

    const QUrl m_address;
    const QString m_token;
    QNetworkAccessManager m_network;
    std::unique_ptr<QWebSocket> m_socket;
    QStringList m_messages; ///< what came on the connection and was not looked at yet
    bool m_cancelled = false;
    std::function<void()> m_stir; ///< ends the waiting that is under way, if its condition holds
};

} // namespace app
