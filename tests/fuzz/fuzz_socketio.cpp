// SPDX-License-Identifier: GPL-3.0-or-later
// A client of Socket.IO who says anything: lines of the input are messages, those that begin with "B" binary ones. What
// is taken is valid JSON, belongs to a namespace that was joined, and comes with all its attachments.
#include "web/jsonscan.h"
#include "web/socketiosession.h"

namespace {

void check(const web::SocketNotice &notice, const web::SocketSession &session)
{
    for (const QByteArray &argument : notice.arguments) {
        if (!web::isJson(argument))
            qFatal("an argument is no JSON");
    }
    if (notice.kind == web::SocketNotice::Kind::Event &&
        (!session.hasJoined(notice.nsp) || web::isReservedEvent(notice.event)))
        qFatal("an event that should not have been taken");
    if (notice.attachments.size() > 4)
        qFatal("too many attachments");
}

/// Both ways of looking at JSON agree.
void scanAlone(QByteArrayView text)
{
    const auto items = web::jsonItems(text);
    if (items && !web::isJson(text))
        qFatal("a list that is no JSON");
    if (!items)
        return;
    for (const QByteArrayView item : *items) {
        if (!web::isJson(item))
            qFatal("an item that is no JSON");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    scanAlone(bytes);
    web::SocketSession::Options options;
    options.maxAttachments = 4;
    options.maxAttachedBytes = 64;
    web::SocketSession session(options, {});
    for (const QByteArray &line : bytes.split('\n')) {
        std::vector<web::SocketNotice> out;
        const bool isBinary = line.startsWith('B');
        const bool isGood =
            session.receive(base::Bytes::copyOf(isBinary ? QByteArrayView(line).sliced(1) : line), isBinary, out);
        for (const web::SocketNotice &notice : out) {
            check(notice, session);
            if (notice.kind == web::SocketNotice::Kind::Connect && notice.nsp.size() % 2 == 1)
                session.accept(notice.nsp, "sid");
            else if (notice.kind == web::SocketNotice::Kind::Connect)
                session.refuse(notice.nsp, "no");
        }
        if (!isGood)
            break;
    }
    return 0;
}
