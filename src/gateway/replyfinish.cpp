// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/replyfinish.h"
#include "web/contentcoding.h"

namespace gateway {
namespace {

constexpr qsizetype smallestPacked = 1024;

/// Texts; what is packed already (images, fonts) or has another coding stays as it is.
bool isPackable(const web::HttpResponse &response)
{
    const QByteArrayView type = response.header("Content-Type");
    const bool text = type.startsWith("application/json") || type.startsWith("application/problem+json") ||
                      type.startsWith("text/") || type.startsWith("application/javascript") ||
                      type.startsWith("image/svg+xml");
    return text && response.body.size() > smallestPacked && response.header("Content-Encoding").isNull();
}

void revalidate(web::HttpResponse &response, const ReplyContext &context)
{
    if (!context.tagged || response.status != 200)
        return;
    response.setDefault("ETag", web::entityTag(response.body));
    if (context.ifNoneMatch.isEmpty() || !web::namesEntityTag(context.ifNoneMatch, response.header("ETag")))
        return;
    response.status = 304;
    response.body.clear();
    response.headers.removeIf([](const web::HttpHeader &field) {
        return web::equalsIgnoringCase(field.name, "Content-Type") ||
               web::equalsIgnoringCase(field.name, "Content-Encoding");
    });
}

} // namespace

void finishReply(web::HttpResponse &response, const ReplyContext &context)
{
    revalidate(response, context);
    if (!isPackable(response))
        return;
    response.set("Vary", "Origin, Accept-Encoding");
    if (!context.takesGzip)
        return;
    QByteArray packed = web::gzip(response.body);
    if (packed.isEmpty() || packed.size() >= response.body.size())
        return;
    response.body = std::move(packed);
    response.set("Content-Encoding", "gzip");
}

} // namespace gateway
