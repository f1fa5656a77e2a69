// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/commands.h"
#include "bank/canonical.h"
#include <QCryptographicHash>

namespace bank {

QByteArray bodyHash(const Post &post)
{
    Canonical out(QLatin1StringView("post/1"));
    out.add(static_cast<qint64>(post.kind))
        .add(post.cedula.toString())
        .add(post.amount)
        .add(post.user)
        .add(post.description);
    if (!post.qrId.isEmpty())
        out.add(post.qrId);
    return QCryptographicHash::hash(out.bytes(), QCryptographicHash::Sha256);
}

} // namespace bank
