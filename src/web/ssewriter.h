// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"

/// Server-sent events as bytes (WHATWG HTML 9.2, "event stream format").
namespace web {

/// One event. A line end in `data` begins another data line, whichever it is; in `id` and `event` line ends and NUL are
/// left out, as no client could take them.
struct SseEvent
{
    QByteArrayView id;    ///< empty: the client's last id stays
    QByteArrayView event; ///< empty: "message"
    QByteArrayView data;
};

/// The block begins with the id's line, so that it can be read back (sseId). Built once for all who get it.
base::Bytes encodeSse(const SseEvent &event);
/// The id of a block that encodeSse() made; empty without one.
QByteArrayView sseId(QByteArrayView block);

/// A block that sets the client's last id and tells its program nothing.
QByteArray encodeSseId(QByteArrayView id);
/// "retry: 5000": how long to wait before connecting again.
QByteArray encodeSseRetry(int milliseconds);
/// A comment: keeps proxies awake, no program sees it. Line ends in it become blanks.
QByteArray encodeSseComment(QByteArrayView text = {});

} // namespace web
