// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubclient.h"
#include <QImage>
#include <deque>

namespace console {

/// The codes' pictures as the hub makes (or the bank sent) them, read when first wanted; the last few are kept. A
/// rail's picture is shown exactly as it came. GUI thread.
class QrPictures : public QObject
{
    Q_OBJECT
public:
    static constexpr int size = 720; ///< pixels a side: 6 cm at 300 dpi
    static constexpr size_t kept = 8;

    explicit QrPictures(client::HubClient &hub, QObject *parent = nullptr);
    /// arrived() or failed() follow, at once when it is here.
    void want(const QString &qrId);
    /// Null when it is not here.
    QImage find(const QString &qrId) const;

Q_SIGNALS:
    void arrived(const QString &qrId, const QImage &picture);
    void failed(const QString &qrId, const QString &sentence);

private:
    void answered(const QString &qrId, const base::Result<QByteArray> &answer);

    client::HubClient &m_hub;
    std::deque<std::pair<QString, QImage>> m_pictures; ///< newest first
    QStringList m_asked;
};

} // namespace console
