// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a WebSocket client's: what comes of them must not depend on how the network cuts them. The first byte
// says where to cut.
#include "web/upgrade.h"
#include "web/websocketreader.h"
#include "web/websocketunframer.h"

namespace {

const web::WebSocketLimits limits{4'096, 8'192};

/// All messages as text, and how it ended.
QByteArray readMessages(QByteArrayView bytes, qsizetype chunk)
{
    web::WebSocketReader reader(limits);
    QByteArray told, rest;
    for (qsizetype at = 0; at < bytes.size(); at += chunk) {
        rest.append(bytes.sliced(at, qMin(chunk, bytes.size() - at)));
        base::Bytes input = base::Bytes::copyOf(rest);
        while (true) {
            const auto next = reader.next(input);
            if (!next)
                return told + "error " + QByteArray::number(web::closeCodeFor(next.error()));
            if (!*next)
                break;
            const web::WebSocketMessage &message = **next;
            told += QByteArray::number(static_cast<int>(message.opcode)) + ':' + QByteArray::number(message.closeCode) +
                    ':' + message.payload.toByteArray() + '\n';
        }
        rest = input.toByteArray();
    }
    return told;
}

QByteArray readStream(QByteArrayView bytes, qsizetype chunk)
{
    web::WebSocketUnframer unframer(limits);
    QByteArray payload, controls;
    for (qsizetype at = 0; at < bytes.size(); at += chunk) {
        QByteArray piece = bytes.sliced(at, qMin(chunk, bytes.size() - at)).toByteArray();
        const auto outcome = unframer.unframe(piece.data(), piece.size());
        if (!outcome) // what a failed call had unframed before the error is dropped with it: only the error counts
            return QByteArray("error ") + QByteArray::number(web::closeCodeFor(outcome.error()));
        payload += piece.first(outcome->size);
        for (const web::WebSocketMessage &message : outcome->controls)
            controls += QByteArray::number(static_cast<int>(message.opcode)) + message.payload.toByteArray() + '\n';
    }
    return payload + '\n' + controls;
}

void readRequest(QByteArrayView bytes)
{
    const auto request = web::parseUpgrade(bytes, 1'024);
    if (!request || !*request)
        return;
    if ((*request)->size <= 0 || (*request)->size > bytes.size())
        qFatal("a request of %lld bytes out of %lld", qlonglong((*request)->size), qlonglong(bytes.size()));
    if (const auto checked = web::checkUpgrade(**request); !checked)
        web::refuseUpgrade(checked.error());
    // What follows a request does not change it.
    const auto alone = web::parseUpgrade(bytes.first((*request)->size), 1'024);
    if (!alone || !*alone || (*alone)->key != (*request)->key || (*alone)->target != (*request)->target)
        qFatal("a request depends on what follows it");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    if (size < 1)
        return 0;
    const qsizetype chunk = data[0] % 16 + 1;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data) + 1, static_cast<qsizetype>(size) - 1);
    readRequest(bytes);
    if (readMessages(bytes, qMax<qsizetype>(bytes.size(), 1)) != readMessages(bytes, chunk))
        qFatal("messages depend on how they were cut");
    if (readStream(bytes, qMax<qsizetype>(bytes.size(), 1)) != readStream(bytes, chunk))
        qFatal("the stream depends on how it was cut");
    return 0;
}
