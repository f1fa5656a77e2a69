// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrpictures.h"
#include "client/qrcalls.h"
#include "client/whendone.h"
#include "console/shell/errortext.h"

namespace console {

QrPictures::QrPictures(client::HubClient &hub, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
{
}

void QrPictures::want(const QString &qrId)
{
    if (qrId.isEmpty())
        return;
    if (const QImage known = find(qrId); !known.isNull()) {
        Q_EMIT arrived(qrId, known);
        return;
    }
    if (m_asked.contains(qrId))
        return;
    m_asked << qrId;
    client::whenDone(m_hub.qrs().qrImage(qrId, client::QrImageFormat::Png, size), this,
                     [this, qrId](const base::Result<QByteArray> &answer) { answered(qrId, answer); });
}

QImage QrPictures::find(const QString &qrId) const
{
    for (const auto &[id, picture] : m_pictures) {
        if (id == qrId)
            return picture;
    }
    return {};
}

void QrPictures::answered(const QString &qrId, const base::Result<QByteArray> &answer)
{
    m_asked.removeAll(qrId);
    if (!answer) {
        Q_EMIT failed(qrId, errorText(answer.error()));
        return;
    }
    const QImage picture = QImage::fromData(*answer);
    if (picture.isNull()) {
        Q_EMIT failed(qrId, tr("The hub's picture cannot be shown."));
        return;
    }
    m_pictures.emplace_front(qrId, picture);
    if (m_pictures.size() > kept)
        m_pictures.pop_back();
    Q_EMIT arrived(qrId, picture);
}

} // namespace console
